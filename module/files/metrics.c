// SPDX-License-Identifier: GPL-2.0-only
/*
 * metrics: totals in the text format of Prometheus, from one walk. Names and labels are
 * part of the interface.
 */
#include <linux/utsname.h>

#include "../pause.h"
#include "../zones.h"
#include "check.h"
#include "files.h"

/**
 * struct state - what was counted
 * @stats: mappings and areas
 * @zone: holes, in the order of the zones
 */
struct state {
	struct ptwalk_stats stats;
	struct ptwalk_hole_stats zone[PTWALK_ZONES];
};

static int metrics_begin(struct ptwalk_iter *it)
{
	const struct ptwalk_zones *zones = ptwalk_zones();
	struct state *st = it->state;
	int err;
	u32 i;

	err = ptwalk_iter_stats(it, &st->stats, NULL);
	for (i = 0; i < zones->n && !err && ptwalk_areas_known(); i++)
		err = ptwalk_hole_stats_count(&st->zone[i], &it->areas, &zones->zone[i],
					      &it->space->geo, ptwalk_pause);
	return err;
}

/* ---- samples: one for each region, kind, zone ---- */

static void put_sample(struct ptwalk_text *out, const char *name, const char *label,
		       const char *value, u64 number)
{
	ptwalk_printf(out, "ptwalk_%s{%s=\"%s\"} %llu\n", name, label, value, number);
}

/**
 * struct metric - a metric
 * @name: after "ptwalk_"
 * @help: what it is
 * @show: put its samples
 * @totals: what is shown of a region, or of what is mapped in areas of a kind
 * @kind: what is shown of areas of a kind
 * @zone: what is shown of a zone
 */
struct metric {
	const char *name;
	const char *help;
	void (*show)(struct ptwalk_text *out, const struct metric *m, const struct state *st);
	u64 (*totals)(const struct ptwalk_totals *t);
	u64 (*kind)(const struct ptwalk_kind_total *k);
	u64 (*zone)(const struct ptwalk_hole_stats *z);
};

/* The next region with a name that has not been seen, from number @i on. */
static const struct ptwalk_region *new_region(const struct ptwalk_layout *l, u32 *i)
{
	const struct ptwalk_region *r;

	for (; *i < l->n; ++*i) {
		r = &l->region[*i];
		if (ptwalk_layout_named(l, r->name) == r)
			return r;
	}
	return NULL;
}

static void show_region_bytes(struct ptwalk_text *out, const struct metric *m,
			      const struct state *st)
{
	const struct ptwalk_layout *l = &out->space->layout;
	const struct ptwalk_region *r;
	u64 bytes;
	u32 i;

	for (i = 0; (r = new_region(l, &i)); i++) {
		ptwalk_stats_region(&st->stats, l, r->name, &bytes);
		put_sample(out, m->name, "region", r->name, bytes);
	}
}

static void show_regions(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	const struct ptwalk_layout *l = &out->space->layout;
	const struct ptwalk_region *r;
	struct ptwalk_totals t;
	u64 bytes;
	u32 i;

	for (i = 0; (r = new_region(l, &i)); i++) {
		t = ptwalk_stats_region(&st->stats, l, r->name, &bytes);
		put_sample(out, m->name, "region", r->name, m->totals(&t));
	}
}

static void show_leaves(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	const struct ptwalk_layout *l = &out->space->layout;
	const struct ptwalk_region *r;
	struct ptwalk_totals t;
	unsigned int level;
	u64 bytes;
	u32 i;

	for (i = 0; (r = new_region(l, &i)); i++) {
		t = ptwalk_stats_region(&st->stats, l, r->name, &bytes);
		for (level = 0; level < g->levels; level++)
			ptwalk_printf(out, "ptwalk_%s{region=\"%s\",level=\"%s\",leaf_bytes=\"%llu\"} %llu\n",
				      m->name, r->name, g->level[level].name,
				      ptwalk_level_bytes(g, level, 1), t.leaves[level]);
	}
}

static void show_kinds(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	const struct ptwalk_kind_total *k = st->stats.areas.kind;
	unsigned int i;

	for (i = 0; i < PTWALK_AREA_KINDS; i++)
		put_sample(out, m->name, "kind", ptwalk_area_kind_name(i),
			   m->kind ? m->kind(&k[i]) : m->totals(&k[i].mapped));
}

static void show_zones(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	const struct ptwalk_zones *zones = ptwalk_zones();
	u32 i;

	for (i = 0; i < zones->n; i++)
		put_sample(out, m->name, "zone", zones->zone[i].use[0], m->zone(&st->zone[i]));
}

static void show_lazy(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	ptwalk_printf(out, "ptwalk_%s %llu\n", m->name, m->kind(&st->stats.areas.lazy));
}

static void show_total(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	ptwalk_printf(out, "ptwalk_%s %llu\n", m->name, m->totals(&st->stats.total));
}

static void show_info(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	ptwalk_printf(out, "ptwalk_%s{version=\"%s\",kernel=\"%s\",format=\"%s\"} 1\n", m->name,
		      PTWALK_VERSION, init_utsname()->release, out->space->geo.ops->name);
}

/* ---- what is shown of each ---- */

static u64 mapped(const struct ptwalk_totals *t)
{
	return t->mapped;
}

static u64 extents(const struct ptwalk_totals *t)
{
	return t->extents.n;
}

static u64 in_groups(const struct ptwalk_totals *t)
{
	return t->cont;
}

static u64 invalid(const struct ptwalk_totals *t)
{
	return t->invalid;
}

