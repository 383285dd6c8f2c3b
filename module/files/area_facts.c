// SPDX-License-Identifier: GPL-2.0-only
/*
 * What else is known of an area: the keys that areas and query have in common.
 */
#include <linux/thread_info.h>

#include "../ram.h"
#include "area_facts.h"

/**
 * ptwalk_area_may_be_stack - does an area look like a thread's stack?
 * @a: the area
 *
 * Return: false if it is none; true if it may be one.
 */
bool ptwalk_area_may_be_stack(const struct ptwalk_area *a)
{
	return a->kind == PTWALK_AREA_VMALLOC && a->nr_pages == THREAD_SIZE / PAGE_SIZE;
}

/**
 * ptwalk_area_facts_find - find everything but the thread
 * @f: filled; the thread is the caller's
 * @space: the address space
 * @a: the area
 *
 * Context: may sleep.
 */
void ptwalk_area_facts_find(struct ptwalk_area_facts *f, const struct ptwalk_space *space,
			    const struct ptwalk_area *a)
{
	u64 bytes = ptwalk_area_body_end(a, space->geo.page_shift) - a->start;

	f->device[0] = '\0';
	if (a->kind == PTWALK_AREA_IOREMAP && a->phys &&
	    !ptwalk_ram_device(space, a->phys, a->phys + bytes - 1, f->device,
			       sizeof(f->device)))
		f->device[0] = '\0';
	f->section = a->kind == PTWALK_AREA_MODULE ? ptwalk_areas_section(a->start) : NULL;
}

/**
 * ptwalk_area_facts_put - put them as " key=value"
 * @out: the text; its names are struct ptwalk_names
 * @f: the facts
 * @a: the area
 */
void ptwalk_area_facts_put(struct ptwalk_text *out, const struct ptwalk_area_facts *f,
			   const struct ptwalk_area *a)
{
	const char *symbol, *module;

	if (a->caller) {
		symbol = out->symbol(out->priv, a->caller);
		module = strchrnul(symbol, '[');
		ptwalk_put(out, " from=");
		ptwalk_put_bytes(out, symbol, module - symbol);
		ptwalk_put(out, ptwalk_names_offset(out->priv, a->caller));
		ptwalk_put(out, module);
	}
	if (f->device[0]) {
		ptwalk_put(out, " name=");
		ptwalk_put(out, f->device);
	}
	if (f->section) {
		ptwalk_put(out, " section=");
		ptwalk_put(out, f->section);
	}
	if (f->thread.pid) {
		ptwalk_put_dec(out, " pid=", f->thread.pid);
		ptwalk_put(out, " comm=");
		ptwalk_put(out, f->thread.comm);
	}
}
