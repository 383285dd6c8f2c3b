/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules: what batches and areas must agree on. docs/RULES.md says for each
 * rule what it means and what it never reports. A finding of these is only a
 * suspicion: both sides were looked at at different moments.
 */
#ifndef PTWALK_CHECK_H
#define PTWALK_CHECK_H

#include "ptwalk_areas.h"
#include "ptwalk_ram.h"
#include "ptwalk_run.h"

/**
 * enum ptwalk_rule - in the order of ptwalk_rules[]
 */
enum ptwalk_rule {
	PTWALK_AREA_UNMAPPED,
	PTWALK_GUARD_MAPPED,
	PTWALK_LAZY_MAPPED,
	PTWALK_PFN_MISMATCH,
	PTWALK_ORPHAN,
	PTWALK_LINEAR_AFFINE,
	PTWALK_LINEAR_HOLE,
	PTWALK_LINEAR_EXTRA,
	PTWALK_ALIAS_WRITABLE,
	PTWALK_ALIAS_MEMTYPE,
	PTWALK_WX,
	PTWALK_USER_ACCESS,
	PTWALK_AF_CLEAR,
	PTWALK_CONT_BROKEN,
	PTWALK_BAD_DESCRIPTOR,
	PTWALK_TABLE_OUTSIDE_RAM,
	PTWALK_TABLE_LOOP,
	PTWALK_MMU_DISAGREES,
	PTWALK_RULES
};

/**
 * struct ptwalk_rule_info - how a rule is shown
 * @name: of the rule
 * @expected: what should be there, in a word; NULL: the finding has a number
 * @actual: what is there instead, in a word; NULL: the finding has a number
 * @warning: nothing is wrong yet
 * @areas: can't be judged without areas
 * @lazy: can't be judged without the lazily freed ones
 * @ram: can't be judged without the ranges of RAM
 */
struct ptwalk_rule_info {
	const char *name;
	const char *expected;
	const char *actual;
	bool warning;
	bool areas;
	bool lazy;
	bool ram;
};

extern const struct ptwalk_rule_info ptwalk_rules[PTWALK_RULES];

/**
 * struct ptwalk_finding - a disagreement
 * @start: of the range, whole entries
 * @last: last address of it
 * @expected: address, entry or count, if the rule has no word for it
 * @actual: likewise
 * @region: where it is
 * @area: whose it is; all zero if it is in no area
 * @rule: enum ptwalk_rule
 */
struct ptwalk_finding {
	u64 start;
	u64 last;
	u64 expected;
	u64 actual;
	const struct ptwalk_region *region;
	struct ptwalk_area area;
	u8 rule;
};

/** PTWALK_NO_PA - no address: the MMU says that it would fault */
#define PTWALK_NO_PA	(~0ULL)

/** PTWALK_PAGES - most pages of an area that are asked for at once */
#define PTWALK_PAGES	64

/**
 * struct ptwalk_check_input - what the rules are given, constant while they work
 * @space: the address space
 * @areas: its areas
 * @areas_known: they are available
 * @ram: what its linear map is for; NULL to leave that alone
 * @linear: its linear map
 * @pages: physical addresses of @n pages of an area, from page @index on. 0, or
 *	-errno if the kernel's array can't be read.
 * @translate: asks the MMU where a read would go: 0, or -EFAULT if it would fault;
 *	NULL to leave it alone
 * @lookup: the leaf that maps an address, in a batch of its own. 0, -ENOENT if there
 *	is none, or another -errno. NULL to leave second addresses alone.
 * @reserved: was this page of RAM set aside at boot, for an owner of its own? NULL:
 *	none was
 * @odd_add: takes pages of RAM that the linear map does not map both writable and
 *	cached, @n of them from frame @pfn on. 0 or -errno. NULL if the linear map is
 *	not walked first: then each page is looked up.
 * @odd_run: how many of @n pages from frame @pfn on are among those, or are not, like
 *	the first of them; at least 1
 * @may_write: may a page of this area that can't be written through it be written
 *	through the linear map? NULL if any may.
 * @emit: takes a finding
 * @priv: first argument of them all
 */
struct ptwalk_check_input {
	const struct ptwalk_space *space;
	const struct ptwalk_areas *areas;
	bool areas_known;
	const struct ptwalk_ram *ram;
	const struct ptwalk_region *linear;
	int (*pages)(void *priv, const struct ptwalk_area *a, u32 index, u32 n, u64 *pa);
	int (*translate)(void *priv, u64 va, u64 *pa);
	int (*lookup)(void *priv, u64 va, struct ptwalk_batch *b);
	bool (*reserved)(void *priv, u64 pa);
	int (*odd_add)(void *priv, u64 pfn, u64 n);
	u64 (*odd_run)(void *priv, u64 pfn, u64 n, bool *has);
	bool (*may_write)(void *priv, const struct ptwalk_area *a);
	void (*emit)(void *priv, const struct ptwalk_finding *f);
	void *priv;
};

/**
 * struct ptwalk_findings - the last finding of each rule, which the next may continue
 * @pending: the findings
 * @is_pending: which of them there are
 */
struct ptwalk_findings {
	struct ptwalk_finding pending[PTWALK_RULES];
	bool is_pending[PTWALK_RULES];
};

/**
 * struct ptwalk_sweep - how far ranges that must be mapped are accounted for
 * @next: number of the first range that is not wholly accounted for
 * @covered: addresses below this one are accounted for
 * @all: so is every address
 */
struct ptwalk_sweep {
	u32 next;
	u64 covered;
	bool all;
};

/**
 * struct ptwalk_known_prot - permissions of the last leaf, for the next like it
 * @prot: the permissions
 * @attrs: of that leaf; no leaf has attributes of zero
 * @inherited: of that leaf
 * @level: of that leaf
 */
struct ptwalk_known_prot {
	struct ptwalk_prot prot;
	u64 attrs;
	u64 inherited;
	u8 level;
};

/**
 * struct ptwalk_group - leaves with the contiguous bit that follow each other
 * @run: physically contiguous ones, so far
 * @owner: whose the first of them is
 * @tail_owner: whose the first one in the last group is
 * @active: @run holds some
 * @any_reported: a group was, or something lies before what is judged
 * @reported: last address of that
 */
struct ptwalk_group {
	struct ptwalk_run run;
	struct ptwalk_owner owner;
	struct ptwalk_owner tail_owner;
	bool active;
	bool any_reported;
	u64 reported;
};

/**
 * struct ptwalk_check - the rules at work on one walk
 * @in: what they are given
 * @findings: found, and not yet handed over
 * @known: permissions
 * @areas: sweep over the areas
 * @linear: sweep over RAM in the linear map
 * @odd: sweep over RAM in the linear map, for what is kept of it
 * @linear_uncached: some of the linear map is not cached
 * @group: contiguous leaves
 * @err: what has gone wrong, -errno of a hook; what was found means nothing then
 */
struct ptwalk_check {
	struct ptwalk_check_input in;
	struct ptwalk_findings findings;
	struct ptwalk_known_prot known;
	struct ptwalk_sweep areas;
	struct ptwalk_sweep linear;
	struct ptwalk_sweep odd;
	bool linear_uncached;
	struct ptwalk_group group;
	int err;
};

/* check/check.c */
void ptwalk_check_start(struct ptwalk_check *ck, u64 start);
void ptwalk_check_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			const struct ptwalk_owner *o);
void ptwalk_check_end(struct ptwalk_check *ck, u64 last);

#endif /* PTWALK_CHECK_H */
