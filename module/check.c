// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules. Pure: strips and areas in, findings out. A finding here is only a
 * suspicion: both sides were looked at at different moments.
 */
#include "ptwalk_arch.h"
#include "ptwalk_check.h"

const struct ptwalk_rule_info ptwalk_rules[PTWALK_RULES] = {
	[PTWALK_AREA_UNMAPPED] = { "area-unmapped", "mapped", "unmapped", .areas = true },
	[PTWALK_GUARD_MAPPED] = { "guard-mapped", "unmapped", .areas = true },
	[PTWALK_LAZY_MAPPED] = { "lazy-mapped", "unmapped", .areas = true, .lazy = true },
	[PTWALK_PFN_MISMATCH] = { "pfn-mismatch", .areas = true },
	[PTWALK_ORPHAN] = { "orphan", "unmapped" },
	[PTWALK_LINEAR_AFFINE] = { "linear-affine", .ram = true },
	[PTWALK_LINEAR_HOLE] = { "linear-hole", "mapped", "unmapped", .ram = true },
	[PTWALK_LINEAR_EXTRA] = { "linear-extra", "unmapped", .ram = true },
	[PTWALK_ALIAS_WRITABLE] = { "alias-writable", "read-only", .areas = true, .ram = true },
	[PTWALK_ALIAS_MEMTYPE] = { "alias-memtype", "one-memtype", .ram = true },
	[PTWALK_WX] = { "wx", "no-wx", "rwx" },
	[PTWALK_USER_ACCESS] = { "user-access", "kernel-only", "user" },
	[PTWALK_AF_CLEAR] = { "af-clear", "accessed", "af-clear", .warning = true },
	[PTWALK_CONT_BROKEN] = { "cont-broken" },
	[PTWALK_BAD_DESCRIPTOR] = { "bad-descriptor", "valid" },
	[PTWALK_TABLE_OUTSIDE_RAM] = { "table-outside-ram", "ram" },
	[PTWALK_TABLE_LOOP] = { "table-loop", "tree" },
	[PTWALK_MMU_DISAGREES] = { "mmu-disagrees" },
};

/* ---- findings ---- */

static void flush_rule(struct ptwalk_checker *ck, enum ptwalk_rule rule)
{
	if (ck->is_pending[rule])
		ck->emit(ck, &ck->pending[rule]);
	ck->is_pending[rule] = false;
}

/**
 * ptwalk_check_suspect - a finding, or more of the last one of its rule
 * @ck: the checker
 * @rule: the rule
 * @o: whose it is; @region may be NULL if there is an area
 * @start: of the range
 * @end: of the range
 * @expected: as in struct ptwalk_finding
 * @actual: likewise
 */
void ptwalk_check_suspect(struct ptwalk_checker *ck, enum ptwalk_rule rule,
			  const struct ptwalk_owner *o, u64 start, u64 end, u64 expected,
			  u64 actual)
{
	struct ptwalk_finding *f = &ck->pending[rule];

	if (ck->is_pending[rule] && f->end == start && f->region == o->region &&
	    f->area.start == (o->area ? o->area->start : 0)) {
		f->end = end;
		return;
	}
	flush_rule(ck, rule);
	*f = (struct ptwalk_finding) {
		.start = start,
		.end = end,
		.expected = expected,
		.actual = actual,
		.region = o->region,
		.rule = rule,
	};
	if (o->area)
		f->area = *o->area;
	ck->is_pending[rule] = true;
}

static u64 strip_end(const struct ptwalk_checker *ck, const struct ptwalk_strip *s)
{
	return s->start + ptwalk_level_bytes(ck->g, s->level, s->count);
}

static void suspect_strip(struct ptwalk_checker *ck, enum ptwalk_rule rule,
			  const struct ptwalk_strip *s, const struct ptwalk_owner *o, u64 actual)
{
	ptwalk_check_suspect(ck, rule, o, s->start, strip_end(ck, s), 0, actual);
}

/* ---- areas: what should be mapped and is not ---- */

static void miss(struct ptwalk_checker *ck, const struct ptwalk_area *a, u64 from, u64 to)
{
	struct ptwalk_owner o = { .area = a };
	u64 body_end = ptwalk_area_body_end(a, ck->g->page_shift);

	switch (ptwalk_area_expect(a)) {
	case PTWALK_EXPECT_NOTHING:
		return;
	case PTWALK_EXPECT_ALL_OR_NONE:
		if (from == a->start && to == body_end)
			return;
		break;
	case PTWALK_EXPECT_ALL:
		break;
	}
	ptwalk_check_suspect(ck, PTWALK_AREA_UNMAPPED, &o, from, to, 0, 0);
}

/*
 * Everything up to @end is accounted for, and nothing was there between what was
 * before and @start. Areas come in order, and so do calls.
 */
static void account(struct ptwalk_checker *ck, u64 start, u64 end)
{
	const struct ptwalk_area *a;
	u64 from, to, body_end;

	for (; ck->next_area < ck->areas->n; ck->next_area++) {
		a = ptwalk_areas_at(ck->areas, ck->next_area);
		body_end = ptwalk_area_body_end(a, ck->g->page_shift);
		from = max(a->start, ck->covered);
		to = min(body_end, start);
		if (from < to)
			miss(ck, a, from, to);
		if (body_end > start)
			break;
	}
	ck->covered = max(ck->covered, end);
}