static u64 malformed(const struct ptwalk_totals *t)
{
	return t->oddities;
}

static u64 areas(const struct ptwalk_kind_total *k)
{
	return k->areas;
}

static u64 area_bytes(const struct ptwalk_kind_total *k)
{
	return k->bytes;
}

static u64 zone_holes(const struct ptwalk_hole_stats *z)
{
	return z->n;
}

static u64 zone_free(const struct ptwalk_hole_stats *z)
{
	return z->free;
}

static u64 zone_lazy(const struct ptwalk_hole_stats *z)
{
	return z->lazy;
}

static u64 zone_largest(const struct ptwalk_hole_stats *z)
{
	return z->largest;
}

static u64 zone_fits(const struct ptwalk_hole_stats *z)
{
	return z->fits[0];
}

/* ---- the last walk and the last check ---- */

static void show_walk_retries(struct ptwalk_text *out, const struct metric *m,
			      const struct state *st)
{
	struct ptwalk_last_walk last;

	ptwalk_iter_last_walk(&last);
	ptwalk_printf(out, "ptwalk_%s %llu\n", m->name, last.stats.retries);
}

static void show_walk_given_up(struct ptwalk_text *out, const struct metric *m,
			       const struct state *st)
{
	struct ptwalk_last_walk last;

	ptwalk_iter_last_walk(&last);
	ptwalk_printf(out, "ptwalk_%s %llu\n", m->name, last.stats.torn + last.stats.faults);
}

/* No sample before the first check. */
static void show_findings(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	struct ptwalk_last_check last;

	ptwalk_check_last(&last);
	if (!last.time)
		return;
	put_sample(out, m->name, "severity", "error", last.errors);
	put_sample(out, m->name, "severity", "warning", last.warnings);
	put_sample(out, m->name, "severity", "unstable", last.unstable);
	put_sample(out, m->name, "severity", "not_listed", last.dropped);
}

static void show_check_time(struct ptwalk_text *out, const struct metric *m, const struct state *st)
{
	struct ptwalk_last_check last;

	ptwalk_check_last(&last);
	if (last.time)
		ptwalk_printf(out, "ptwalk_%s %lld\n", m->name, last.time);
}

/* Each is a row of the file. */
static const struct metric metrics[] = {
	{ "info", "What is running; always 1.", show_info },
	{ "region_bytes", "Size of a region of the kernel's address space.", show_region_bytes },
	{ "region_mapped_bytes", "Virtual address space that is mapped in a region.", show_regions,
	  .totals = mapped },
	{ "region_leaves", "Page table entries that map memory, by the size of what they map.",
	  show_leaves },
	{ "region_contiguous_leaves", "Leaves in contiguous groups.", show_regions,
	  .totals = in_groups },
	{ "region_extents", "Physically contiguous ranges that are mapped.", show_regions,
	  .totals = extents },
	{ "region_tables", "Page tables of a region.", show_regions,
	  .totals = ptwalk_totals_tables },
	{ "entries_invalid", "Page table entries that are neither zero nor valid.", show_total,
	  .totals = invalid },
	{ "entries_malformed", "Ranges that could not be walked, and malformed entries.",
	  show_total, .totals = malformed },
	{ "areas", "Vmap areas in use.", show_kinds, .kind = areas },
	{ "area_bytes", "Address space of vmap areas in use, guard pages included.", show_kinds,
	  .kind = area_bytes },
	{ "area_mapped_bytes", "Address space that is mapped in vmap areas in use.", show_kinds,
	  .totals = mapped },
	{ "lazy_areas", "Vmap areas that are lazily freed.", show_lazy, .kind = areas },
	{ "lazy_bytes", "Address space that is lazily freed.", show_lazy, .kind = area_bytes },
	{ "zone_holes", "Free ranges of a zone that areas come from.", show_zones,
	  .zone = zone_holes },
	{ "zone_free_bytes", "Address space of a zone that is free.", show_zones,
	  .zone = zone_free },
	{ "zone_lazy_bytes", "Address space of a zone that a purge makes free.", show_zones,
	  .zone = zone_lazy },
	{ "zone_largest_hole_bytes", "Size of the largest free range of a zone.", show_zones,
	  .zone = zone_largest },
	{ "zone_largest_request_bytes", "Largest request in a zone that would succeed.",
	  show_zones, .zone = zone_fits },
	{ "walk_retries", "Tables that were read again as they changed, in the last walk.",
	  show_walk_retries },
	{ "walk_given_up", "Tables that could not be read, in the last walk.",
	  show_walk_given_up },
	{ "check_findings", "Findings of the last check that was read to its end.",
	  show_findings },
	{ "check_timestamp_seconds", "When that check ended, in seconds since 1970.",
	  show_check_time },
};

static bool is_left_out(const struct metric *m)
{
	return !ptwalk_areas_known() && (m->kind || m->zone || m->show == show_kinds);
}

static int metrics_next(struct ptwalk_iter *it)
{
	return it->row < ARRAY_SIZE(metrics);
}

static void metrics_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct metric *m = &metrics[it->row - 1];

	if (is_left_out(m))
		return;
	ptwalk_printf(out, "# HELP ptwalk_%s %s\n# TYPE ptwalk_%s gauge\n", m->name, m->help,
		      m->name);
	m->show(out, m, it->state);
}

const struct ptwalk_file ptwalk_file_metrics = {
	.name = "metrics",
	.columns = "metric value",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = metrics_begin,
	.next = metrics_next,
	.show = metrics_show,
};
