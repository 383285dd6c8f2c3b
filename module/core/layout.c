// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout: regions sorted, without overlaps and holes.
 */
#include "ptwalk.h"

static bool covers(const struct ptwalk_region *r, u64 va)
{
	return va >= r->start && va <= r->last;
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

/* The last address from @va on before the next start or at the next end of a region. */
static u64 last_before_border(const struct ptwalk_region *in, u32 n, u64 va, u64 last)
{
	u32 i;

	for (i = 0; i < n; i++) {
		if (in[i].start > va)
			last = min(last, in[i].start - 1);
		if (in[i].last >= va)
			last = min(last, in[i].last);
	}
	return last;
}

/**
 * ptwalk_layout_build - tile an address space
 * @l: filled
 * @va_start: its first address
 * @va_last: its last address
 * @in: regions in any order; where two overlap, the one of higher rank wins
 * @n: how many
 *
 * Addresses that no region covers become regions named "gap". A region that another
 * one splits appears twice.
 *
 * Return: 0, -EINVAL if a region is empty or not inside the address space, -ENOSPC
 * if there are more than %PTWALK_REGIONS parts.
 */
int ptwalk_layout_build(struct ptwalk_layout *l, u64 va_start, u64 va_last,
			const struct ptwalk_region *in, u32 n)
{
	static const struct ptwalk_region gap = { .name = "gap", .gap = true };
	const struct ptwalk_region *r, *before = NULL;
	u64 va = va_start, last;
	u32 i;

	l->n = 0;
	for (i = 0; i < n; i++)
		if (in[i].start < va_start || in[i].last > va_last || in[i].last < in[i].start)
			return -EINVAL;

	for (;; va = last + 1) {
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
		last = last_before_border(in, n, va, va_last);
		l->region[l->n - 1].last = last;
		if (last == va_last)
			return 0;
	}
}

/**
 * ptwalk_layout_find - the region of an address
 * @l: the layout
 * @va: the address
 *
 * Return: the region, or NULL outside of the layout.
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
 * Return: its first part, or NULL.
 */
const struct ptwalk_region *ptwalk_layout_named(const struct ptwalk_layout *l, const char *name)
{
	u32 i;

	for (i = 0; i < l->n; i++)
		if (!strcmp(l->region[i].name, name))
			return &l->region[i];
	return NULL;
}

/**
 * ptwalk_layout_in_image - does an address lie in the kernel image?
 * @l: the layout
 * @va: the address
 *
 * Return: true if its region is one of "image:...".
 */
bool ptwalk_layout_in_image(const struct ptwalk_layout *l, u64 va)
{
	const struct ptwalk_region *r = ptwalk_layout_find(l, va);

	return r && !strncmp(r->name, "image:", strlen("image:"));
}
