// SPDX-License-Identifier: GPL-2.0-only
/*
 * areas: every vmap area and what is mapped in it, by a single walk.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "../compat/locks.h"
#include "../live_check.h"
#include "../second_look.h"
#include "area_facts.h"
#include "files.h"

/* Findings that are confirmed per area; the first decides the verdict. */
#define MOST 8

/**
 * struct state - the current row, and what follows it
 * @next: number of the area after the current one
 * @stop: number of the first area after the range
 * @area: the current one
 * @totals: what is mapped in it
 * @nodes: pages on each NUMA node
 * @huge: bytes that blocks and contiguous groups map
 * @facts: what else is known of it
 * @stacks: whose stacks are where
 * @live: the rules
 * @f: its findings
 * @n: how many
 * @unstable: some were gone at the second look
 */
struct state {
	u32 next;
	u32 stop;
	const struct ptwalk_area *area;
	struct ptwalk_totals totals;
	u32 nodes[MAX_NUMNODES];
	u64 huge;
	struct ptwalk_area_facts facts;
	struct ptwalk_stacks stacks;
	struct ptwalk_live_check live;
	struct ptwalk_finding f[MOST];
	u32 n;
	u32 unstable;
};

static bool is_area_rule(enum ptwalk_rule rule)
{
	return ptwalk_rules[rule].areas;
}

static void collect(struct ptwalk_live_check *lc, const struct ptwalk_finding *f)
{
	struct state *st = container_of(lc, struct state, live);

	/* A row has one verdict; other findings are in check. */
	if (st->n < MOST && is_area_rule(f->rule))
		st->f[st->n++] = *f;
}

static void areas_end(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	ptwalk_stacks_drop(&st->stacks);
}

static int areas_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	areas_end(it);
	memset(st, 0, sizeof(*st));
	st->next = ptwalk_areas_search(&it->areas, it->start, 0);
	/* Include the area that the range ends in. */
	st->stop = ptwalk_areas_search(&it->areas, it->last, 0);
	if (st->stop < it->areas.n && ptwalk_areas_at(&it->areas, st->stop)->start <= it->last)
		st->stop++;
	/* Walk whole areas, even if the range starts or ends inside one. */
	if (st->next < st->stop)
		ptwalk_iter_seek(it, ptwalk_areas_at(&it->areas, st->next)->start,
				 ptwalk_areas_at(&it->areas, st->stop - 1)->end - 1);
	it->walk.split_cont = true;
	return 0;
}

/*
 * The area may have been freed since it was copied, and its memory removed. While the
 * lock is held, online memory has a struct page.
 */
static void count_nodes(struct state *st, const struct ptwalk_batch *b)
{
	const struct ptwalk_geometry *g = &st->live.ck.in.space->geo;
	u64 bytes = ptwalk_batch_bytes(g, b), done;
	/* With a single node, all pages are on it. */
	u64 step = num_online_nodes() == 1 ? bytes : ptwalk_level_bytes(g, b->level, 1);
	struct page *page;

	ptwalk_locks_take();
	for (done = 0; done < bytes; done += step) {
		page = pfn_to_online_page(PHYS_PFN(ptwalk_batch_pa(g, b, done)));
		if (page)
			st->nodes[page_to_nid(page)] += step >> g->page_shift;
	}
	ptwalk_locks_release();
}

static void take_batch(struct state *st, const struct ptwalk_batch *b,
		       const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &st->live.ck.in.space->geo;

	ptwalk_check_batch(&st->live.ck, b, o);
	if (b->kind != PTWALK_LEAF || o->guard)
		return;
	ptwalk_totals_batch(&st->totals, g, b, b->attrs & g->cont_mask);
	if (b->level || b->attrs & g->cont_mask)
		st->huge += ptwalk_batch_bytes(g, b);
	if (o->area->flags & PTWALK_AREA_ALLOC)
		count_nodes(st, b);
}

