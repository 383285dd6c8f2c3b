// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of the linear map: each leaf is mapped by the formula, all RAM that is
 * online is mapped, and nothing but memory is mapped.
 */
#include "finding.h"
#include "rules.h"

static bool ram_range(const struct ptwalk_check *ck, u32 i, u64 *start, u64 *last)
{
	*start = ck->in.ram->range[i].start - ck->in.space->linear_offset;
	*last = ck->in.ram->range[i].end - 1 - ck->in.space->linear_offset;
	return true;
}

static void miss_ram(struct ptwalk_check *ck, u32 i, u64 start, u64 last)
{
	const struct ptwalk_owner o = { .region = ck->in.linear };

	if (ck->in.ram->range[i].kind == PTWALK_RAM_ONLINE)
		ptwalk_suspect(ck, PTWALK_LINEAR_HOLE, &o, start, last, 0, 0);
}

static const struct ptwalk_sweep_ops ram = { .range = ram_range, .miss = miss_ram };

/* Report the parts of a physically contiguous range that are not memory. */
static void check_extra(struct ptwalk_check *ck, const struct ptwalk_owner *o, u64 start, u64 last)
{
	u64 offset = ck->in.space->linear_offset, va = start, first, end;
	u32 i;

	for (i = 0; i < ck->in.ram->n; i++) {
		ram_range(ck, i, &first, &end);
		if (end < va)
			continue;
		if (first > last)
			break;
		if (va < first)
			ptwalk_suspect(ck, PTWALK_LINEAR_EXTRA, o, va, first - 1, 0, va + offset);
		if (end >= last)
			return;
		va = end + 1;
	}
	if (i < ck->in.ram->n || !ck->in.ram->more)
		ptwalk_suspect(ck, PTWALK_LINEAR_EXTRA, o, va, last, 0, va + offset);
}

static void check_affine(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			 const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	u64 size = ptwalk_level_bytes(g, b->level, 1), i;

	for (i = 0; i < b->count; i++) {
		u64 va = b->start + i * size, expected = va + ck->in.space->linear_offset;
		u64 pa = ptwalk_batch_pa(g, b, i * size);

		if (pa != expected)
			ptwalk_suspect(ck, PTWALK_LINEAR_AFFINE, o, va, va + size - 1, expected,
				       pa);
		else
			check_extra(ck, o, va, va + size - 1);
	}
}

/**
 * ptwalk_linear_rules_start - start a check
 * @ck: the check
 * @start: first address that is judged
 */
void ptwalk_linear_rules_start(struct ptwalk_check *ck, u64 start)
{
	ptwalk_sweep_start(&ck->linear, 0, start);
}

/**
 * ptwalk_linear_rules_batch - judge a batch, if it is in the linear map
 * @ck: the check
 * @b: the batch
 * @o: its owner
 */
void ptwalk_linear_rules_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			       const struct ptwalk_owner *o)
{
	u64 last = ptwalk_batch_last(&ck->in.space->geo, b);

	if (!ck->in.ram || o->region != ck->in.linear || b->kind == PTWALK_EMPTY)
		return;
	/* Invalid but not zero: unmapped on purpose, as KFENCE's guard pages. */
	ptwalk_sweep_cover(ck, &ck->linear, &ram, ck->in.ram->n, b->start, last);
	if (b->kind != PTWALK_LEAF)
		return;
	if (b->extents == 1 && b->pa == b->start + ck->in.space->linear_offset)
		check_extra(ck, o, b->start, last);
	else
		check_affine(ck, b, o);
}

/**
 * ptwalk_linear_rules_end - finish after the walk
 * @ck: the check
 * @last: last address that is judged
 */
void ptwalk_linear_rules_end(struct ptwalk_check *ck, u64 last)
{
	if (ck->in.ram)
		ptwalk_sweep_end(ck, &ck->linear, &ram, ck->in.ram->n, last);
}
