// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is around an address: the area that it is in, or the hole and its neighbours, the
 * thread whose stack it is in or just missed, its symbol, and the use of its page.
 */
#include <linux/thread_info.h>

#include "story.h"

/* Look for a thread only where there may be one: that takes a look at each of them. */
static int find_thread(struct ptwalk_story *s)
{
	const struct ptwalk_area *a = s->owner->area;
	int ret = 0;

	if (a && ptwalk_area_may_be_stack(a))
		ret = ptwalk_thread_at(a->start, 0, &s->facts.thread);
	else if (!a && !s->mapped && s->owner->region->areas)
		ret = ptwalk_thread_at(s->va, THREAD_SIZE, &s->facts.thread);
	if (ret <= 0)
		s->facts.thread.pid = 0;
	return min(ret, 0);
}

/**
 * ptwalk_story_find - find what is around an address
 * @s: @va, @mapped, @page, @owner and @named are given, the rest is filled
 * @space: the address space
 *
 * Context: may sleep.
 * Return: 0, or an error of ptwalk_pause().
 */
int ptwalk_story_find(struct ptwalk_story *s, const struct ptwalk_space *space)
{
	const struct ptwalk_owner *o = s->owner;

	memset(&s->facts, 0, sizeof(s->facts));
	if (o->area)
		ptwalk_area_facts_find(&s->facts, space, o->area);
	else if (o->region->areas && ptwalk_areas_known())
		ptwalk_areas_around(s->va, &s->before, &s->after);
	return find_thread(s);
}

/* A range, whether it is lazily freed, and whose it is. */
static void put_area(struct ptwalk_text *out, const struct ptwalk_area *a)
{
	ptwalk_put_range(out, a->start, a->end - a->start);
	ptwalk_put(out, a->flags & PTWALK_AREA_LAZY ? " lazy " : " busy ");
}

static void put_neighbour(struct ptwalk_text *out, const char *name, const struct ptwalk_area *a,
			  u64 distance)
{
	if (!a->end)
		return;
	ptwalk_put(out, name);
	put_area(out, a);
	ptwalk_put(out, ptwalk_area_kind_name(a->kind));
	ptwalk_putc(out, ':');
	ptwalk_put_caller(out, a);
	ptwalk_put_dec(out, " distance=", distance);
	ptwalk_putc(out, '\n');
}

/* The hole ends with the region, too. */
static void put_hole(struct ptwalk_text *out, const struct ptwalk_story *s)
{
	const struct ptwalk_region *r = s->owner->region;
	u64 start = max(s->before.end, r->start);
	u64 last = s->after.end ? min(s->after.start - 1, r->last) : r->last;

	ptwalk_put(out, "hole: ");
	ptwalk_put_range(out, start, last - start + 1);
	ptwalk_put_dec(out, " bytes=", last - start + 1);
	ptwalk_putc(out, '\n');
	put_neighbour(out, "before: ", &s->before, s->va - s->before.end);
	put_neighbour(out, "after: ", &s->after, s->after.start - s->va);
}

static void put_own_area(struct ptwalk_text *out, const struct ptwalk_story *s)
{
	const struct ptwalk_area *a = s->owner->area;

	ptwalk_put(out, "area: ");
	put_area(out, a);
	ptwalk_printf(out, "+0x%llx", s->va - a->start);
	ptwalk_area_facts_put(out, &s->facts, a);
	ptwalk_putc(out, '\n');
}

static void put_stack(struct ptwalk_text *out, const struct ptwalk_story *s)
{
	const struct ptwalk_thread *t = &s->facts.thread;

	if (!t->pid)
		return;
	ptwalk_put_dec(out, "stack: pid=", t->pid);
	ptwalk_put(out, " comm=");
	ptwalk_put(out, t->comm);
	if (s->va < t->stack)
		ptwalk_printf(out, " %llu bytes below its end: stack overflow\n", t->stack - s->va);
	else if (s->va - t->stack < THREAD_SIZE)
		ptwalk_printf(out, " +0x%llx/0x%llx\n", s->va - t->stack, (u64)THREAD_SIZE);
	else
		ptwalk_put(out, " guard page above it\n");
}

static void put_symbol(struct ptwalk_text *out, const struct ptwalk_story *s)
{
	const char *symbol = out->symbol(out->priv, s->va), *module = strchrnul(symbol, '[');
	const char *offset = ptwalk_names_offset(out->priv, s->va);

	if (!*offset)
		return;
	ptwalk_put(out, "symbol: ");
	ptwalk_put_bytes(out, symbol, module - symbol);
	ptwalk_put(out, offset);
	ptwalk_put(out, module);
	ptwalk_putc(out, '\n');
}

static void put_use(struct ptwalk_text *out, const struct ptwalk_page *p)
{
	if (!strcmp(p->state, "none"))
		return;
	if (p->order < 0)
		ptwalk_put(out, "order: unknown\n");
	else
		ptwalk_printf(out, "order: %d\n", p->order);
	if (!strcmp(p->state, "slab"))
		ptwalk_printf(out, "slab: %s\n", p->slab[0] ? p->slab : "unknown");
}

/**
 * ptwalk_story_put - put the lines about what is around an address
 * @out: the text; its names are struct ptwalk_names
 * @s: the story
 */
void ptwalk_story_put(struct ptwalk_text *out, const struct ptwalk_story *s)
{
	if (!s->mapped)
		ptwalk_put(out, "mapped: nothing is mapped there\n");
	if (s->owner->area)
		put_own_area(out, s);
	else if (s->owner->region->areas && ptwalk_areas_known())
		put_hole(out, s);
	put_stack(out, s);
	if (s->named)
		put_symbol(out, s);
	if (s->mapped)
		put_use(out, &s->page);
}