/* ---- areas: is what is mapped what they say? ---- */

/*
 * The physical addresses that an area has for up to @n pages from page @index on.
 * How many are known, or -errno.
 */
static int expected_pages(struct ptwalk_checker *ck, const struct ptwalk_area *a,
			  u64 index, u32 n, u64 *pa)
{
	unsigned int shift = ck->g->page_shift;
	u32 i;
	int err;

	if (a->pages) {
		/* What is mapped after its last page, nobody has a name for. */
		n = min((u64)n, a->nr_pages - min(index, (u64)a->nr_pages));
		err = n ? ck->pages(a, index, n, pa) : -ENOENT;
		return err ? err : n;
	}
	if (a->kind != PTWALK_AREA_IOREMAP || !a->phys)
		return -ENOENT;
	/* The area of an unaligned address begins with its page. */
	for (i = 0; i < n; i++)
		pa[i] = (a->phys >> shift << shift) + ((index + i) << shift);
	return n;
}

static void check_pages(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			const struct ptwalk_owner *o)
{
	unsigned int shift = ck->g->page_shift;
	u64 pages = (strip_end(ck, s) - s->start) >> shift, done, pa;
	u64 expected[PTWALK_PAGES];
	int n, i;

	for (done = 0; done < pages; done += n) {
		u64 va = s->start + (done << shift);

		n = min(pages - done, (u64)PTWALK_PAGES);
		n = expected_pages(ck, o->area, (va - o->area->start) >> shift, n, expected);
		if (n < 0)
			return;
		for (i = 0; i < n; i++, va += BIT_ULL(shift)) {
			pa = ptwalk_strip_pa(ck->g, s, (done + i) << shift);
			if (pa != expected[i])
				ptwalk_check_suspect(ck, PTWALK_PFN_MISMATCH, o, va,
						     va + BIT_ULL(shift), expected[i], pa);
		}
	}
}

/* ---- leaves by themselves ---- */

/**
 * ptwalk_check_prot - permissions and memory type of a strip of leaves
 * @ck: the checker
 * @s: the strip
 *
 * Return: them, until the next strip that is not like it.
 */
const struct ptwalk_prot *ptwalk_check_prot(struct ptwalk_checker *ck, const struct ptwalk_strip *s)
{
	/* No leaf has attributes of zero, so the first one never matches. */
	if (s->attrs != ck->prot_attrs || s->inherited != ck->prot_inherited) {
		ptwalk_arch_prot(ck->g, s->attrs, s->inherited, &ck->prot);
		ck->prot_attrs = s->attrs;
		ck->prot_inherited = s->inherited;
	}
	return &ck->prot;
}

static u64 group_bytes(const struct ptwalk_checker *ck, unsigned int level)
{
	return ptwalk_level_bytes(ck->g, level, ck->g->level[level].cont);
}

static void suspect_group(struct ptwalk_checker *ck, const struct ptwalk_owner *o, u64 start,
			  u64 end, u64 leaves)
{
	unsigned int level = ck->group.level;

	/* Two runs may lie in one group, or smaller groups: it is broken once. */
	start = max(start, ck->last_group);
	if (start - 1 >= end - 1)
		return;
	ck->last_group = end;
	ptwalk_check_suspect(ck, PTWALK_CONT_BROKEN, o, start, end,
			     (end - start) / group_bytes(ck, level) * ck->g->level[level].cont,
			     leaves);
	flush_rule(ck, PTWALK_CONT_BROKEN);
}

/* The run is over: it must consist of whole groups, aligned in both spaces. */
static void close_group(struct ptwalk_checker *ck)
{
	const struct ptwalk_run *r = &ck->group;
	u64 size = ptwalk_level_bytes(ck->g, r->level, 1);
	u64 group = group_bytes(ck, r->level);
	u64 end = r->start + r->bytes, head, tail;

	if (!ck->in_group)
		return;
	ck->in_group = false;
	if (!group)
		return;
	head = r->start & ~(group - 1);
	tail = end & ~(group - 1);
	/* Of a table that is repeated, every leaf is the same. */
	if ((r->pa ^ r->start) & (group - 1) || r->frags > 1) {
		suspect_group(ck, &ck->group_owner, head, tail == end ? end : tail + group, 0);
		return;
	}
	if (head != r->start)
		suspect_group(ck, &ck->group_owner, head, head + group,
			      min(r->bytes, head + group - r->start) / size);
	if (tail != end && tail >= r->start)
		suspect_group(ck, &ck->tail_owner, tail, tail + group, (end - tail) / size);
}

static void check_group(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			const struct ptwalk_owner *o)
{
	u64 last = (strip_end(ck, s) - 1) & ~(group_bytes(ck, s->level) - 1);

	/* Groups know no owners. A broken one is shown as that of its first leaf. */
	if (ck->in_group && ptwalk_run_add(&ck->group, ck->g, s, NULL, PTWALK_MERGE_PHYS)) {
		if (last >= s->start)
			ck->tail_owner = *o;
		return;
	}
	close_group(ck);
	ptwalk_run_start(&ck->group, ck->g, s, NULL);
	ck->group_owner = *o;
	ck->tail_owner = *o;
	ck->in_group = true;
}

