// SPDX-License-Identifier: GPL-2.0-only
/*
 * The evidence section of summary: the areas, by kind, beside what is mapped.
 */
#include "ptwalk_live.h"

/* Makers of areas that are shown. */
#define SHOWN 8

static void show_kind(struct seq_file *m, const char *name, const struct ptwalk_kind_total *k)
{
	struct ptwalk_human bytes, mapped, longest;

	seq_printf(m, "%-10s %7llu %10s %10s ", name, k->areas, ptwalk_human(k->bytes, &bytes),
		   ptwalk_human(k->mapped.mapped, &mapped));
	ptwalk_show_share(m, k->mapped.mapped, k->bytes);
	seq_printf(m, " in %llu extents, longest %s\n", k->mapped.frags,
		   ptwalk_human(k->mapped.longest, &longest));
}

static void show_kinds(struct seq_file *m, const struct ptwalk_census *c)
{
	unsigned int kind;

	seq_printf(m, "%-10s %7s %10s %10s\n", "kind", "areas", "bytes", "mapped");
	for (kind = 0; kind < PTWALK_AREA_KINDS; kind++)
		if (c->kind[kind].areas)
			show_kind(m, ptwalk_area_kind_name(kind), &c->kind[kind]);
	if (c->lazy.areas)
		show_kind(m, "lazy", &c->lazy);
}

static void show_callers(struct seq_file *m, const struct ptwalk_census *c)
{
	const struct ptwalk_caller *e = NULL;
	struct ptwalk_human bytes;
	int i;

	seq_printf(m, "\n%-10s %7s %10s %s\n", "kind", "areas", "bytes", "largest callers");
	for (i = 0; i < SHOWN && (e = ptwalk_census_largest(c, e)); i++) {
		const struct ptwalk_area made = { .caller = e->caller };

		seq_printf(m, "%-10s %7u %10s ", ptwalk_area_kind_name(e->kind), e->areas,
			   ptwalk_human(e->bytes, &bytes));
		ptwalk_show_caller(m, &made);
		seq_putc(m, '\n');
	}
	if (c->crowded)
		seq_printf(m, "%-10s %7llu %10s (more callers than can be told apart)\n", "",
			   c->crowded, "");
}

/* Of the address space that areas live in: what is in use, and what the holes are. */
static void show_holes(struct seq_file *m, const struct ptwalk_census *c)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	struct ptwalk_human h[5];
	u64 space = 0, busy = 0, mapped = 0;
	unsigned int i;

	for (i = 0; i < l->n; i++)
		if (l->region[i].areas)
			space += l->region[i].end - l->region[i].start;
	for (i = 0; i < PTWALK_AREA_KINDS; i++) {
		busy += c->kind[i].bytes;
		mapped += c->kind[i].mapped.mapped;
	}
	seq_printf(m, "\nOf %s of address space for areas %s is free. What looks like holes besides:\n"
		   "%s of guard pages, %s lazily freed, %s reserved but not mapped.\n",
		   ptwalk_human(space, &h[0]),
		   ptwalk_human(space - busy - c->lazy.bytes, &h[1]),
		   ptwalk_human(c->guard, &h[2]), ptwalk_human(c->lazy.bytes, &h[3]),
		   ptwalk_human(busy - mapped - c->guard, &h[4]));
}

/**
 * ptwalk_show_evidence - the section
 * @m: the file
 * @sv: the survey
 */
void ptwalk_show_evidence(struct seq_file *m, const struct ptwalk_survey *sv)
{
	const struct ptwalk_census *c = &sv->census;

	if (!ptwalk_areas_known()) {
		seq_printf(m, "Not available. %s.\n", ptwalk_areas_missing());
		return;
	}
	show_kinds(m, c);
	show_callers(m, c);
	seq_printf(m, "\nvmalloc areas found in the page tables: %llu of %llu\n", c->whole,
		   c->wanted);
	show_holes(m, c);
}
