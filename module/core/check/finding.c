// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings: adjacent suspicions of one rule are merged. A finding is emitted when
 * the next suspicion of its rule is not adjacent.
 */
#include "finding.h"

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

/**
 * ptwalk_flush - emit the pending finding of a rule
 * @ck: the check
 * @rule: the rule
 */
void ptwalk_flush(struct ptwalk_check *ck, enum ptwalk_rule rule)
{
	struct ptwalk_findings *fs = &ck->findings;

	if (fs->is_pending[rule])
		ck->in.emit(ck->in.priv, &fs->pending[rule]);
	fs->is_pending[rule] = false;
}

/**
 * ptwalk_suspect - report a suspicion, or extend the pending one of its rule
 * @ck: the check
 * @rule: the rule
 * @o: the owner; @region may be NULL if there is an area
 * @start: first address
 * @last: last address
 * @expected: as in struct ptwalk_finding
 * @actual: as in struct ptwalk_finding
 */
void ptwalk_suspect(struct ptwalk_check *ck, enum ptwalk_rule rule, const struct ptwalk_owner *o,
		    u64 start, u64 last, u64 expected, u64 actual)
{
	struct ptwalk_finding *f = &ck->findings.pending[rule];

	/* Areas are told apart by where they end, which is never 0. */
	if (ck->findings.is_pending[rule] && f->last + 1 == start && f->region == o->region &&
	    f->area.end == (o->area ? o->area->end : 0)) {
		f->last = last;
		return;
	}
	ptwalk_flush(ck, rule);
	*f = (struct ptwalk_finding) {
		.start = start,
		.last = last,
		.expected = expected,
		.actual = actual,
		.region = o->region,
		.rule = (u8)rule,
	};
	if (o->area)
		f->area = *o->area;
	ck->findings.is_pending[rule] = true;
}

/**
 * ptwalk_suspect_batch - report a suspicion about a whole batch
 * @ck: the check
 * @rule: the rule
 * @b: the batch
 * @o: its owner
 * @actual: as in struct ptwalk_finding
 */
void ptwalk_suspect_batch(struct ptwalk_check *ck, enum ptwalk_rule rule,
			  const struct ptwalk_batch *b, const struct ptwalk_owner *o, u64 actual)
{
	ptwalk_suspect(ck, rule, o, b->start, ptwalk_batch_last(&ck->in.space->geo, b), 0, actual);
}

/**
 * ptwalk_check_prot - permissions and memory type of a batch of leaves
 * @ck: the check
 * @b: the batch
 *
 * Return: the permissions, valid until the next call.
 */
const struct ptwalk_prot *ptwalk_check_prot(struct ptwalk_check *ck, const struct ptwalk_batch *b)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	struct ptwalk_known_prot *k = &ck->known;

	if (b->attrs != k->attrs || b->inherited != k->inherited || b->level != k->level) {
		g->ops->prot(g, b->level, b->attrs, b->inherited, &k->prot);
		k->attrs = b->attrs;
		k->inherited = b->inherited;
		k->level = b->level;
	}
	return &k->prot;
}
