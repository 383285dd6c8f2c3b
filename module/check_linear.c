// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of the linear map: each leaf where the formula says, all RAM that is
 * online mapped, and nothing but memory. Pure.
 */
#include "ptwalk_check.h"

static u64 range_start(const struct ptwalk_checker *ck, u32 i)
{
	return ck->ram->range[i].start - ck->ram->offset;
}

static u64 range_end(const struct ptwalk_checker *ck, u32 i)
{
	return ck->ram->range[i].end - ck->ram->offset;
}

static void miss(struct ptwalk_checker *ck, u64 from, u64 to)
{
	const struct ptwalk_owner o = { .region = ck->linear };

	ptwalk_check_suspect(ck, PTWALK_LINEAR_HOLE, &o, from, to, 0, 0);
}

/* Up to @end all is accounted for, and nothing was there between before and @start. */
static void account(struct ptwalk_checker *ck, u64 start, u64 end)
{
	u64 from, to;

	for (; ck->next_ram < ck->ram->n; ck->next_ram++) {
		from = max(range_start(ck, ck->next_ram), ck->linear_covered);
		to = min(range_end(ck, ck->next_ram), start);
		if (from < to && ck->ram->range[ck->next_ram].kind == PTWALK_RAM_ONLINE)
			miss(ck, from, to);
		if (range_end(ck, ck->next_ram) > start)
			break;
	}
	ck->linear_covered = max(ck->linear_covered, end);
}

/* The parts of a physically contiguous piece that are no memory. */
static void check_extra(struct ptwalk_checker *ck, const struct ptwalk_owner *o, u64 start, u64 end)
{
	u64 va = start, next;
	u32 i;

	for (i = 0; i < ck->ram->n && va < end; i++) {
		if (range_end(ck, i) <= va)
			continue;
		next = min(range_start(ck, i), end);
		if (va < next)
			ptwalk_check_suspect(ck, PTWALK_LINEAR_EXTRA, o, va, next, 0,
					     va + ck->ram->offset);
		va = max(va, range_end(ck, i));
	}
	if (va < end && !ck->ram->more)
		ptwalk_check_suspect(ck, PTWALK_LINEAR_EXTRA, o, va, end, 0,
				     va + ck->ram->offset);
}

static void check_affine(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			 const struct ptwalk_owner *o)
{
	u64 size = ptwalk_level_bytes(ck->g, s->level, 1), i;

	for (i = 0; i < s->count; i++) {
		u64 va = s->start + i * size;
		u64 pa = ptwalk_strip_pa(ck->g, s, i * size);

		if (pa != va + ck->ram->offset)
			ptwalk_check_suspect(ck, PTWALK_LINEAR_AFFINE, o, va, va + size,
					     va + ck->ram->offset, pa);
		else
			check_extra(ck, o, va, va + size);
	}
}

/**
 * ptwalk_check_linear_start - begin
 * @ck: the checker
 * @start: first address that is judged
 */
void ptwalk_check_linear_start(struct ptwalk_checker *ck, u64 start)
{
	ck->next_ram = 0;
	ck->linear_covered = start;
}

/**
 * ptwalk_check_linear_strip - judge a strip, if it is in the linear map
 * @ck: the checker
 * @s: the strip
 * @o: whose it is
 */
void ptwalk_check_linear_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			       const struct ptwalk_owner *o)
{
	u64 bytes = ptwalk_level_bytes(ck->g, s->level, s->count);

	if (!ck->ram || o->region != ck->linear || s->kind == PTWALK_EMPTY)
		return;
	/* Not valid, but not zero: taken out on purpose, as KFENCE does with its guards. */
	account(ck, s->start, s->start + bytes);
	if (s->kind != PTWALK_LEAF)
		return;
	if (s->frags == 1 && s->pa == s->start + ck->ram->offset)
		check_extra(ck, o, s->start, s->start + bytes);
	else
		check_affine(ck, s, o);
}

/**
 * ptwalk_check_linear_end - the walk is over
 * @ck: the checker
 * @end: address after the last that is judged
 */
void ptwalk_check_linear_end(struct ptwalk_checker *ck, u64 end)
{
	if (ck->ram)
		account(ck, end, end);
}
