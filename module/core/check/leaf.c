// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for single leaves: what their bits permit, and whether the MMU agrees
 * about their addresses.
 */
#include "finding.h"
#include "rules.h"

/* Ask the MMU about one address. Returns whether it agrees. */
static bool agrees(struct ptwalk_check *ck, const struct ptwalk_batch *b,
		   const struct ptwalk_owner *o, u64 offset)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	u64 size = ptwalk_level_bytes(g, b->level, 1);
	u64 start = b->start + (offset & ~(size - 1));
	u64 expected = ptwalk_batch_pa(g, b, offset), actual;

	if (ck->in.translate(ck->in.priv, b->start + offset, &actual))
		actual = PTWALK_NO_PA;
	if (actual == expected)
		return true;
	ptwalk_suspect(ck, PTWALK_MMU_DISAGREES, o, start, start + size - 1, expected, actual);
	return false;
}

/*
 * Ask about a leaf above the last level twice, unless the first answer is already
 * wrong. Of a shared uniform table, the first and last leaf are enough.
 */
static void check_mmu(struct ptwalk_check *ck, const struct ptwalk_batch *b,
		      const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	u64 size = ptwalk_level_bytes(g, b->level, 1), i;
	u64 step = b->repeated && b->count > 1 ? b->count - 1 : 1;

	for (i = 0; i < b->count; i += step)
		if (agrees(ck, b, o, i * size) && b->level)
			agrees(ck, b, o, (i + 1) * size - BIT_ULL(g->page_shift));
}

/**
 * ptwalk_leaf_rules_leaf - judge a batch of leaves
 * @ck: the check
 * @b: the batch
 * @o: its owner
 */
void ptwalk_leaf_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			    const struct ptwalk_owner *o)
{
	const struct ptwalk_prot *p = ptwalk_check_prot(ck, b);

	/* AT faults on a leaf without the access flag. */
	if (ck->in.translate && p->accessed)
		check_mmu(ck, b, o);
	if (b->attrs & ck->in.space->geo.level[b->level].reserved)
		ptwalk_suspect_batch(ck, PTWALK_BAD_DESCRIPTOR, b, o, b->raw);
	if (p->w && p->x)
		ptwalk_suspect_batch(ck, PTWALK_WX, b, o, 0);
	if (p->user && !o->region->user)
		ptwalk_suspect_batch(ck, PTWALK_USER_ACCESS, b, o, 0);
	if (!p->accessed)
		ptwalk_suspect_batch(ck, PTWALK_AF_CLEAR, b, o, 0);
	if (p->cont)
		ptwalk_contiguous_rules_leaf(ck, b, o);
}