/* One answer of the MMU; a leaf above the last level is asked twice. */
static void probe(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
		  const struct ptwalk_owner *o, u64 offset)
{
	u64 size = ptwalk_level_bytes(ck->g, s->level, 1);
	u64 start = s->start + (offset & ~(size - 1));
	u64 expected = ptwalk_strip_pa(ck->g, s, offset), actual;

	if (ck->probe(s->start + offset, &actual))
		actual = PTWALK_NO_PA;
	if (actual != expected)
		ptwalk_check_suspect(ck, PTWALK_MMU_DISAGREES, o, start, start + size, expected,
				     actual);
}

/* Of a table that stands for itself many times the first and last leaf are enough. */
static void check_mmu(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
		      const struct ptwalk_owner *o)
{
	u64 size = ptwalk_level_bytes(ck->g, s->level, 1), i;
	u64 step = s->repeated && s->count > 1 ? s->count - 1 : 1;

	for (i = 0; i < s->count; i += step) {
		probe(ck, s, o, i * size);
		if (s->level)
			probe(ck, s, o, (i + 1) * size - BIT_ULL(ck->g->page_shift));
	}
}

static void check_leaf(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
		       const struct ptwalk_owner *o)
{
	const struct ptwalk_prot *p = ptwalk_check_prot(ck, s);

	/* A leaf without the access flag faults as it should. */
	if (ck->probe && p->accessed)
		check_mmu(ck, s, o);
	if (s->attrs & ptwalk_arch_reserved(ck->g, s->level))
		suspect_strip(ck, PTWALK_BAD_DESCRIPTOR, s, o, s->raw);
	if (p->w && p->x)
		suspect_strip(ck, PTWALK_WX, s, o, 0);
	if (p->user)
		suspect_strip(ck, PTWALK_USER_ACCESS, s, o, 0);
	if (!p->accessed)
		suspect_strip(ck, PTWALK_AF_CLEAR, s, o, 0);
	if (p->cont)
		check_group(ck, s, o);

	if (ptwalk_owner_is_nobody(o, ck->areas_known))
		suspect_strip(ck, PTWALK_ORPHAN, s, o, s->pa);
	if (!o->area)
		return;
	if (o->guard)
		suspect_strip(ck, PTWALK_GUARD_MAPPED, s, o, s->pa);
	else if (o->area->flags & PTWALK_AREA_LAZY)
		suspect_strip(ck, PTWALK_LAZY_MAPPED, s, o, s->pa);
	else
		check_pages(ck, s, o);
}

/**
 * ptwalk_check_start - begin
 * @ck: @g, @areas, @areas_known, @pages, @emit and @priv are set
 * @start: first address that is judged
 */
void ptwalk_check_start(struct ptwalk_checker *ck, u64 start)
{
	memset(ck->is_pending, 0, sizeof(ck->is_pending));
	ck->next_area = ptwalk_areas_search(ck->areas, start, ck->next_area);
	ck->covered = start;
	ck->prot_attrs = 0;
	ck->prot_inherited = 0;
	ck->in_group = false;
	ck->last_group = 0;
	ptwalk_check_linear_start(ck, start);
	ptwalk_check_alias_start(ck);
}

/**
 * ptwalk_check_strip - judge the next strip
 * @ck: the checker
 * @s: of a walk with @split_cont
 * @o: whose it is
 */
void ptwalk_check_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			const struct ptwalk_owner *o)
{
	ptwalk_check_linear_strip(ck, s, o);
	ptwalk_check_alias_strip(ck, s, o);
	switch (s->kind) {
	case PTWALK_LEAF:
		check_leaf(ck, s, o);
		break;
	case PTWALK_BAD:
		suspect_strip(ck, PTWALK_BAD_DESCRIPTOR, s, o, s->raw);
		break;
	case PTWALK_OUTSIDE:
	case PTWALK_FAULT:
		suspect_strip(ck, PTWALK_TABLE_OUTSIDE_RAM, s, o, s->pa);
		break;
	case PTWALK_LOOP:
		suspect_strip(ck, PTWALK_TABLE_LOOP, s, o, s->pa);
		break;
	case PTWALK_TORN:
		/* Nothing is known of it. */
		break;
	default:
		return;
	}
	/* What is bad is said to be bad, not to be missing as well. */
	account(ck, s->start, strip_end(ck, s));
}

/**
 * ptwalk_check_end - the walk is over
 * @ck: the checker
 * @end: address after the last that is judged, 0 for 2^64
 */
void ptwalk_check_end(struct ptwalk_checker *ck, u64 end)
{
	u64 last = end ? end : ~0ULL;
	unsigned int rule;

	account(ck, last, last);
	ptwalk_check_linear_end(ck, last);
	close_group(ck);
	for (rule = 0; rule < PTWALK_RULES; rule++)
		flush_rule(ck, rule);
}
