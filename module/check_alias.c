// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of pages that have more than one address: what is read-only at one
 * must not be writable through the linear map, and what is cached at one must not
 * be uncached at another. Pure.
 *
 * The linear map comes first in a walk. Which of its pages are not writable and
 * cached, as nearly all are, is remembered, a bit a page; so whatever is mapped
 * elsewhere is judged without looking anything up.
 */
#include "ptwalk_arch.h"
#include "ptwalk_check.h"

/* How a page of RAM is mapped in the linear map. */
struct alias {
	u64 va;
	bool mapped;
	bool writable;
	bool cached;
};

/* The part of [start, end) that lies in range @i, if that is RAM; whether there is any. */
static bool clip(const struct ptwalk_ram *ram, u32 i, u64 *start, u64 *end)
{
	*start = max(*start, ram->range[i].start);
	*end = min(*end, ram->range[i].end);
	return *start < *end && ram->range[i].kind == PTWALK_RAM_ONLINE;
}

/* How much of the @bytes from @pa on is RAM, or is not, like the first of them. */
static u64 ram_run(const struct ptwalk_ram *ram, u64 pa, u64 bytes, bool *is_ram)
{
	u64 from, to;
	u32 i;

	*is_ram = false;
	for (i = 0; i < ram->n; i++) {
		from = pa;
		to = pa + bytes;
		if (!clip(ram, i, &from, &to))
			continue;
		*is_ram = from == pa;
		return *is_ram ? to - pa : from - pa;
	}
	return bytes;
}

/* ---- the linear map ---- */

/* What is RAM of [from, to), addresses of the linear map, is not as usual. */
static void set_aside(struct ptwalk_checker *ck, u64 from, u64 to)
{
	unsigned int shift = ck->g->page_shift;
	u64 start, end;
	u32 i;

	for (i = 0; i < ck->ram->n && from < to && !ck->err; i++) {
		start = from + ck->ram->offset;
		end = to + ck->ram->offset;
		if (clip(ck->ram, i, &start, &end))
			ck->err = ptwalk_pageset_add(ck->odd, start >> shift,
						     (end - start) >> shift);
	}
}

/* Up to @end it is known how the linear map is; nothing is mapped before @start. */
static void take_linear(struct ptwalk_checker *ck, u64 start, u64 end)
{
	set_aside(ck, ck->odd_covered, start);
	ck->odd_covered = max(ck->odd_covered, end);
}

static void remember(struct ptwalk_checker *ck, const struct ptwalk_strip *s)
{
	u64 end = s->start + ptwalk_level_bytes(ck->g, s->level, s->count);
	const struct ptwalk_prot *p;

	if (s->kind == PTWALK_EMPTY)
		return;
	take_linear(ck, s->start, end);
	if (s->kind != PTWALK_LEAF) {
		set_aside(ck, s->start, end);
		return;
	}
	p = ptwalk_check_prot(ck, s);
	if (!p->w || !p->cached)
		set_aside(ck, s->start, end);
	ck->linear_uncached |= !p->cached;
}

/* ---- what is mapped elsewhere ---- */

static void look_up(struct ptwalk_checker *ck, struct alias *a)
{
	struct ptwalk_strip s;
	struct ptwalk_prot p;
	int err = ck->lookup(a->va, &s);

	if (err && err != -ENOENT)
		ck->err = err;
	if (err)
		return;
	ptwalk_arch_prot(ck->g, s.attrs, s.inherited, &p);
	a->mapped = true;
	a->writable = p.w;
	a->cached = p.cached;
}

/*
 * How the first of @n pages of RAM is mapped there, and how many are like it.
 * @exact: it matters how it is mapped if it is not as usual
 */
