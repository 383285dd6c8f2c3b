// SPDX-License-Identifier: GPL-2.0-only
/*
 * The check: passes every batch of a walk to every family of rules.
 */
#include "finding.h"
#include "rules.h"

/**
 * ptwalk_check_start - start a check
 * @ck: @in is set
 * @start: first address that is judged
 */
void ptwalk_check_start(struct ptwalk_check *ck, u64 start)
{
	memset(ck->findings.is_pending, 0, sizeof(ck->findings.is_pending));
	ck->known.attrs = 0;
	ptwalk_area_rules_start(ck, start);
	ptwalk_contiguous_rules_start(ck, start);
	ptwalk_linear_rules_start(ck, start);
	ptwalk_alias_rules_start(ck);
}

/**
 * ptwalk_check_linear_first - take a batch of the linear map in advance
 * @ck: the check, which has judged nothing yet
 * @b: of a walk of the linear map
 *
 * For address spaces where areas come before the linear map, so that aliases of their
 * pages need not be looked up one by one.
 */
void ptwalk_check_linear_first(struct ptwalk_check *ck, const struct ptwalk_batch *b)
{
	ptwalk_alias_rules_linear(ck, b);
}

/**
 * ptwalk_check_linear_known - end the walk of the linear map in advance
 * @ck: the check
 */
void ptwalk_check_linear_known(struct ptwalk_check *ck)
{
	ptwalk_alias_rules_linear_known(ck);
}

/**
 * ptwalk_check_batch - judge the next batch
 * @ck: the check
 * @b: of a walk with @split_cont
 * @o: its owner
 */
void ptwalk_check_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			const struct ptwalk_owner *o)
{
	ptwalk_linear_rules_batch(ck, b, o);
	ptwalk_alias_rules_batch(ck, b, o);
	switch (b->kind) {
	case PTWALK_LEAF:
		ptwalk_leaf_rules_leaf(ck, b, o);
		ptwalk_area_rules_leaf(ck, b, o);
		break;
	case PTWALK_BAD:
		ptwalk_suspect_batch(ck, PTWALK_BAD_DESCRIPTOR, b, o, b->raw);
		break;
	case PTWALK_OUTSIDE:
	case PTWALK_FAULT:
		ptwalk_suspect_batch(ck, PTWALK_TABLE_OUTSIDE_RAM, b, o, b->pa);
		break;
	case PTWALK_LOOP:
		ptwalk_suspect_batch(ck, PTWALK_TABLE_LOOP, b, o, b->pa);
		break;
	case PTWALK_TORN:
		/* Its contents are unknown. */
		break;
	default:
		return;
	}
	ptwalk_area_rules_cover(ck, b);
}

/**
 * ptwalk_check_end - finish after the walk
 * @ck: the check
 * @last: last address that is judged
 */
void ptwalk_check_end(struct ptwalk_check *ck, u64 last)
{
	unsigned int rule;

	ptwalk_area_rules_end(ck, last);
	ptwalk_linear_rules_end(ck, last);
	ptwalk_contiguous_rules_end(ck);
	for (rule = 0; rule < PTWALK_RULES; rule++)
		ptwalk_flush(ck, rule);
}
