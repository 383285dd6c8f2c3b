// SPDX-License-Identifier: GPL-2.0-only
/*
 * summary: the first screen about a machine. At most 60 lines of 80 columns, for people
 * who have read nothing else. One walk has every figure but what the linear map could do
 * without, which needs another walk of that.
 */
#include <linux/utsname.h>

#include "../live_check.h"
#include "../pause.h"
#include "../second_look.h"
#include "../zones.h"
#include "check.h"
#include "files.h"
#include "splits.h"
#include "status.h"

#define WIDTH 80

/* Largest users, and findings, that are shown. */
#define USERS 8
#define SHOWN 4

/* Room for suspicions: more are counted only. */
#define MOST 32

/**
 * struct state - what was counted
 * @kernel: the kernel that runs
 * @stats: mappings and areas
 * @zone: holes of the zone of vmalloc
 * @splits: why the linear map has its tables
 * @live: the rules that need nothing but this walk
 * @ram: what the linear map may map
 * @f: findings, confirmed
 * @n: how many
 * @unstable: suspicions that were gone at the second look
 * @dropped: suspicions that there was no room for
 */
struct state {
	const struct ptwalk_kernel *kernel;
	struct ptwalk_stats stats;
	struct ptwalk_hole_stats zone;
	struct ptwalk_split_totals splits;
	struct ptwalk_live_check live;
	struct ptwalk_ram ram;
	struct ptwalk_finding f[MOST];
	u32 n;
	u32 unstable;
	u32 dropped;
};

static void collect(struct ptwalk_live_check *lc, const struct ptwalk_finding *f)
{
	struct state *st = container_of(lc, struct state, live);

	if (st->n < MOST)
		st->f[st->n++] = *f;
	else
		st->dropped++;
}

static int summary_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	memset(st, 0, sizeof(*st));
	st->kernel = it->kernel;
	ptwalk_live_check_init(&st->live, it, &st->ram);
	st->live.emit = collect;
	/* What would cost something for each page: its second address, and whose it is. */
	st->live.ck.in.lookup = NULL;
	st->live.ck.in.pages = NULL;
	err = ptwalk_iter_stats(it, &st->stats, &st->live.ck);
	if (!err)
		err = ptwalk_second_look(it->kernel, st->f, &st->n, &st->unstable);
	if (!err && ptwalk_zones()->n)
		err = ptwalk_hole_stats_count(&st->zone, &it->areas, &ptwalk_zones()->zone[0],
					      &it->space->geo, ptwalk_pause);
	if (!err)
		err = ptwalk_splits_count(it, &st->splits);
	return err;
}

/* ---- the machine, and its health ---- */

static void show_machine(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	struct ptwalk_human page;
	size_t line = out->len;

	ptwalk_printf(out, "Linux %s, %s, seen by ptwalk %s", init_utsname()->release,
		      g->ops->name, PTWALK_VERSION);
	ptwalk_cut(out, line, WIDTH);
	ptwalk_printf(out, "\n%s pages, %u-bit virtual and %u-bit physical addresses, %u levels of tables\n",
		      ptwalk_human(BIT_ULL(g->page_shift), &page), g->va_bits, g->pa_bits,
		      g->levels);
	line = out->len;
	ptwalk_printf(out, "root table at 0x%016llx from %s, confirmed by %s", g->root_pa,
		      g->ops->root, st->kernel->root_agrees);
	ptwalk_cut(out, line, WIDTH);
	ptwalk_putc(out, '\n');
}

static bool is_judged(const struct state *st, enum ptwalk_rule rule)
{
	const struct ptwalk_rule_info *r = &ptwalk_rules[rule];

	switch (rule) {
	case PTWALK_PFN_MISMATCH:
	case PTWALK_ALIAS_WRITABLE:
	case PTWALK_ALIAS_MEMTYPE:
	case PTWALK_MMU_DISAGREES:
		return false;
	default:
		return !(r->areas && !ptwalk_areas_known()) &&
		       !(r->lazy && ptwalk_areas_missing()) && !(r->ram && !st->live.ck.in.ram);
	}
}

static unsigned int rules_judged(const struct state *st)
{
	unsigned int rule, n = 0;

	for (rule = 0; rule < PTWALK_RULES; rule++)
		n += is_judged(st, rule);
	return n;
}

