// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of mappings: the same bytes for a live kernel and for a dump of one.
 */
#include "ptwalk_text.h"

static void find_prot(const struct ptwalk_text *out, const struct ptwalk_run *r,
		      struct ptwalk_prot *p)
{
	const struct ptwalk_geometry *g = &out->space->geo;

	g->ops->prot(g, r->level, r->attrs, r->inherited, p);
}

/* The first columns: "<range> <bytes> <level> <leaves> <prot> <memtype>". */
static void put_leaves(struct ptwalk_text *out, const struct ptwalk_run *r,
		       const struct ptwalk_prot *p)
{
	ptwalk_put_range(out, r->start, r->bytes);
	ptwalk_put_dec(out, " ", r->bytes);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, out->space->geo.level[r->level].name);
	ptwalk_put_dec(out, " ", r->leaves);
	ptwalk_putc(out, ' ');
	ptwalk_put_prot(out, p);
}

/**
 * ptwalk_put_run - put a row of maps or extents
 * @out: the text
 * @r: the run
 * @o: its owner
 * @extents: show the physical address even if there are several extents
 *
 * A range that could not be walked becomes a remark.
 */
void ptwalk_put_run(struct ptwalk_text *out, const struct ptwalk_run *r,
		    const struct ptwalk_owner *o, bool extents)
{
	struct ptwalk_prot p;

	if (r->kind != PTWALK_LEAF) {
		ptwalk_put(out, "# ");
		ptwalk_put_range(out, r->start, r->bytes);
		ptwalk_printf(out, " %s: table at 0x%016llx\n", ptwalk_kind_name(r->kind), r->pa);
		return;
	}
	find_prot(out, r, &p);
	put_leaves(out, r, &p);
	if (r->extents.n == 1 || extents)
		ptwalk_put_hex(out, " ", r->pa);
	else
		ptwalk_put_dec(out, " scattered:", r->extents.n);
	ptwalk_putc(out, ' ');
	ptwalk_put_owner(out, o);
	ptwalk_put_hex(out, " attrs=", r->attrs);
	if (p.cont)
		ptwalk_put_dec(out, " cont=", r->leaves);
	if (p.user)
		ptwalk_put(out, " user=1");
	if (!p.accessed)
		ptwalk_put(out, " accessed=0");
	if (r->repeated)
		ptwalk_put(out, " repeated=1");
	ptwalk_putc(out, '\n');
}

/**
 * ptwalk_put_linear_run - put a row of linear
 * @out: the text
 * @r: the run
 */
void ptwalk_put_linear_run(struct ptwalk_text *out, const struct ptwalk_run *r)
{
	struct ptwalk_prot p;

	find_prot(out, r, &p);
	put_leaves(out, r, &p);
	ptwalk_put_hex(out, " ", r->pa);
	if (p.cont)
		ptwalk_put_dec(out, " cont=", r->leaves);
	ptwalk_putc(out, '\n');
}

/* "  PMD[3] " or "    PTE[16-31] " */
static void put_index(struct ptwalk_text *out, unsigned int level, u32 first, u64 count)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	const char *c;

	ptwalk_printf(out, "%*s", 2 * (int)(g->levels - 1u - level), "");
	/* The names are lower-case. */
	for (c = g->level[level].name; *c; c++)
		ptwalk_putc(out, *c >= 'a' ? (char)(*c - 'a' + 'A') : *c);
	if (count == 1)
		ptwalk_printf(out, "[%u] ", first);
	else
		ptwalk_printf(out, "[%u-%llu] ", first, first + count - 1);
}

/**
 * ptwalk_put_table - put a row of tables: an entry that points to a table
 * @out: the text
 * @b: the entry, or several that lead to one table
 */
void ptwalk_put_table(struct ptwalk_text *out, const struct ptwalk_batch *b)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	struct ptwalk_entry e;

	ptwalk_decode(g, b->level, b->index, b->raw, &e);
	put_index(out, b->level, b->index, b->count);
	ptwalk_printf(out, "0x%016llx table pa 0x%016llx used %u/%u", b->start, b->pa, b->used,
		      g->level[b->level - 1].entries);
	ptwalk_put_flags(out, " flags=", e.attrs, PTWALK_BIT_TABLE);
	if (b->repeated)
		ptwalk_printf(out, " repeated=%llu", b->count);
	ptwalk_putc(out, '\n');
}

/* " -> <pa> <prot> <memtype> [flags=...] [accessed=0] owner=<owner>" */
static void put_leaf(struct ptwalk_text *out, const struct ptwalk_run *r,
		     const struct ptwalk_owner *o)
{
	struct ptwalk_prot p;

	find_prot(out, r, &p);
	ptwalk_put_hex(out, " -> ", r->pa);
	ptwalk_putc(out, ' ');
	ptwalk_put_prot(out, &p);
	ptwalk_put_flags(out, " flags=", r->attrs, ptwalk_leaf_where(r->level));
	if (!p.accessed)
		ptwalk_put(out, " accessed=0");
	ptwalk_put(out, " owner=");
	ptwalk_put_owner(out, o);
}

/**
 * ptwalk_put_entries - put a row of tables: like neighbours in one table
 * @out: the text
 * @r: the neighbours
 * @o: their owner
 */
void ptwalk_put_entries(struct ptwalk_text *out, const struct ptwalk_run *r,
			const struct ptwalk_owner *o)
{
	put_index(out, r->level, r->index, r->leaves);
	ptwalk_put_range(out, r->start, r->bytes);
	if (r->kind != PTWALK_LEAF) {
		ptwalk_printf(out, " %s raw=0x%016llx\n", ptwalk_kind_name(r->kind), r->raw);
		return;
	}
	put_leaf(out, r, o);
	ptwalk_putc(out, '\n');
}

