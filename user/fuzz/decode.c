// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the decoder of each format, with any registers that are accepted and any
 * entries. Decoded entries must be consistent with each other and with the masks of the
 * geometry, which the loops over tables use.
 */
#include "fuzz.h"

static void check_entry(const struct ptwalk_geometry *g, unsigned int level, u64 raw,
			const struct ptwalk_entry *e)
{
	unsigned int shift = e->kind == PTWALK_TABLE ? g->page_shift : g->level[level].shift;

	hold(e->kind <= PTWALK_BAD);
	hold((e->kind == PTWALK_EMPTY) == !raw);
	hold(level || e->kind != PTWALK_TABLE);
	if (e->kind != PTWALK_TABLE && e->kind != PTWALK_LEAF) {
		hold(!e->pa && e->attrs == raw);
		return;
	}
	hold(e->pa < BIT_ULL(56));
	hold(!(e->pa & ~(~0ULL << shift)));
	if (raw & g->napot_mask)
		return;
	if (e->kind == PTWALK_LEAF)
		raw &= ~g->hw_mask;
	hold(e->pa == ptwalk_entry_pa(g, shift, raw));
	hold((e->attrs | fuzz_address(g, e->pa)) == (raw & ~g->hw_mask));
	if (e->kind == PTWALK_LEAF)
		hold(e->attrs == (raw & g->level[level].attrs & ~g->pa_high));
}

/* The entry of the next page: attributes are the same, or the sum has carried into them. */
static void check_step(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
		       const struct ptwalk_entry *e)
{
	const struct ptwalk_level *l = &g->level[level];
	struct ptwalk_entry next;

	if (e->kind != PTWALK_LEAF || raw & g->napot_mask)
		return;
	ptwalk_decode(g, level, index, raw + l->step, &next);
	if (((raw + l->step) ^ raw) & l->attrs)
		return;
	hold(next.kind == PTWALK_LEAF && next.attrs == e->attrs);
	hold(next.pa == e->pa + BIT_ULL(l->shift));
}

/* Entries that are equal under the masks must decode alike. */
static void check_masks(const struct ptwalk_geometry *g, unsigned int level, u64 raw, u64 other,
			u64 above)
{
	u64 mixed = (raw & g->table_mask) | (other & ~g->table_mask);
	struct ptwalk_entry a, b;

	ptwalk_decode(g, level, 0, raw, &a);
	ptwalk_decode(g, level, 0, mixed, &b);
	if (a.kind == PTWALK_TABLE) {
		hold(b.kind == PTWALK_TABLE && b.pa == a.pa);
		hold(g->ops->inherit(g, above, raw) == g->ops->inherit(g, above, mixed));
	}
}

static void check_memtype(const struct ptwalk_prot *p)
{
	const char *end = memchr(p->memtype, '\0', sizeof(p->memtype)), *c;

	hold(end && end > p->memtype);
	for (c = p->memtype; c < end; c++)
		hold(*c > ' ' && *c < 0x7f);
}

/* Restrictions of tables must remove permissions and never add any. */
static void check_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs, u64 above,
		       u64 raw)
{
	u64 below = g->ops->inherit(g, above, raw);
	struct ptwalk_prot p, q;

	hold(g->ops->inherit(g, below, raw) == below);
	g->ops->prot(g, level, attrs, above, &p);
	g->ops->prot(g, level, attrs, below, &q);
	check_memtype(&p);
	hold(p.r || !q.r);
	hold(p.w || !q.w);
	hold(p.user || !q.user);
	/* Removing access by user mode, or write access, may make a leaf executable (SMEP, WXN). */
	hold(p.x || !q.x || (p.user && !q.user) || (p.w && !q.w));
	hold(!strcmp(p.memtype, q.memtype) && p.cached == q.cached);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { data, size };
	u64 regs[FUZZ_REGS], raw, other, above = 0;
	const struct fuzz_format *fmt;
	struct ptwalk_geometry g;
	struct ptwalk_entry e;
	u8 how = fuzz_u8(&in);

	if (how & 1 ? !fuzz_geometry(&in, &fmt, &g) : !fuzz_raw_geometry(&in, regs, &fmt, &g))
		return 0;
	do {
		u8 level = fuzz_u8(&in) % g.levels;
		u32 index = fuzz_u16(&in) & (g.level[level].entries - 1);

		raw = fuzz_u64(&in);
		other = fuzz_u64(&in);
		ptwalk_decode(&g, level, index, raw, &e);
		check_entry(&g, level, raw, &e);
		check_step(&g, level, index, raw, &e);
		check_masks(&g, level, raw, other, above);
		check_prot(&g, level, e.attrs, above, other);
		if (e.kind == PTWALK_TABLE)
			above = g.ops->inherit(&g, above, raw);
	} while (in.left);
	return 0;
}