static void show_last_check(struct ptwalk_text *out)
{
	struct ptwalk_last_check last;

	ptwalk_check_last(&last);
	if (!last.time)
		ptwalk_printf(out, "check       not read yet; it judges by all %u rules\n",
			      PTWALK_RULES);
	else
		ptwalk_printf(out, "check       %llu errors, %llu warnings when it was read last\n",
			      last.errors, last.warnings);
}

static void show_limits(struct ptwalk_text *out)
{
	const char *limit[PTWALK_LIMITS];
	unsigned int n = ptwalk_status_limits(&out->space->layout, limit), i;
	size_t line;

	for (i = 0; i < n; i++) {
		line = out->len;
		ptwalk_printf(out, "%-11s %s", i ? "" : "not seen", limit[i]);
		ptwalk_cut(out, line, WIDTH);
		ptwalk_putc(out, '\n');
	}
}

static void show_health(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_totals *t = &st->stats.total;
	struct ptwalk_last_walk last;
	u32 i, warnings = 0;

	for (i = 0; i < st->n; i++)
		warnings += ptwalk_rules[st->f[i].rule].warning;
	ptwalk_iter_last_walk(&last);
	ptwalk_printf(out, "health      %u errors, %u warnings by the %u rules that cost nothing extra\n",
		      st->n - warnings, warnings, rules_judged(st));
	show_last_check(out);
	ptwalk_printf(out, "tables      %llu read, %llu again because they changed, %llu given up\n",
		      last.stats.tables, last.stats.retries, last.stats.torn + last.stats.faults);
	ptwalk_printf(out, "entries     %llu malformed, %llu neither zero nor valid\n", t->oddities,
		      t->invalid);
	if (ptwalk_areas_known())
		ptwalk_printf(out, "areas       %llu of %llu that must be mapped whole are\n",
			      st->stats.areas.whole, st->stats.areas.wanted);
	show_limits(out);
}

/* ---- regions ---- */

static void show_totals(struct ptwalk_text *out, const char *name, u64 bytes,
			const struct ptwalk_totals *t)
{
	u64 tables = ptwalk_totals_tables(t);
	struct ptwalk_human size, mapped, cost;

	ptwalk_printf(out, "%-14s %9s %10s %10llu %9llu %9llu %9s\n", name,
		      ptwalk_human(bytes, &size), ptwalk_human(t->mapped, &mapped),
		      ptwalk_totals_leaves(t), t->extents.n, tables,
		      ptwalk_human(tables << out->space->geo.page_shift, &cost));
}

/* A region that another one cuts in pieces is one row. What is unused has none. */
static void show_regions(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_layout *l = &out->space->layout;
	const struct ptwalk_region *r;
	struct ptwalk_totals t;
	u64 bytes;

	ptwalk_printf(out, "%-14s %9s %10s %10s %9s %9s %9s\n", "region", "size", "mapped", "leaves",
		      "extents", "tables", "cost");
	for (r = l->region; r < l->region + l->n; r++) {
		if (ptwalk_layout_named(l, r->name) != r)
			continue;
		t = ptwalk_stats_region(&st->stats, l, r->name, &bytes);
		if (!r->gap || t.mapped)
			show_totals(out, r->name, bytes, &t);
	}
	t = st->stats.total;
	show_totals(out, "total", l->region[l->n - 1].last - l->region[0].start + 1, &t);
}

static void show_linear(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	struct ptwalk_totals t;
	struct ptwalk_human size, mapped, cost;
	unsigned int l;
	u64 bytes, tables;

	t = ptwalk_stats_region(&st->stats, &out->space->layout, "linear", &bytes);
	tables = ptwalk_totals_tables(&t);
	ptwalk_printf(out, "linear map  %s mapped, ", ptwalk_human(t.mapped, &mapped));
	ptwalk_printf(out, "%s of tables: ", ptwalk_human(tables << g->page_shift, &cost));
	ptwalk_put_share(out, tables << g->page_shift, t.mapped);
	ptwalk_putc(out, '\n');
	for (l = g->levels; l-- > 0; ) {
		if (!t.leaves[l])
			continue;
		ptwalk_printf(out, "            %12llu leaves of %8s (%s): ", t.leaves[l],
			      ptwalk_human(ptwalk_level_bytes(g, l, 1), &size), g->level[l].name);
		ptwalk_put_share(out, ptwalk_level_bytes(g, l, t.leaves[l]), t.mapped);
		ptwalk_putc(out, '\n');
	}
	if (t.cont)
		ptwalk_printf(out, "            %12llu of them in contiguous groups\n", t.cont);
	tables = ptwalk_split_regain_tables(&st->splits);
	if (tables)
		ptwalk_printf(out, "            %s of tables would be saved by larger blocks, see splits\n",
			      ptwalk_human(tables << g->page_shift, &cost));
}

