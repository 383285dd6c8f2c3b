// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who else maps the odd pages of the linear map: those that are not read-write, cached
 * and not executable, as the linear map usually is. Their other mapping is why.
 *
 * One walk of the linear map finds the pages, and one of everything else finds their
 * mappings, so the cost does not depend on the number of areas. What is kept grows with
 * the number of blocks that have an odd page.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "aliases.h"
#include "ptwalk_splits.h"

static int collect_odd(struct ptwalk_aliases *as, struct ptwalk_iter *it,
		       const struct ptwalk_region *linear)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	ptwalk_iter_seek(it, linear->start, linear->last);
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0) {
		if (b.kind != PTWALK_LEAF || b.extents != 1 || !ptwalk_splits_is_odd(g, &b))
			continue;
		ret = ptwalk_pageset_add(as->odd, b.pa >> g->page_shift,
					 ptwalk_batch_bytes(g, &b) >> g->page_shift);
		if (ret)
			return ret;
	}
	return ret;
}

static struct ptwalk_alias_owners *owners_of(struct ptwalk_aliases *as, u64 block)
{
	struct ptwalk_alias_owners *who = xa_load(&as->blocks, block);

	if (who)
		return who;
	who = kzalloc(sizeof(*who), GFP_KERNEL);
	if (who && xa_err(xa_store(&as->blocks, block, who, GFP_KERNEL))) {
		kfree(who);
		return NULL;
	}
	return who;
}

static void add_owner(struct ptwalk_alias_owners *who, const struct ptwalk_owner *owner)
{
	u32 i;

	for (i = 0; i < who->n; i++)
		if (ptwalk_owner_key(&who->owner[i]) == ptwalk_owner_key(owner))
			return;
	if (who->n == PTWALK_ALIASES)
		who->more = true;
	else
		who->owner[who->n++] = *owner;
}

/* @owner maps @bytes at @pa: remember it for the blocks in which that has odd pages. */
static int add_mapping(struct ptwalk_aliases *as, const struct ptwalk_owner *owner, u64 pa,
		       u64 bytes)
{
	struct ptwalk_alias_owners *who;
	u64 left = bytes >> PAGE_SHIFT, some;
	bool odd;

	for (; left; left -= some, pa += some << PAGE_SHIFT) {
		/* Stay in one block. */
		some = min(left, (BIT_ULL(as->shift) - (pa & (BIT_ULL(as->shift) - 1))) >>
			   PAGE_SHIFT);
		some = ptwalk_pageset_run(as->odd, PHYS_PFN(pa), some, &odd);
		if (!odd)
			continue;
		who = owners_of(as, pa >> as->shift);
		if (!who)
			return -ENOMEM;
		add_owner(who, owner);
	}
	return 0;
}

static int add_batch(struct ptwalk_aliases *as, const struct ptwalk_geometry *g,
		     const struct ptwalk_batch *b, const struct ptwalk_owner *owner)
{
	u64 leaf = ptwalk_level_bytes(g, b->level, 1), offset, some;
	/* One leaf of a shared uniform table is enough. */
	u64 bytes = b->repeated ? leaf : ptwalk_batch_bytes(g, b);
	int err = 0;

	for (offset = 0; offset < bytes && !err; offset += some) {
		some = b->extents == 1 ? bytes : leaf;
		err = add_mapping(as, owner, ptwalk_batch_pa(g, b, offset), some);
	}
	return err;
}

static int collect_owners(struct ptwalk_aliases *as, struct ptwalk_iter *it, u64 start, u64 last)
{
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	ptwalk_iter_seek(it, start, last);
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0) {
		ret = b.kind == PTWALK_LEAF ? add_batch(as, &it->space->geo, &b, &owner) : 0;
		if (ret)
			return ret;
	}
	return ret;
}

/**
 * ptwalk_aliases_find - walk everything and find who maps odd pages
 * @as: filled; to be dropped also after an error
 * @it: the iterator, with its areas; its position is lost
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or an error of ptwalk_iter_next().
 */
int ptwalk_aliases_find(struct ptwalk_aliases *as, struct ptwalk_iter *it)
{
	const struct ptwalk_region *linear = ptwalk_layout_named(&it->space->layout, "linear");
	const struct ptwalk_geometry *g = &it->space->geo;
	int err;

	xa_init(&as->blocks);
	as->shift = g->level[1].shift;
	as->odd = ptwalk_pageset_new();
	if (!as->odd)
		return -ENOMEM;
	it->walk.show_tables = false;
	err = collect_odd(as, it, linear);
	if (!err && linear->start > g->va_start)
		err = collect_owners(as, it, g->va_start, linear->start - 1);
	if (!err && linear->last < g->va_last)
		err = collect_owners(as, it, linear->last + 1, g->va_last);
	ptwalk_pageset_free(as->odd);
	as->odd = NULL;
	return err;
}

/**
 * ptwalk_aliases_at - who maps odd pages of a block
 * @as: the aliases
 * @pa: a physical address in it
 *
 * Return: the owners, or NULL if there are none.
 */
const struct ptwalk_alias_owners *ptwalk_aliases_at(struct ptwalk_aliases *as, u64 pa)
{
	return xa_load(&as->blocks, pa >> as->shift);
}

/**
 * ptwalk_aliases_drop - free what was found
 * @as: the aliases; all zero is allowed
 */
void ptwalk_aliases_drop(struct ptwalk_aliases *as)
{
	struct ptwalk_alias_owners *who;
	unsigned long block;

	if (!as->shift)
		return;
	xa_for_each(&as->blocks, block, who)
		kfree(who);
	xa_destroy(&as->blocks);
}