/**
 * ptwalk_put_like_tables - put a row of tables: entries that point to like tables
 * @out: the text
 * @t: the tables
 */
void ptwalk_put_like_tables(struct ptwalk_text *out, const struct ptwalk_like_tables *t)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	unsigned int level = t->level - 1u, bottom = t->empty ? level : t->bottom;

	put_index(out, t->level, t->index, t->n);
	ptwalk_put_range(out, t->start, ptwalk_level_bytes(g, t->level, t->n));
	ptwalk_printf(out, " %llu tables, each %u/%u", t->n, t->empty ? 0 : g->level[level].entries,
		      g->level[level].entries);
	for (; level > bottom; level--)
		ptwalk_printf(out, " tables, each %u/%u", g->level[level - 1].entries,
			      g->level[level - 1].entries);
	if (!t->empty)
		put_leaf(out, &t->leaves, &t->owner);
	ptwalk_put_flags(out, " table_flags=", t->attrs, PTWALK_BIT_TABLE);
	ptwalk_putc(out, '\n');
}

/**
 * ptwalk_put_level - put a row of query: one level of the path of an address
 * @out: the text
 * @b: the entry
 */
void ptwalk_put_level(struct ptwalk_text *out, const struct ptwalk_batch *b)
{
	ptwalk_put(out, out->space->geo.level[b->level].name);
	ptwalk_put_dec(out, " ", b->index);
	ptwalk_put_hex(out, " ", b->table_pa);
	ptwalk_put_hex(out, " ", b->raw);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, ptwalk_kind_name(b->kind));
	if (b->kind == PTWALK_LEAF)
		ptwalk_put_bits(out, b->raw, ptwalk_leaf_where(b->level));
	else if (b->kind == PTWALK_TABLE || b->kind >= PTWALK_TORN)
		ptwalk_put_bits(out, b->raw, PTWALK_BIT_TABLE);
	else
		ptwalk_put(out, " -");
	ptwalk_putc(out, '\n');
}

/* Leaves of level @i of pgd, p4d, pud, pmd, pte; 0 for a level that does not exist. */
static u64 leaves_named(const struct ptwalk_text *out, const struct ptwalk_totals *t,
			unsigned int i)
{
	unsigned int top = out->space->geo.levels - 1u;
	unsigned int level = PTWALK_LEVELS - 1 - i;

	if (!i)
		return t->leaves[top];
	return level < top ? t->leaves[level] : 0;
}

/**
 * ptwalk_put_totals - put the columns of layout after the name
 * @out: the text
 * @t: the totals
 */
void ptwalk_put_totals(struct ptwalk_text *out, const struct ptwalk_totals *t)
{
	u64 tables = ptwalk_totals_tables(t);
	unsigned int i;

	ptwalk_printf(out, " %llu %llu %llu", t->mapped, tables,
		      tables << out->space->geo.page_shift);
	for (i = 0; i < PTWALK_LEVELS; i++)
		ptwalk_put_dec(out, " ", leaves_named(out, t, i));
	ptwalk_printf(out, " %llu extents=%llu\n", t->cont, t->extents.n);
}

/**
 * ptwalk_put_region - put a row of layout
 * @out: the text
 * @r: the region
 * @t: what is mapped in it
 */
void ptwalk_put_region(struct ptwalk_text *out, const struct ptwalk_region *r,
		       const struct ptwalk_totals *t)
{
	u64 bytes = r->last - r->start + 1;

	ptwalk_put_range(out, r->start, bytes);
	ptwalk_put_dec(out, " ", bytes);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, r->name);
	ptwalk_put_totals(out, t);
}

/**
 * ptwalk_put_leaf_counts - put the number of leaves of each level
 * @out: the text
 * @before: text before the first level
 * @between: text before the others
 * @equals: character between the name of a level and its count
 * @leaves: the counts; levels with 0 are left out
 */
void ptwalk_put_leaf_counts(struct ptwalk_text *out, const char *before, const char *between,
			    char equals, const u64 *leaves)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	const char text[] = { equals, '\0' };
	unsigned int l;

	for (l = 0; l < g->levels; l++) {
		if (!leaves[l])
			continue;
		ptwalk_put(out, before);
		ptwalk_put(out, g->level[l].name);
		ptwalk_put_dec(out, text, leaves[l]);
		before = between;
	}
}

static void put_value(struct ptwalk_text *out, const char *word, u64 number)
{
	ptwalk_putc(out, ' ');
	if (word)
		ptwalk_put(out, word);
	else if (number == PTWALK_NO_PA)
		ptwalk_put(out, "fault");
	else
		ptwalk_put_hex(out, "", number);
}

/**
 * ptwalk_put_finding - put a row of check
 * @out: the text
 * @f: the finding
 */
void ptwalk_put_finding(struct ptwalk_text *out, const struct ptwalk_finding *f)
{
	const struct ptwalk_rule_info *rule = &ptwalk_rules[f->rule];
	struct ptwalk_owner o = {
		.region = f->region ? f->region : ptwalk_layout_find(&out->space->layout, f->start),
		.area = f->area.end ? &f->area : NULL,
	};

	ptwalk_printf(out, "%s %s ", rule->warning ? "warning" : "error", rule->name);
	ptwalk_put_range(out, f->start, f->last - f->start + 1);
	if (f->rule == PTWALK_CONT_BROKEN) {
		ptwalk_printf(out, " cont=%llu cont=%llu", f->expected, f->actual);
	} else {
		put_value(out, rule->expected, f->expected);
		put_value(out, rule->actual, f->actual);
	}
	ptwalk_putc(out, ' ');
	ptwalk_put_owner(out, &o);
	ptwalk_putc(out, '\n');
}