/* ---- areas ---- */

static void show_areas(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_area_stats *c = &st->stats.areas;
	struct ptwalk_human h[2];
	u64 areas = 0, bytes = 0, mapped = 0;
	unsigned int i;

	for (i = 0; i < PTWALK_AREA_KINDS; i++) {
		areas += c->kind[i].areas;
		bytes += c->kind[i].bytes;
		mapped += c->kind[i].mapped.mapped;
	}
	ptwalk_printf(out, "vmalloc     %llu areas of %s, %s of it mapped\n", areas,
		      ptwalk_human(bytes, &h[0]), ptwalk_human(mapped, &h[1]));
	ptwalk_printf(out, "            %llu lazily freed areas of %s, which a purge gives back\n",
		      c->lazy.areas, ptwalk_human(c->lazy.bytes, &h[0]));
	ptwalk_printf(out, "            largest hole %s; largest request that succeeds %s\n",
		      ptwalk_human(st->zone.largest, &h[0]), ptwalk_human(st->zone.fits[0], &h[1]));
}

static void show_users(struct ptwalk_text *out, const struct ptwalk_area_stats *c)
{
	const struct ptwalk_caller *e = NULL;
	struct ptwalk_human bytes;
	size_t line;
	int i;

	ptwalk_printf(out, "\n%9s %7s %s\n", "bytes", "areas", "largest users");
	for (i = 0; i < USERS && (e = ptwalk_area_stats_largest(c, e)); i++) {
		const struct ptwalk_area made = { .caller = e->caller };

		line = out->len;
		ptwalk_printf(out, "%9s %7u %s:", ptwalk_human(e->bytes, &bytes), e->areas,
			      ptwalk_area_kind_name(e->kind));
		ptwalk_put_caller(out, &made);
		ptwalk_cut(out, line, WIDTH);
		ptwalk_putc(out, '\n');
	}
}

static void show_vmalloc(struct ptwalk_text *out, const struct state *st)
{
	size_t line = out->len;

	if (!ptwalk_areas_known()) {
		ptwalk_printf(out, "vmalloc     not seen: %s", ptwalk_areas_missing());
		ptwalk_cut(out, line, WIDTH);
		ptwalk_putc(out, '\n');
		return;
	}
	show_areas(out, st);
	show_users(out, &st->stats.areas);
}

/* ---- anomalies ---- */

static void show_finding(struct ptwalk_text *out, const struct ptwalk_finding *f)
{
	struct ptwalk_owner o = {
		.region = f->region ? f->region : ptwalk_layout_find(&out->space->layout, f->start),
		.area = f->area.end ? &f->area : NULL,
	};
	struct ptwalk_human size;
	size_t line = out->len;

	ptwalk_printf(out, "            %s at 0x%016llx, %s, ", ptwalk_rules[f->rule].name,
		      f->start, ptwalk_human(f->last - f->start + 1, &size));
	ptwalk_put_owner(out, &o);
	ptwalk_cut(out, line, WIDTH);
	ptwalk_putc(out, '\n');
}

static void show_anomalies(struct ptwalk_text *out, const struct state *st)
{
	u32 i, more;

	if (!st->n && !st->dropped) {
		ptwalk_put(out, "anomalies   none\n");
		return;
	}
	ptwalk_put(out, "anomalies   read \"check\" for each of them\n");
	for (i = 0; i < st->n && i < SHOWN; i++)
		show_finding(out, &st->f[i]);
	more = st->n - i + st->dropped;
	if (more)
		ptwalk_printf(out, "            and %u more\n", more);
}

/* Each section is a row, so that others can run between two of them. */
static void (*const sections[])(struct ptwalk_text *out, const struct state *st) = {
	show_machine, show_health, show_regions, show_linear, show_vmalloc, show_anomalies,
};

static int summary_next(struct ptwalk_iter *it)
{
	return it->row < ARRAY_SIZE(sections);
}

static void summary_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	if (it->row > 1)
		ptwalk_putc(out, '\n');
	sections[it->row - 1](out, it->state);
}

const struct ptwalk_file ptwalk_file_summary = {
	.name = "summary",
	.columns = "prose",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = summary_begin,
	.next = summary_next,
	.show = summary_show,
};
