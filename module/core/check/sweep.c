// SPDX-License-Identifier: GPL-2.0-only
/*
 * A sweep: batches come in the order of addresses, and so do ranges that must be
 * mapped. What lies in a range and between two batches is missing.
 */
#include "finding.h"

/**
 * ptwalk_sweep_start - begin
 * @sw: the sweep
 * @next: number of the first range that reaches beyond @start
 * @start: first address that counts
 */
void ptwalk_sweep_start(struct ptwalk_sweep *sw, u32 next, u64 start)
{
	*sw = (struct ptwalk_sweep) { .next = next, .covered = start };
}

/* Nothing is mapped from what is covered up to @last. */
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
 * ptwalk_sweep_cover - a range of addresses is accounted for
 * @ck: the check
 * @sw: the sweep
 * @ops: the ranges
 * @n: how many
 * @start: first address; nothing lies between what came before and this one
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
 * ptwalk_sweep_end - nothing more comes up to the end of the range that counts
 * @ck: the check
 * @sw: the sweep
 * @ops: the ranges
 * @n: how many
 * @last: last address that counts
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
