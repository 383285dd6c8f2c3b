// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scans over the entries of a window: the hot path. To avoid a branch per entry, a
 * scan first tests a whole block, and looks for the first difference only if
 * there is one.
 */
#include "scan.h"

#define BLOCK 16

/*
 * How many entries continue the series that starts with the first: each is @step
 * more than the one before, under a mask.
 */
static u32 count_series(const u64 *e, u32 n, u64 step, u64 mask)
{
	u64 next = e[0], other = 0;
	u32 k = 0, i;

	if (n == 1 || (e[1] ^ (next + step)) & mask)
		return 1;
	for (; k + BLOCK <= n; k += BLOCK) {
		const u64 *block = e + k;
		u64 before = next;

#pragma GCC unroll 16
		for (i = 0; i < BLOCK; i++, next += step)
			other |= block[i] ^ next;
		if (other & mask) {
			next = before;
			break;
		}
	}
	for (; k < n && !((e[k] ^ next) & mask); k++)
		next += step;
	return k;
}

/* Extents so far: how many, the longest, the last, and the entry that would continue it. */
struct extents {
	u64 n;
	u64 longest;
	u64 tail;
	u64 next;
};

static inline void add_leaf(struct extents *x, u64 e, u64 step, u64 hw)
{
	bool goes_on = (e | hw) == (x->next | hw);

	x->next = e + step;
	x->n += !goes_on;
	x->tail = goes_on ? x->tail + 1 : 1;
	x->longest = x->tail > x->longest ? x->tail : x->longest;
}

/*
 * Count the extents of like leaves; the first has @head leaves. Returns the leaves. It is
 * compiled once for each @hw, so that most formats don't pay for it.
 */
static __always_inline u32 count_extents(const u64 *e, u32 n, u32 head, u64 mask, u64 step, u64 hw,
					 struct extents *to)
{
	/* Scan whole blocks: start with the block that holds the end of the head. */
	u32 k = head == n ? n : head - head % BLOCK, i;
	struct extents x = { !!k, k, k, k ? e[k - 1] + step : ~e[0] };
	u64 first = e[0], other = 0;

	for (; k + BLOCK <= n; k += BLOCK) {
		const u64 *block = e + k;
		struct extents before = x;

#pragma GCC unroll 16
		for (i = 0; i < BLOCK; i++) {
			other |= block[i] ^ first;
			add_leaf(&x, block[i], step, hw);
		}
		if (other & mask) {
			x = before;
			break;
		}
	}
	for (; k < n && !((e[k] ^ first) & mask); k++)
		add_leaf(&x, e[k], step, hw);
	*to = x;
	return k;
}

/**
 * ptwalk_scan_zeros - how many entries from the first on are zero
 * @e: the entries
 * @n: how many there are
 *
 * Return: how many.
 */
u32 ptwalk_scan_zeros(const u64 *e, u32 n)
{
	u32 i = 0;

	while (i < n && !e[i])
		i++;
	return i;
}

/**
 * ptwalk_scan_equal - how many entries are like the first
 * @e: the entries
 * @n: how many there are, not 0
 * @mask: the bits that matter
 *
 * Return: at least 1.
 */
u32 ptwalk_scan_equal(const u64 *e, u32 n, u64 mask)
{
	return count_series(e, n, 0, mask);
}

/**
 * ptwalk_scan_leaves - leaves from the first on that are alike
 * @e: the entries
 * @n: how many there are, not 0
 * @mask: bits that leaves which are alike have in common
 * @step: difference between the entries of two contiguous leaves
 * @hw: bits that hardware sets by itself, in which entries may differ
 * @split: stop at the end of the first extent
 * @s: filled
 */
void ptwalk_scan_leaves(const u64 *e, u32 n, u64 mask, u64 step, u64 hw, bool split,
			struct ptwalk_scan *s)
{
	u32 head = count_series(e, n, step, ~hw);
	struct extents x;

	/* The sum may carry into the attribute bits: those entries are not alike. */
	while ((e[head - 1] ^ e[0]) & mask)
		head--;
	n = split ? head : n;
	s->count = hw ? count_extents(e, n, head, mask, step, hw, &x) :
			count_extents(e, n, head, mask, step, 0, &x);
	s->extents = x.n;
	s->head = head;
	s->tail = x.tail;
	s->longest = x.longest;
}
