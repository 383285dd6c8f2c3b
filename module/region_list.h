/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A list of regions under construction, for ptwalk_arch_regions().
 */
#ifndef PTWALK_REGION_LIST_H
#define PTWALK_REGION_LIST_H

#include <linux/errno.h>

#include "ptwalk.h"

/**
 * struct ptwalk_region_list - regions, in any order
 * @out: room for @max of them
 * @max: how many fit
 * @n: how many there are
 */
struct ptwalk_region_list {
	struct ptwalk_region *out;
	u32 max;
	u32 n;
};

/**
 * ptwalk_region_add - add a region
 * @l: the list
 * @r: the region; its last address is filled in here
 * @end: address after its last one; a region that ends where it starts is left out
 *
 * Return: 0 or -ENOSPC.
 */
static inline int ptwalk_region_add(struct ptwalk_region_list *l, struct ptwalk_region r, u64 end)
{
	if (r.start == end)
		return 0;
	if (l->n == l->max)
		return -ENOSPC;
	r.last = end - 1;
	l->out[l->n++] = r;
	return 0;
}

#endif /* PTWALK_REGION_LIST_H */
