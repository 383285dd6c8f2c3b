// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of pages with more than one address: a page that is read-only in its area
 * must not be writable through the linear map, and a page must not be cached at one
 * address and uncached at another.
 *
 * Nearly all pages of the linear map are writable and cached; the others are remembered,
 * a bit a page, so that most pages mapped elsewhere can be judged without a look-up. That
 * works for mappings which are walked after the linear map. Pages of mappings before it are
 * looked up, unless the linear map was walked in advance.
 */
#include "finding.h"
#include "rules.h"

/* How the linear map maps a page of RAM. */
struct alias {
	u64 va;
	bool mapped;
	bool writable;
	enum ptwalk_cached cached;
};

/* Clip [start, end) to range @i. False if nothing is left, or the range is not RAM. */
static bool clip(const struct ptwalk_ram *ram, u32 i, u64 *start, u64 *end)
{
	*start = max(*start, ram->range[i].start);
	*end = min(*end, ram->range[i].end);
	return *start < *end && ram->range[i].kind == PTWALK_RAM_ONLINE;
}

/* How many of the @bytes from @pa on are RAM, or are not, like the first. */
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

/* Remember the RAM in [start, last], addresses of the linear map, as odd. */
static void set_aside(struct ptwalk_check *ck, u64 start, u64 last)
{
	unsigned int shift = ck->in.space->geo.page_shift;
	u64 from, to;
	u32 i;

	for (i = 0; i < ck->in.ram->n && !ck->err; i++) {
		from = start + ck->in.space->linear_offset;
		to = last + ck->in.space->linear_offset + 1;
		if (clip(ck->in.ram, i, &from, &to))
			ck->err = ck->in.odd_add(ck->in.priv, from >> shift, (to - from) >> shift);
	}
}

/* For the sweep the linear map is one range; set_aside() picks the RAM in it. */
static bool linear_range(const struct ptwalk_check *ck, u32 i, u64 *start, u64 *last)
{
	(void)i;
	*start = ck->in.linear->start;
	*last = ck->in.linear->last;
	return true;
}

static void miss_linear(struct ptwalk_check *ck, u32 i, u64 start, u64 last)
{
	(void)i;
	set_aside(ck, start, last);
}

static const struct ptwalk_sweep_ops linear = { .range = linear_range, .miss = miss_linear };

static void remember(struct ptwalk_check *ck, const struct ptwalk_batch *b)
{
	u64 last = ptwalk_batch_last(&ck->in.space->geo, b);
	const struct ptwalk_prot *p;

	if (b->kind == PTWALK_EMPTY)
		return;
	ptwalk_sweep_cover(ck, &ck->odd, &linear, 1, b->start, last);
	if (b->kind != PTWALK_LEAF) {
		set_aside(ck, b->start, last);
		return;
	}
	p = ptwalk_check_prot(ck, b);
	if (!p->w || p->cached == PTWALK_UNCACHED)
		set_aside(ck, b->start, last);
	ck->linear_uncached |= p->cached == PTWALK_UNCACHED;
	ck->linear_unknown |= p->cached == PTWALK_CACHED_UNKNOWN;
}

/* ---- other mappings ---- */

static void look_up(struct ptwalk_check *ck, struct alias *a)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	struct ptwalk_batch b;
	struct ptwalk_prot p;
	int err = ck->in.lookup(ck->in.priv, a->va, &b);

	if (err && err != -ENOENT)
		ck->err = err;
	if (err)
		return;
	g->ops->prot(g, b.level, b.attrs, b.inherited, &p);
	a->mapped = true;
	a->writable = p.w;
	a->cached = p.cached;
}

/*
 * How the linear map maps the first of @n pages of RAM, and how many are like it.
 * @exact: look an odd page up, as it matters how it is mapped
 */
static u64 find_alias(struct ptwalk_check *ck, u64 pa, u64 n, bool exact, struct alias *a)
{
	bool odd = true;

	if (ck->odd_known)
		n = ck->in.odd_run(ck->in.priv, pa >> ck->in.space->geo.page_shift, n, &odd);
	*a = (struct alias) {
		.va = pa - ck->in.space->linear_offset,
		.mapped = !odd, .writable = !odd,
		.cached = ck->linear_unknown ? PTWALK_CACHED_UNKNOWN : PTWALK_CACHED,
	};
	if (!odd || (ck->odd_known && !exact))
		return n;
	look_up(ck, a);
	return 1;
}

static bool must_not_write(struct ptwalk_check *ck, const struct ptwalk_prot *p,
			   const struct ptwalk_owner *o)
{
	/* A page that its own area may write has nothing to protect. */
	return ck->in.may_write && o->area && !p->w && !(o->area->flags & PTWALK_AREA_LAZY) &&
	       !ck->in.may_write(ck->in.priv, o->area);
}