/* Take the batches of the current area, and leave the first one after it. */
static int take_area(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	while ((ret = ptwalk_iter_peek(it)) > 0) {
		if (it->ahead_owner.area && it->ahead_owner.area != st->area)
			return 0;
		ptwalk_iter_take(it);
		if (it->ahead_owner.area)
			take_batch(st, &it->ahead, &it->ahead_owner);
	}
	return ret;
}

static int find_facts(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret = 0;

	ptwalk_area_facts_find(&st->facts, it->space, st->area);
	if (ptwalk_area_may_be_stack(st->area))
		ret = ptwalk_stacks_find(&st->stacks, st->area->start, &st->facts.thread);
	if (ret <= 0)
		st->facts.thread.pid = 0;
	return min(ret, 0);
}

static int areas_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	if (st->next >= st->stop)
		return 0;
	st->area = ptwalk_areas_at(&it->areas, st->next++);
	memset(&st->totals, 0, sizeof(st->totals));
	memset(st->nodes, 0, sizeof(st->nodes));
	st->huge = 0;
	st->n = 0;
	st->unstable = 0;
	ptwalk_live_check_init(&st->live, it, NULL);
	st->live.emit = collect;
	ptwalk_check_start(&st->live.ck, st->area->start);
	err = take_area(it);
	if (!err)
		err = find_facts(it);
	if (err)
		return err;
	ptwalk_check_end(&st->live.ck, st->area->end - 1);
	/* Skip freed areas: there may be many, and each second look copies all areas. */
	if (st->n && !(st->area->flags & PTWALK_AREA_LAZY) && ptwalk_areas_is_gone(st->area)) {
		st->unstable = st->n;
		st->n = 0;
	}
	err = ptwalk_second_look(it->kernel, st->f, &st->n, &st->unstable);
	return err ? err : 1;
}

static void show_nodes(struct ptwalk_text *out, const struct state *st)
{
	const char *before = " nodes=";
	unsigned int i;

	for (i = 0; i < MAX_NUMNODES; i++) {
		if (!st->nodes[i])
			continue;
		ptwalk_put_dec(out, before, i);
		ptwalk_put_dec(out, ":", st->nodes[i]);
		before = ",";
	}
}

static void areas_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	unsigned int shift = it->space->geo.page_shift;
	const struct state *st = it->state;
	const struct ptwalk_area *a = st->area;
	u64 body = ptwalk_area_body_end(a, shift) - a->start;
	u64 pages = a->nr_pages ? a->nr_pages : body >> shift;

	ptwalk_put_range(out, a->start, a->end - a->start);
	ptwalk_put_dec(out, " ", a->end - a->start);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, ptwalk_area_kind_name(a->kind));
	ptwalk_put(out, a->flags & PTWALK_AREA_LAZY ? " lazy" : " busy");
	ptwalk_put_dec(out, " ", a->flags & PTWALK_AREA_LAZY ? 0 : pages);
	ptwalk_put_dec(out, " ", st->totals.mapped >> shift);
	ptwalk_put_dec(out, " ", st->totals.extents.n);
	ptwalk_put_dec(out, " ", st->totals.extents.longest);
	ptwalk_putc(out, ' ');
	ptwalk_put_caller(out, a);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, st->n ? ptwalk_rules[st->f[0].rule].name :
		   st->unstable ? "unstable" : "ok");
	show_nodes(out, st);
	ptwalk_put_leaf_counts(out, " leaves=", ",", ':', st->totals.leaves);
	if (st->totals.cont)
		ptwalk_put_dec(out, " cont=", st->totals.cont);
	if (a->phys)
		ptwalk_put_hex(out, " phys=", a->phys);
	if (st->huge)
		ptwalk_put_dec(out, " huge=", st->huge);
	ptwalk_area_facts_put(out, &st->facts, a);
	ptwalk_putc(out, '\n');
}

const struct ptwalk_file ptwalk_file_areas = {
	.name = "areas",
	.columns = "range bytes kind state pages mapped extents largest caller verdict",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = areas_begin,
	.next = areas_next,
	.show = areas_show,
	.end = areas_end,
};
