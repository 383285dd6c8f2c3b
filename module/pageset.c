// SPDX-License-Identifier: GPL-2.0-only
/*
 * A set of page frames: an xarray of bitmaps of one page each.
 */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#include "pageset.h"

#define CHUNK (PAGE_SIZE * BITS_PER_BYTE)

/** struct ptwalk_pageset - the bitmaps, by page frame number over %CHUNK */
struct ptwalk_pageset {
	struct xarray chunks;
};

/**
 * ptwalk_pageset_new - an empty set
 *
 * Context: may sleep.
 * Return: the set, or NULL without memory.
 */
struct ptwalk_pageset *ptwalk_pageset_new(void)
{
	struct ptwalk_pageset *ps = kmalloc(sizeof(*ps), GFP_KERNEL);

	if (ps)
		xa_init(&ps->chunks);
	return ps;
}

/**
 * ptwalk_pageset_free - free a set
 * @ps: the set, or NULL
 */
void ptwalk_pageset_free(struct ptwalk_pageset *ps)
{
	unsigned long *bits, i;

	if (!ps)
		return;
	xa_for_each(&ps->chunks, i, bits)
		free_page((unsigned long)bits);
	xa_destroy(&ps->chunks);
	kfree(ps);
}

static unsigned long *make_chunk(struct ptwalk_pageset *ps, unsigned long i)
{
	unsigned long *bits = xa_load(&ps->chunks, i);

	if (bits)
		return bits;
	bits = (void *)get_zeroed_page(GFP_KERNEL);
	if (bits && xa_err(xa_store(&ps->chunks, i, bits, GFP_KERNEL))) {
		free_page((unsigned long)bits);
		return NULL;
	}
	return bits;
}

/**
 * ptwalk_pageset_add - put pages into a set
 * @ps: the set
 * @pfn: the first
 * @n: how many
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int ptwalk_pageset_add(struct ptwalk_pageset *ps, u64 pfn, u64 n)
{
	unsigned long *bits;
	u64 some;

	for (; n; pfn += some, n -= some) {
		some = min(n, CHUNK - pfn % CHUNK);
		bits = make_chunk(ps, pfn / CHUNK);
		if (!bits)
			return -ENOMEM;
		bitmap_set(bits, pfn % CHUNK, some);
	}
	return 0;
}

/**
 * ptwalk_pageset_run - how many pages are in a set, or not, like the first
 * @ps: the set
 * @pfn: the first
 * @n: how many to look at, not 0
 * @has: filled: whether they are in it
 *
 * Return: at least 1; the pages after these may be like them.
 */
u64 ptwalk_pageset_run(const struct ptwalk_pageset *ps, u64 pfn, u64 n, bool *has)
{
	const unsigned long *bits = xa_load((struct xarray *)&ps->chunks, pfn / CHUNK);
	u64 first = pfn % CHUNK, end = min(first + n, (u64)CHUNK);

	*has = bits && test_bit(first, bits);
	if (!bits)
		return end - first;
	return (*has ? find_next_zero_bit(bits, end, first) : find_next_bit(bits, end, first)) -
	       first;
}