/*
 * Can the linear map be of another memory type than this? DMA memory may be uncached, as
 * the kernel maintains its caches explicitly.
 */
static bool may_differ(const struct ptwalk_check *ck, const struct ptwalk_prot *p,
		       const struct ptwalk_owner *o)
{
	switch (p->cached) {
	case PTWALK_CACHED:
		return ck->linear_uncached || !ck->odd_known;
	case PTWALK_UNCACHED:
		return !o->area || o->area->kind != PTWALK_AREA_DMA;
	default:
		return false;
	}
}

static bool differs(const struct ptwalk_prot *p, const struct alias *a)
{
	return a->mapped && a->cached != PTWALK_CACHED_UNKNOWN && a->cached != p->cached;
}

/*
 * A page is cached at one address and not at the other. Memory that was reserved at
 * boot is exempt: its owner uses only its own mapping, as ramoops does.
 */
static void suspect_memtype(struct ptwalk_check *ck, const struct ptwalk_owner *o, u64 va,
			    u64 bytes, u64 alias)
{
	u64 page = BIT_ULL(ck->in.space->geo.page_shift), i;

	for (i = 0; i < bytes; i += page)
		if (!ck->in.reserved ||
		    !ck->in.reserved(ck->in.priv, alias + i + ck->in.space->linear_offset))
			ptwalk_suspect(ck, PTWALK_ALIAS_MEMTYPE, o, va + i, va + i + page - 1, 0,
				       alias + i);
}

static void judge(struct ptwalk_check *ck, const struct ptwalk_batch *b,
		  const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	u64 leaf = ptwalk_level_bytes(g, b->level, 1);
	/* One leaf of a shared uniform table is enough. */
	u64 bytes = b->repeated ? leaf : ptwalk_batch_bytes(g, b);
	const struct ptwalk_prot p = *ptwalk_check_prot(ck, b);
	bool read_only = must_not_write(ck, &p, o);
	bool memtype = may_differ(ck, &p, o);
	unsigned int shift = g->page_shift;
	u64 offset, va, pa, some;
	struct alias a;
	bool is_ram;

	if (!read_only && !memtype)
		return;
	for (offset = 0; offset < bytes && !ck->err; offset += some) {
		va = b->start + offset;
		some = b->extents == 1 ? bytes - offset : leaf - (offset & (leaf - 1));
		pa = ptwalk_batch_pa(g, b, offset);
		some = ram_run(ck->in.ram, pa, some, &is_ram);
		if (!is_ram)
			continue;
		some = find_alias(ck, pa, some >> shift, memtype, &a) << shift;
		if (read_only && a.writable)
			ptwalk_suspect(ck, PTWALK_ALIAS_WRITABLE, o, va, va + some - 1, 0, a.va);
		if (memtype && differs(&p, &a))
			suspect_memtype(ck, o, va, some, a.va);
	}
}

/**
 * ptwalk_alias_rules_start - start a check
 * @ck: the check
 */
void ptwalk_alias_rules_start(struct ptwalk_check *ck)
{
	ptwalk_sweep_start(&ck->odd, 0, ck->in.linear ? ck->in.linear->start : 0);
	ck->odd_known = false;
	ck->linear_uncached = false;
	ck->linear_unknown = false;
	ck->err = 0;
}

/**
 * ptwalk_alias_rules_linear - remember a batch of the linear map
 * @ck: the check
 * @b: the batch
 */
void ptwalk_alias_rules_linear(struct ptwalk_check *ck, const struct ptwalk_batch *b)
{
	if (ck->in.ram && ck->in.lookup && ck->in.odd_add && !ck->odd_known)
		remember(ck, b);
}

/**
 * ptwalk_alias_rules_linear_known - all of the linear map has been walked
 * @ck: the check
 */
void ptwalk_alias_rules_linear_known(struct ptwalk_check *ck)
{
	if (!ck->in.ram || !ck->in.lookup || !ck->in.odd_add || ck->odd_known)
		return;
	/* The rest of it is not mapped. */
	ptwalk_sweep_end(ck, &ck->odd, &linear, 1, ck->in.linear->last);
	ck->odd_known = true;
}

/**
 * ptwalk_alias_rules_batch - judge a batch, or remember it for those that follow
 * @ck: the check
 * @b: the batch
 * @o: its owner
 */
void ptwalk_alias_rules_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			      const struct ptwalk_owner *o)
{
	if (!ck->in.ram || !ck->in.lookup)
		return;
	if (o->region == ck->in.linear) {
		ptwalk_alias_rules_linear(ck, b);
		return;
	}
	if (ck->in.linear && b->start > ck->in.linear->last)
		ptwalk_alias_rules_linear_known(ck);
	if (b->kind == PTWALK_LEAF)
		judge(ck, b, o);
}
