// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout: regions that were named one by one, put in order, without overlaps
 * and without holes. Pure.
 */
#include "ptwalk.h"

/* Addresses are compared by their last byte, so that an end of 2^64 is right. */
static bool covers(const struct ptwalk_region *r, u64 va)
{
	return va >= r->start && va <= r->end - 1;
}

static const struct ptwalk_region *highest(const struct ptwalk_region *in, u32 n, u64 va)
{
	const struct ptwalk_region *best = NULL;
	u32 i;

	for (i = 0; i < n; i++)
		if (covers(&in[i], va) && (!best || in[i].rank > best->rank))
			best = &in[i];
	return best;
}

/* The first address after @va at which a region begins or ends; 0 if none. */
static u64 next_border(const struct ptwalk_region *in, u32 n, u64 va)
{
	u64 next = 0;
	u32 i;

	for (i = 0; i < n; i++) {
		if (in[i].start > va && in[i].start - 1 < next - 1)
			next = in[i].start;
		if (in[i].end > va && in[i].end - 1 < next - 1)
			next = in[i].end;
	}
	return next;
}

/**
 * ptwalk_layout_build - tile the kernel's address space
 * @l: filled
 * @va_start: where it starts; it ends at 2^64
 * @in: regions in any order; where two overlap, the one of higher rank wins
 * @n: how many
 *
 * What no region covers becomes a region named "gap". A region that another one
 * cuts in two appears twice.
 *
 * Return: 0, -EINVAL if a region is empty or starts below @va_start, -ENOSPC if
 * there are more than %PTWALK_REGIONS pieces.
 */
int ptwalk_layout_build(struct ptwalk_layout *l, u64 va_start,
			const struct ptwalk_region *in, u32 n)
{
	static const struct ptwalk_region gap = { .name = "gap", .gap = true };
	const struct ptwalk_region *r, *before = NULL;
	u64 va = va_start;
	u32 i;

	l->n = 0;
	for (i = 0; i < n; i++)
		if (in[i].start < va_start || in[i].end - 1 < in[i].start)
			return -EINVAL;

	do {
		r = highest(in, n, va);
		if (!r)
			r = &gap;
		if (r != before) {
			if (l->n == PTWALK_REGIONS)
				return -ENOSPC;
			l->region[l->n] = *r;
			l->region[l->n++].start = va;
		}
		before = r;
		va = next_border(in, n, va);
		l->region[l->n - 1].end = va;
	} while (va);
	return 0;
}

/**
 * ptwalk_layout_find - the region of an address
 * @l: the layout
 * @va: the address
 *
 * Return: the region, or NULL below the start of the layout.
 */
const struct ptwalk_region *ptwalk_layout_find(const struct ptwalk_layout *l, u64 va)
{
	u32 low = 0, high = l->n;

	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (covers(&l->region[mid], va))
			return &l->region[mid];
		if (va < l->region[mid].start)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/**
 * ptwalk_layout_named - a region by its name
 * @l: the layout
 * @name: the name
 *
 * Return: the first piece of that name, or NULL.
 */
const struct ptwalk_region *ptwalk_layout_named(const struct ptwalk_layout *l, const char *name)
{
	u32 i;

	for (i = 0; i < l->n; i++)
		if (!strcmp(l->region[i].name, name))
			return &l->region[i];
	return NULL;
}