static u64 find_alias(struct ptwalk_checker *ck, u64 pa, u64 n, bool exact, struct alias *a)
{
	bool odd = true;

	if (ck->odd)
		n = ptwalk_pageset_run(ck->odd, pa >> ck->g->page_shift, n, &odd);
	*a = (struct alias) {
		.va = pa - ck->ram->offset, .mapped = !odd, .writable = !odd, .cached = !odd,
	};
	if (!odd || (ck->odd && !exact))
		return n;
	look_up(ck, a);
	return 1;
}

static bool must_not_write(struct ptwalk_checker *ck, const struct ptwalk_prot *p,
			   const struct ptwalk_owner *o)
{
	/* What can be written at its own address has nothing to protect. */
	return ck->may_write && o->area && !p->w && !(o->area->flags & PTWALK_AREA_LAZY) &&
	       !ck->may_write(o->area);
}

/* Memory for devices is made so, and the kernel keeps its caches in order by hand. */
static bool may_be_uncached(const struct ptwalk_owner *o)
{
	return o->area && o->area->kind == PTWALK_AREA_DMA;
}

/*
 * Cached at one address and not at the other. What was reserved at boot has an owner
 * who uses only the address that it made itself, as ramoops does.
 */
static void suspect_memtype(struct ptwalk_checker *ck, const struct ptwalk_owner *o, u64 va,
			    u64 bytes, u64 alias)
{
	u64 page = BIT_ULL(ck->g->page_shift), i;

	for (i = 0; i < bytes; i += page)
		if (!ck->reserved || !ck->reserved(alias + i + ck->ram->offset))
			ptwalk_check_suspect(ck, PTWALK_ALIAS_MEMTYPE, o, va + i, va + i + page, 0,
					     alias + i);
}

static void judge(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
		  const struct ptwalk_owner *o)
{
	u64 leaf = ptwalk_level_bytes(ck->g, s->level, 1);
	/* Of a table that stands for itself many times one leaf is enough. */
	u64 bytes = s->repeated ? leaf : ptwalk_level_bytes(ck->g, s->level, s->count);
	const struct ptwalk_prot p = *ptwalk_check_prot(ck, s);
	bool read_only = must_not_write(ck, &p, o);
	bool memtype = p.cached ? ck->linear_uncached || !ck->odd : !may_be_uncached(o);
	unsigned int shift = ck->g->page_shift;
	u64 va, end, pa, some;
	struct alias a;
	bool is_ram;

	if (!read_only && !memtype)
		return;
	for (va = s->start, end = va + bytes; va != end && !ck->err; va += some) {
		some = s->frags == 1 ? end - va : leaf - ((va - s->start) & (leaf - 1));
		pa = ptwalk_strip_pa(ck->g, s, va - s->start);
		some = ram_run(ck->ram, pa, some, &is_ram);
		if (!is_ram)
			continue;
		some = find_alias(ck, pa, some >> shift, memtype, &a) << shift;
		if (read_only && a.writable)
			ptwalk_check_suspect(ck, PTWALK_ALIAS_WRITABLE, o, va, va + some, 0, a.va);
		if (memtype && a.mapped && a.cached != p.cached)
			suspect_memtype(ck, o, va, some, a.va);
	}
}

/**
 * ptwalk_check_alias_start - begin
 * @ck: the checker
 */
void ptwalk_check_alias_start(struct ptwalk_checker *ck)
{
	ck->odd_covered = ck->linear ? ck->linear->start : 0;
	ck->linear_uncached = false;
	ck->err = 0;
}

/**
 * ptwalk_check_alias_strip - judge a strip, or remember it for those that follow
 * @ck: the checker
 * @s: the strip
 * @o: whose it is
 */
void ptwalk_check_alias_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			      const struct ptwalk_owner *o)
{
	if (!ck->ram || !ck->lookup)
		return;
	if (o->region == ck->linear) {
		if (ck->odd)
			remember(ck, s);
		return;
	}
	/* Behind the linear map: the rest of it is not mapped. */
	if (ck->odd)
		take_linear(ck, ck->linear->end, ck->linear->end);
	if (s->kind == PTWALK_LEAF)
		judge(ck, s, o);
}
