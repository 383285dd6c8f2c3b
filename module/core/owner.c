// SPDX-License-Identifier: GPL-2.0-only
/*
 * The owner of an address: regions joined with areas.
 */
#include "ptwalk_areas.h"

/**
 * ptwalk_areas_at - an area by its number
 * @as: the snapshot
 * @i: its number in the order of addresses
 *
 * Return: the area.
 */
const struct ptwalk_area *ptwalk_areas_at(const struct ptwalk_areas *as, u32 i)
{
	u32 chunk = i / PTWALK_AREAS_CHUNK;

	return &as->block[chunk / PTWALK_AREAS_BLOCK][chunk % PTWALK_AREAS_BLOCK]
		->area[i % PTWALK_AREAS_CHUNK];
}

/**
 * ptwalk_areas_search - the first area that ends after an address
 * @as: the snapshot
 * @va: the address
 * @near: number to try first, usually what was found last; any number is valid
 *
 * Return: its number in the order of addresses; the number of areas if none.
 */
u32 ptwalk_areas_search(const struct ptwalk_areas *as, u64 va, u32 near)
{
	u32 low = 0, high = as->n, i;

	for (i = near; i < near + 2 && i < as->n; i++)
		if (ptwalk_areas_at(as, i)->end > va &&
		    (!i || ptwalk_areas_at(as, i - 1)->end <= va))
			return i;
	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (ptwalk_areas_at(as, mid)->end > va)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

/**
 * ptwalk_owner_find - find the owner of an address
 * @space: the address space
 * @as: the areas, empty if they are not known
 * @va: an address of the space
 * @near: number of the area to try first; updated for the next call
 * @o: filled
 */
void ptwalk_owner_find(const struct ptwalk_space *space, const struct ptwalk_areas *as, u64 va,
		       u32 *near, struct ptwalk_owner *o)
{
	const struct ptwalk_area *a;
	u64 end;
	u32 i;

	*o = (struct ptwalk_owner) { .region = ptwalk_layout_find(&space->layout, va) };
	o->last = o->region->last;
	if (!o->region->areas)
		return;
	i = ptwalk_areas_search(as, va, *near);
	*near = i;
	if (i == as->n)
		return;
	a = ptwalk_areas_at(as, i);
	if (va < a->start) {
		end = a->start;
	} else {
		end = ptwalk_area_body_end(a, space->geo.page_shift);
		o->area = a;
		o->guard = va >= end;
		if (o->guard)
			end = a->end;
	}
	o->last = min(o->last, end - 1);
}

/**
 * ptwalk_owner_is_nobody - is a mapping here an orphan?
 * @o: the owner
 * @areas_known: areas are available; if not, there are no orphans in their regions
 *
 * Return: true if nothing should be mapped here.
 */
bool ptwalk_owner_is_nobody(const struct ptwalk_owner *o, bool areas_known)
{
	if (!o->region->areas || o->region->fixed)
		return o->region->gap;
	return areas_known && !o->area;
}
