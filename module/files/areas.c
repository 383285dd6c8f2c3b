// SPDX-License-Identifier: GPL-2.0-only
/*
 * areas: every vmap area beside what is mapped in it. One walk for all of them.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "../compat/locks.h"
#include "ptwalk_live.h"

/* Findings of one area that are confirmed; the first decides the verdict. */
#define MOST 8

/**
 * struct state - the row in hand, and what follows it
 * @next: number of the area after the one in hand
 * @stop: number of the first area behind the range
 * @area: the one in hand
 * @tally: what is mapped in it
 * @nodes: pages on each NUMA node
 * @ck: the rules
 * @f: findings in it
 * @n: how many
 * @unstable: some were gone at the second look
 * @ahead: the first strip behind it, already taken from the walk
 * @owner: whose @ahead is
 * @pending: @ahead holds a strip
 */
struct state {
	u32 next;
	u32 stop;
	const struct ptwalk_area *area;
	struct ptwalk_tally tally;
	u32 nodes[MAX_NUMNODES];
	struct ptwalk_checker ck;
	struct ptwalk_finding f[MOST];
	u32 n;
	u32 unstable;
	struct ptwalk_strip ahead;
	struct ptwalk_owner owner;
	bool pending;
};

static bool is_area_rule(enum ptwalk_rule rule)
{
	return ptwalk_rules[rule].areas;
}

static void collect(struct ptwalk_checker *ck, const struct ptwalk_finding *f)
{
	struct state *st = ck->priv;

	/* A row can hold one verdict; what is wrong besides is in check. */
	if (st->n < MOST && is_area_rule(f->rule))
		st->f[st->n++] = *f;
}

static int areas_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	memset(st, 0, sizeof(*st));
	st->next = ptwalk_areas_search(&ss->areas, ss->start, 0);
	st->stop = ss->end ? ptwalk_areas_search(&ss->areas, ss->end, 0) : ss->areas.n;
	/* The one that the range ends in; what only touches its end is none of it. */
	if (st->stop < ss->areas.n && ptwalk_areas_at(&ss->areas, st->stop)->start < ss->end)
		st->stop++;
	/* Whole areas, also where the range begins or ends in the middle of one. */
	if (st->next < st->stop)
		ptwalk_session_seek(ss, ptwalk_areas_at(&ss->areas, st->next)->start,
				    ptwalk_areas_at(&ss->areas, st->stop - 1)->end);
	ss->walk.split_cont = true;
	return 0;
}

/*
 * The area may have been freed since it was copied, and its memory removed. While the
 * lock is held, what is online has a struct page.
 */
static void count_nodes(struct state *st, const struct ptwalk_strip *s)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	u64 bytes = ptwalk_level_bytes(g, s->level, s->count), done;
	/* One node has them all. */
	u64 step = num_online_nodes() == 1 ? bytes : ptwalk_level_bytes(g, s->level, 1);
	struct page *page;

	ptwalk_locks_take();
	for (done = 0; done < bytes; done += step) {
		page = pfn_to_online_page(PHYS_PFN(ptwalk_strip_pa(g, s, done)));
		if (page)
			st->nodes[page_to_nid(page)] += step >> g->page_shift;
	}
	ptwalk_locks_release();
}

static void take_strip(struct state *st, const struct ptwalk_strip *s,
		       const struct ptwalk_owner *o)
{
	ptwalk_check_strip(&st->ck, s, o);
	if (s->kind != PTWALK_LEAF || o->guard)
		return;
	ptwalk_tally_strip(&st->tally, &ptwalk_kernel.geo, s,
			   s->attrs & ptwalk_kernel.geo.cont_mask);
	if (o->area->flags & PTWALK_AREA_ALLOC)
		count_nodes(st, s);
}

