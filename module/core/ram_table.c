// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of physical ranges that the linear map may map.
 */
#include "ptwalk_ram.h"

/* Replace @old ranges from number @at on by @n new ones, if there is room. */
static void splice(struct ptwalk_ram *ram, u32 at, u32 old, const struct ptwalk_ram_range *new,
		   u32 n)
{
	u32 tail = ram->n - at - old;

	if (ram->n - old + n > PTWALK_RAM_RANGES) {
		ram->more = true;
		return;
	}
	memmove(&ram->range[at + n], &ram->range[at + old], tail * sizeof(*new));
	memcpy(&ram->range[at], new, n * sizeof(*new));
	ram->n = at + n + tail;
}

/**
 * ptwalk_ram_put - add a range, replacing what the table has there
 * @ram: the table; if it is full, @more is set and nothing else changes
 * @start: first physical address
 * @end: address after the last
 * @kind: what it is
 */
void ptwalk_ram_put(struct ptwalk_ram *ram, u64 start, u64 end, enum ptwalk_ram_kind kind)
{
	struct ptwalk_ram_range new[3];
	u32 at = 0, old = 0, n = 0;

	if (start >= end)
		return;
	while (at < ram->n && ram->range[at].end < start)
		at++;
	/* Ranges that overlap or touch: the same kind is merged, others keep what is outside. */
	for (; at + old < ram->n && ram->range[at + old].start <= end; old++) {
		const struct ptwalk_ram_range *r = &ram->range[at + old];

		if (r->kind == kind) {
			start = min(start, r->start);
			end = max(end, r->end);
		} else if (r->start < start) {
			new[n++] = (struct ptwalk_ram_range) { r->start, start, r->kind };
		}
	}
	new[n++] = (struct ptwalk_ram_range) { start, end, kind };
	if (old && ram->range[at + old - 1].kind != kind && ram->range[at + old - 1].end > end)
		new[n++] = (struct ptwalk_ram_range) { end, ram->range[at + old - 1].end,
						       ram->range[at + old - 1].kind };
	splice(ram, at, old, new, n);
}
