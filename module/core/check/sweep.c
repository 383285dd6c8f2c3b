// SPDX-License-Identifier: GPL-2.0-only
/*
 * A sweep: batches and ranges that must be mapped both come in the order of
 * addresses. Addresses in a range and between two batches are missing.
 */
#include "finding.h"

/**
 * ptwalk_sweep_start - start a sweep
 * @sw: the sweep
 * @next: number of the first range that ends after @start
 * @start: first address that is judged
 */
void ptwalk_sweep_start(struct ptwalk_sweep *sw, u32 next, u64 start)
{
	*sw = (struct ptwalk_sweep) { .next = next, .covered = start };
}

/* Nothing is mapped from @sw->covered to @last. */
static void miss_up_to(struct ptwalk_check *ck, struct ptwalk_sweep *sw,
		       const struct ptwalk_sweep_ops *ops, u32 n, u64 last)
{
	u64 first, end;

	for (; sw->next < n; sw->next++) {
		if (!ops->range(ck, sw->next, &first, &end))
			continue;
		if (max(first, sw->covered) <= min(end, last))
			ops->miss(ck, sw->next, max(first, sw->covered), min(end, last));
		if (end > last)
			return;
	}
}

/**
 * ptwalk_sweep_cover - account for a range of addresses
 * @ck: the check
 * @sw: the sweep
 * @ops: the ranges
 * @n: how many
 * @start: first address; addresses between the previous range and this one are missing
 * @last: last address
 */
void ptwalk_sweep_cover(struct ptwalk_check *ck, struct ptwalk_sweep *sw,
			const struct ptwalk_sweep_ops *ops, u32 n, u64 start, u64 last)
{
	if (sw->all)
		return;
	if (start > sw->covered)
		miss_up_to(ck, sw, ops, n, start - 1);
	sw->all = last == ~0ULL;
	sw->covered = max(sw->covered, last + 1);
}

/**
 * ptwalk_sweep_end - finish a sweep: the rest of the range is missing
 * @ck: the check
 * @sw: the sweep
 * @ops: the ranges
 * @n: how many
 * @last: last address that is judged
 */
void ptwalk_sweep_end(struct ptwalk_check *ck, struct ptwalk_sweep *sw,
		      const struct ptwalk_sweep_ops *ops, u32 n, u64 last)
{
	if (sw->all || sw->covered > last)
		return;
	miss_up_to(ck, sw, ops, n, last);
	sw->all = last == ~0ULL;
	sw->covered = last + 1;
}
