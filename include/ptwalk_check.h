/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules: what strips and areas must agree on. Pure; the second look that a
 * finding has to survive is module/confirm.c. docs/RULES.md says for each rule
 * what it means and what it never reports.
 */
#ifndef PTWALK_CHECK_H
#define PTWALK_CHECK_H

#include "ptwalk_areas.h"
#include "ptwalk_pageset.h"
#include "ptwalk_ram.h"

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
 * @start: of the range, whole descriptors
 * @end: address after it
 * @expected: address, descriptor or count, if the rule has no word for it
 * @actual: likewise
 * @region: where it is
 * @area: whose it is; all zero if it is in no area
 * @rule: enum ptwalk_rule
 */
struct ptwalk_finding {
	u64 start;
	u64 end;
	u64 expected;
	u64 actual;
	const struct ptwalk_region *region;
	struct ptwalk_area area;
	u8 rule;
};

/** PTWALK_PAGES - most pages of an area that are asked for at once */
#define PTWALK_PAGES	64

/**
 * struct ptwalk_checker - the rules at work on one walk
 * @g: the geometry
 * @areas: the areas
 * @areas_known: they are available
 * @pages: physical addresses of @n pages of an area, from page @index on. 0, or
 *	-errno if the kernel's array can't be read.
 * @probe: asks the MMU, as ptwalk_arch_probe(); NULL to leave it alone
 * @ram: what the linear map is for; NULL to leave it alone
 * @linear: the linear map
 * @lookup: the leaf that maps an address, in a strip of its own. 0, -ENOENT if there is
 *	none, or another -errno
 * @reserved: was this page of RAM set aside at boot, for an owner of its own? NULL:
 *	none was
 * @odd: filled: pages of RAM that the linear map does not map both writable and
 *	cached. NULL if that is not walked first: then each page is looked up.
 * @may_write: may a page of this area that can't be written through it be written
 *	through the linear map? NULL if any may.
 * @emit: takes a finding
 * @priv: of whoever @emit belongs to
 * @next_area: number of the first area that is not wholly accounted for; at the start,
 *	any number: there it is looked for first
 * @covered: addresses below this one are accounted for
 * @next_ram: number of the first range of RAM that is not wholly accounted for
 * @linear_covered: addresses of the linear map below this one are accounted for
 * @odd_covered: likewise, in @odd
 * @linear_uncached: some of the linear map is not cached
 * @err: what has gone wrong, -errno of @lookup or without memory for @odd; what was
 *	found means nothing then
 * @pending: the last finding of each rule, which the next may continue
 * @is_pending: which of them hold one
 * @prot: of the last leaf, for the next one that is like it
 * @prot_attrs: its attributes
 * @prot_inherited: and what was imposed on it
 * @group: physically contiguous leaves with the contiguous bit, so far
 * @group_owner: whose the first of them is
 * @tail_owner: whose the first one in the last group is
 * @in_group: @group holds some
 * @last_group: end of the last group that was reported
 */
struct ptwalk_checker {
	const struct ptwalk_geometry *g;
	const struct ptwalk_areas *areas;
	bool areas_known;
	int (*pages)(const struct ptwalk_area *a, u32 index, u32 n, u64 *pa);
	int (*probe)(u64 va, u64 *pa);
	const struct ptwalk_ram *ram;
	const struct ptwalk_region *linear;
	int (*lookup)(u64 va, struct ptwalk_strip *s);
	bool (*reserved)(u64 pa);
	struct ptwalk_pageset *odd;
	bool (*may_write)(const struct ptwalk_area *a);
	void (*emit)(struct ptwalk_checker *ck, const struct ptwalk_finding *f);
	void *priv;

	u32 next_area;
	u64 covered;
	u32 next_ram;
	u64 linear_covered;
	u64 odd_covered;
	bool linear_uncached;
	int err;
	struct ptwalk_finding pending[PTWALK_RULES];
	bool is_pending[PTWALK_RULES];
	struct ptwalk_prot prot;
	u64 prot_attrs;
	u64 prot_inherited;
	struct ptwalk_run group;
	struct ptwalk_owner group_owner;
	struct ptwalk_owner tail_owner;
	bool in_group;
	u64 last_group;
};

/** PTWALK_NO_PA - no address: the MMU says that it would fault */
#define PTWALK_NO_PA	(~0ULL)

/* check_linear.c: pure, the rules of the linear map, for check.c */
void ptwalk_check_linear_start(struct ptwalk_checker *ck, u64 start);
void ptwalk_check_linear_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			       const struct ptwalk_owner *o);
void ptwalk_check_linear_end(struct ptwalk_checker *ck, u64 end);

/* check_alias.c: pure, the rules of pages with more than one address, for check.c */
void ptwalk_check_alias_start(struct ptwalk_checker *ck);
void ptwalk_check_alias_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			      const struct ptwalk_owner *o);

/* check.c: pure */
void ptwalk_check_suspect(struct ptwalk_checker *ck, enum ptwalk_rule rule,
			  const struct ptwalk_owner *o, u64 start, u64 end, u64 expected,
			  u64 actual);
const struct ptwalk_prot *ptwalk_check_prot(struct ptwalk_checker *ck,
					    const struct ptwalk_strip *s);
void ptwalk_check_start(struct ptwalk_checker *ck, u64 start);
void ptwalk_check_strip(struct ptwalk_checker *ck, const struct ptwalk_strip *s,
			const struct ptwalk_owner *o);
void ptwalk_check_end(struct ptwalk_checker *ck, u64 end);

#endif /* PTWALK_CHECK_H */