/* Strips of the area in hand; the first of a later one is kept. */
static int take_area(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int ret;

	for (;;) {
		if (!st->pending) {
			ret = ptwalk_session_next(ss, &st->ahead, &st->owner);
			if (ret <= 0)
				return ret;
		}
		st->pending = st->owner.area && st->owner.area != st->area;
		if (st->pending)
			return 0;
		if (st->owner.area)
			take_strip(st, &st->ahead, &st->owner);
	}
}

static int areas_next(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int err;

	if (st->next >= st->stop)
		return 0;
	st->area = ptwalk_areas_at(&ss->areas, st->next++);
	memset(&st->tally, 0, sizeof(st->tally));
	memset(st->nodes, 0, sizeof(st->nodes));
	st->n = 0;
	st->unstable = 0;
	ptwalk_confirm_prepare(&st->ck, &ss->areas, NULL);
	st->ck.emit = collect;
	st->ck.priv = st;
	ptwalk_check_start(&st->ck, st->area->start);
	err = take_area(ss);
	if (err)
		return err;
	ptwalk_check_end(&st->ck, st->area->end);
	/* Many may have been freed meanwhile, and each second look copies all areas anew. */
	if (st->n && !(st->area->flags & PTWALK_AREA_LAZY) && ptwalk_areas_is_gone(st->area)) {
		st->unstable = st->n;
		st->n = 0;
	}
	err = ptwalk_confirm(st->f, &st->n, &st->unstable);
	return err ? err : 1;
}

static void show_nodes(struct seq_file *m, const struct state *st)
{
	const char *before = " nodes=";
	unsigned int i;

	for (i = 0; i < MAX_NUMNODES; i++) {
		if (!st->nodes[i])
			continue;
		seq_put_decimal_ull(m, before, i);
		seq_put_decimal_ull(m, ":", st->nodes[i]);
		before = ",";
	}
}

static void show_leaves(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const char *before = " leaves=";
	unsigned int l;

	for (l = 0; l < g->levels; l++) {
		if (!st->tally.leaves[l])
			continue;
		seq_puts(m, before);
		seq_puts(m, g->level[l].name);
		seq_put_decimal_ull(m, ":", st->tally.leaves[l]);
		before = ",";
	}
	if (st->tally.cont)
		seq_put_decimal_ull(m, " cont=", st->tally.cont);
}

static void areas_show(struct ptwalk_session *ss, struct seq_file *m)
{
	unsigned int shift = ptwalk_kernel.geo.page_shift;
	const struct state *st = ss->state;
	const struct ptwalk_area *a = st->area;
	u64 body = ptwalk_area_body_end(a, shift) - a->start;
	u64 pages = a->nr_pages ? a->nr_pages : body >> shift;

	ptwalk_show_range(m, a->start, a->end - a->start);
	seq_put_decimal_ull(m, " ", a->end - a->start);
	seq_putc(m, ' ');
	seq_puts(m, ptwalk_area_kind_name(a->kind));
	seq_puts(m, a->flags & PTWALK_AREA_LAZY ? " lazy" : " busy");
	seq_put_decimal_ull(m, " ", a->flags & PTWALK_AREA_LAZY ? 0 : pages);
	seq_put_decimal_ull(m, " ", st->tally.mapped >> shift);
	seq_put_decimal_ull(m, " ", st->tally.frags);
	seq_put_decimal_ull(m, " ", st->tally.longest);
	seq_putc(m, ' ');
	ptwalk_show_caller(m, a);
	seq_putc(m, ' ');
	seq_puts(m, st->n ? ptwalk_rules[st->f[0].rule].name : st->unstable ? "unstable" : "ok");
	show_nodes(m, st);
	show_leaves(m, st);
	if (a->phys)
		ptwalk_show_hex(m, " phys=", a->phys);
	seq_putc(m, '\n');
}

const struct ptwalk_file ptwalk_file_areas = {
	.name = "areas",
	.columns = "range bytes kind state pages mapped extents largest caller verdict",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = areas_begin,
	.next = areas_next,
	.show = areas_show,
};
