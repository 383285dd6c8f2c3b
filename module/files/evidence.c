// SPDX-License-Identifier: GPL-2.0-only
/*
 * The evidence section of analysis: the areas by kind, and what is mapped in them.
 */
#include "../areas.h"
#include "evidence.h"

/* Callers that are shown. */
#define SHOWN 8

static void show_kind(struct ptwalk_text *out, const char *name, const struct ptwalk_kind_total *k)
{
	struct ptwalk_human bytes, mapped, longest;

	ptwalk_printf(out, "%-10s %7llu %10s %10s ", name, k->areas, ptwalk_human(k->bytes, &bytes),
		      ptwalk_human(k->mapped.mapped, &mapped));
	ptwalk_put_share(out, k->mapped.mapped, k->bytes);
	ptwalk_printf(out, " in %llu extents, longest %s\n", k->mapped.extents.n,
		      ptwalk_human(k->mapped.extents.longest, &longest));
}

static void show_kinds(struct ptwalk_text *out, const struct ptwalk_area_stats *c)
{
	unsigned int kind;

	ptwalk_printf(out, "%-10s %7s %10s %10s\n", "kind", "areas", "bytes", "mapped");
	for (kind = 0; kind < PTWALK_AREA_KINDS; kind++)
		if (c->kind[kind].areas)
			show_kind(out, ptwalk_area_kind_name(kind), &c->kind[kind]);
	if (c->lazy.areas)
		show_kind(out, "lazy", &c->lazy);
}

static void show_callers(struct ptwalk_text *out, const struct ptwalk_area_stats *c)
{
	const struct ptwalk_caller *e = NULL;
	struct ptwalk_human bytes;
	int i;

	ptwalk_printf(out, "\n%-10s %7s %10s %s\n", "kind", "areas", "bytes", "largest callers");
	for (i = 0; i < SHOWN && (e = ptwalk_area_stats_largest(c, e)); i++) {
		const struct ptwalk_area made = { .caller = e->caller };

		ptwalk_printf(out, "%-10s %7u %10s ", ptwalk_area_kind_name(e->kind), e->areas,
			      ptwalk_human(e->bytes, &bytes));
		ptwalk_put_caller(out, &made);
		ptwalk_putc(out, '\n');
	}
	if (c->crowded)
		ptwalk_printf(out, "%-10s %7llu %10s (more callers than can be told apart)\n", "",
			      c->crowded, "");
}

/* The address space of areas: how much is in use, and what the holes are. */
static void show_holes(struct ptwalk_text *out, const struct ptwalk_area_stats *c)
{
	const struct ptwalk_layout *l = &out->space->layout;
	struct ptwalk_human h[5];
	u64 space = 0, busy = 0, mapped = 0;
	unsigned int i;

	for (i = 0; i < l->n; i++)
		if (l->region[i].areas)
			space += l->region[i].last - l->region[i].start + 1;
	for (i = 0; i < PTWALK_AREA_KINDS; i++) {
		busy += c->kind[i].bytes;
		mapped += c->kind[i].mapped.mapped;
	}
	ptwalk_printf(out, "\nOf %s of address space for areas %s is free. What looks like holes besides:\n"
		   "%s of guard pages, %s lazily freed, %s reserved but not mapped.\n",
		   ptwalk_human(space, &h[0]),
		   ptwalk_human(space - busy - c->lazy.bytes, &h[1]),
		   ptwalk_human(c->guard, &h[2]), ptwalk_human(c->lazy.bytes, &h[3]),
		   ptwalk_human(busy - mapped - c->guard, &h[4]));
}

/**
 * ptwalk_show_evidence - show the section
 * @out: the text
 * @stats: the stats
 */
void ptwalk_show_evidence(struct ptwalk_text *out, const struct ptwalk_stats *stats)
{
	const struct ptwalk_area_stats *c = &stats->areas;

	if (!ptwalk_areas_known()) {
		ptwalk_printf(out, "Not available. %s.\n", ptwalk_areas_missing());
		return;
	}
	ptwalk_printf(out, "From the kernel's own lists (%s), as they are behind /proc/vmallocinfo.\n\n",
		      ptwalk_areas_source());
	show_kinds(out, c);
	show_callers(out, c);
	ptwalk_printf(out, "\nvmalloc areas found in the page tables: %llu of %llu\n", c->whole,
		      c->wanted);
	show_holes(out, c);
}
