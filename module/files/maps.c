// SPDX-License-Identifier: GPL-2.0-only
/*
 * maps and extents: runs of leaves that are alike, and those of them that are
 * physically contiguous. The same rows but for where they end.
 */
#include "ptwalk_live.h"

/**
 * struct state - the row in hand, and what follows it
 * @run: the row
 * @ahead: the first strip behind it, already taken from the walk
 * @owner: whose @ahead is
 * @whose: whose @run is
 * @pending: @ahead holds a strip
 */
struct state {
	struct ptwalk_run run;
	struct ptwalk_strip ahead;
	struct ptwalk_owner owner;
	struct ptwalk_owner whose;
	bool pending;
};

static int maps_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	st->pending = false;
	ss->walk.split_phys = false;
	return 0;
}

static int extents_begin(struct ptwalk_session *ss)
{
	maps_begin(ss);
	ss->walk.split_phys = true;
	return 0;
}

/* Leaves become rows; ranges that could not be walked become remarks. */
static bool is_shown(enum ptwalk_kind kind)
{
	return kind == PTWALK_LEAF || kind >= PTWALK_TORN;
}

static int next_run(struct ptwalk_session *ss, enum ptwalk_merge how)
{
	struct state *st = ss->state;
	bool started = false;
	int ret;

	for (;;) {
		if (!st->pending) {
			ret = ptwalk_session_next(ss, &st->ahead, &st->owner);
			if (ret < 0)
				return ret;
			if (!ret)
				return started;
			st->pending = is_shown(st->ahead.kind);
			if (!st->pending)
				continue;
		}
		if (started && !ptwalk_run_add(&st->run, &ptwalk_kernel.geo, &st->ahead,
					       ptwalk_owner_key(&st->owner), how))
			return 1;
		if (!started) {
			ptwalk_run_start(&st->run, &ptwalk_kernel.geo, &st->ahead,
					 ptwalk_owner_key(&st->owner));
			st->whose = st->owner;
		}
		started = true;
		st->pending = false;
	}
}

static int maps_next(struct ptwalk_session *ss)
{
	return next_run(ss, PTWALK_MERGE_LIKE);
}

static int extents_next(struct ptwalk_session *ss)
{
	return next_run(ss, PTWALK_MERGE_PHYS);
}

/**
 * ptwalk_show_run - a row of maps or extents
 * @m: the file
 * @r: the run
 * @whose: whose it is
 * @extents: the physical address is always shown
 */
void ptwalk_show_run(struct seq_file *m, const struct ptwalk_run *r,
		     const struct ptwalk_owner *whose, bool extents)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_prot p;

	ptwalk_arch_prot(g, r->attrs, r->inherited, &p);
	ptwalk_show_range(m, r->start, r->bytes);
	seq_put_decimal_ull(m, " ", r->bytes);
	seq_putc(m, ' ');
	seq_puts(m, g->level[r->level].name);
	seq_put_decimal_ull(m, " ", r->leaves);
	seq_putc(m, ' ');
	ptwalk_show_prot(m, &p);
	if (r->frags == 1 || extents)
		ptwalk_show_hex(m, " ", r->pa);
	else
		seq_put_decimal_ull(m, " scattered:", r->frags);
	seq_putc(m, ' ');
	ptwalk_show_owner(m, whose);
	ptwalk_show_hex(m, " attrs=", r->attrs);
	if (p.cont)
		seq_put_decimal_ull(m, " cont=", r->leaves);
	if (p.user)
		seq_puts(m, " user=1");
	if (!p.accessed)
		seq_puts(m, " accessed=0");
	if (r->repeated)
		seq_puts(m, " repeated=1");
	seq_putc(m, '\n');
}

static void run_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;
	const struct ptwalk_run *r = &st->run;

	if (r->kind == PTWALK_LEAF) {
		ptwalk_show_run(m, r, &st->whose, ss->walk.split_phys);
		return;
	}
	seq_puts(m, "# ");
	ptwalk_show_range(m, r->start, r->bytes);
	seq_printf(m, " %s: table at 0x%016llx\n", ptwalk_kind_name(r->kind), r->pa);
}

#define COLUMNS "range bytes level leaves prot memtype phys owner"

const struct ptwalk_file ptwalk_file_maps = {
	.name = "maps",
	.columns = COLUMNS,
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = maps_begin,
	.next = maps_next,
	.show = run_show,
};

const struct ptwalk_file ptwalk_file_extents = {
	.name = "extents",
	.columns = COLUMNS,
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = extents_begin,
	.next = extents_next,
	.show = run_show,
};
