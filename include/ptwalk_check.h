/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules: what batches and areas must agree on. docs/RULES.md says for each
 * rule what it means and what it never reports. Tables and areas are read at
 * different moments, so a finding is a suspicion until it is confirmed.
 */
#ifndef PTWALK_CHECK_H
#define PTWALK_CHECK_H

#include "ptwalk_areas.h"
#include "ptwalk_ram.h"
#include "ptwalk_run.h"

/**
 * enum ptwalk_rule - in the order of ptwalk_rules[]
 * @PTWALK_AREA_UNMAPPED: a page of an area is not mapped
 * @PTWALK_GUARD_MAPPED: a guard page is mapped
 * @PTWALK_LAZY_MAPPED: an area that was freed is still mapped
 * @PTWALK_PFN_MISMATCH: an area's address maps another page than the area has
 * @PTWALK_ORPHAN: a mapping that belongs to nobody
 * @PTWALK_LINEAR_AFFINE: the linear map maps another address than its formula says
 * @PTWALK_LINEAR_HOLE: RAM is not in the linear map
 * @PTWALK_LINEAR_EXTRA: the linear map maps what is not RAM
 * @PTWALK_ALIAS_WRITABLE: a read-only page is writable at a second address
 * @PTWALK_ALIAS_MEMTYPE: a page has another memory type at a second address
 * @PTWALK_WX: writable and executable
 * @PTWALK_USER_ACCESS: a kernel mapping that user mode may access
 * @PTWALK_AF_CLEAR: the access flag is clear
 * @PTWALK_CONT_BROKEN: a contiguous group that is not contiguous, whole or alike
 * @PTWALK_BAD_DESCRIPTOR: a descriptor that the architecture reserves
 * @PTWALK_TABLE_OUTSIDE_RAM: a table descriptor that points outside of RAM
 * @PTWALK_TABLE_LOOP: a table that is its own ancestor
 * @PTWALK_MMU_DISAGREES: the MMU translates an address to something else
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
	/* private: their number */
	PTWALK_RULES
};

/**
 * struct ptwalk_rule_info - how a rule is shown
 * @name: of the rule
 * @expected: what should be there, in a word; NULL if the finding has a number
 * @actual: what is there instead, in a word; NULL if the finding has a number
 * @warning: a warning, not an error
 * @areas: needs areas
 * @lazy: needs the lazily freed areas
 * @ram: needs the ranges of RAM
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
 * @area: the area it is in, all zero if none
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

/** PTWALK_NO_PA - in place of an address: the MMU says that an access would fault */
#define PTWALK_NO_PA	(~0ULL)

/** PTWALK_PAGES - most pages of an area that one call of pages() asks for */
#define PTWALK_PAGES	64

/**
 * struct ptwalk_check_input - what the rules work on, constant during a check
 * @space: the address space
 * @areas: its areas
 * @areas_known: they are available
 * @ram: what its linear map may map; NULL to skip the rules of the linear map
 * @linear: its linear map
 * @pages: get the physical addresses of @n pages of an area, from page @index on. 0,
 *	or -errno if the kernel's array can't be read. NULL to leave arrays unread.
 * @translate: ask the MMU where a read would go. 0, or -EFAULT if it would fault.
 *	NULL if the MMU can't be asked.
 * @lookup: get the leaf that maps an address, in a batch of its own. 0, -ENOENT if
 *	there is none, or another -errno. NULL to skip the rules of aliases.
 * @reserved: was this page of RAM reserved at boot for an owner of its own? NULL if
 *	no page was.
 * @odd_add: remember pages of RAM that the linear map does not map both writable and
 *	cached, @n of them from frame @pfn on. 0 or -errno. NULL if the linear map is
 *	not walked: then each page is looked up.
 * @odd_run: how many of @n pages from frame @pfn on are remembered, or are not, like
 *	the first of them; at least 1
 * @may_write: may the linear map be writable where this area is read-only? NULL if it
 *	may be for every area.
 * @emit: called with each finding
 * @priv: first argument of all hooks
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
 * struct ptwalk_findings - the last finding of each rule; the next may extend it
 * @pending: the findings
 * @is_pending: which of them are valid
 */
struct ptwalk_findings {
	struct ptwalk_finding pending[PTWALK_RULES];
	bool is_pending[PTWALK_RULES];
};

/**
 * struct ptwalk_sweep - how far ranges that must be mapped are accounted for
 * @next: number of the first range that is not wholly accounted for
 * @covered: addresses below this one are accounted for
 * @all: every address is
 */
struct ptwalk_sweep {
	u32 next;
	u64 covered;
	bool all;
};

/**
 * struct ptwalk_known_prot - cached permissions of the last leaf
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
 * @owner: owner of the first leaf
 * @tail_owner: owner of the first leaf in the last group
 * @rest_owner: owner of the first leaf after @reported
 * @rest: there is one
 * @active: @run is not empty
 * @any_reported: @reported is valid: a group was reported, or the range that is judged
 *	does not start at 0
 * @reported: up to this address, nothing is reported again
 */
struct ptwalk_group {
	struct ptwalk_run run;
	struct ptwalk_owner owner;
	struct ptwalk_owner tail_owner;
	struct ptwalk_owner rest_owner;
	bool rest;
	bool active;
	bool any_reported;
	u64 reported;
};

/**
 * struct ptwalk_check - a check of one walk
 * @in: what the rules work on
 * @findings: found, and not yet emitted
 * @known: permissions of the last leaf
 * @areas: sweep over the areas
 * @linear: sweep over RAM in the linear map
 * @odd: sweep over RAM in the linear map, for odd_add()
 * @odd_known: all of the linear map has been remembered
 * @linear_uncached: some of the linear map is not cached
 * @linear_unknown: of some of it, the tables don't tell whether it is
 * @group: contiguous leaves
 * @err: -errno of a hook that failed; the findings are meaningless then
 */
struct ptwalk_check {
	struct ptwalk_check_input in;
	struct ptwalk_findings findings;
	struct ptwalk_known_prot known;
	struct ptwalk_sweep areas;
	struct ptwalk_sweep linear;
	struct ptwalk_sweep odd;
	bool odd_known;
	bool linear_uncached;
	bool linear_unknown;
	struct ptwalk_group group;
	int err;
};

/* check/check.c */
void ptwalk_check_start(struct ptwalk_check *ck, u64 start);
void ptwalk_check_linear_first(struct ptwalk_check *ck, const struct ptwalk_batch *b);
void ptwalk_check_linear_known(struct ptwalk_check *ck);
void ptwalk_check_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			const struct ptwalk_owner *o);
void ptwalk_check_end(struct ptwalk_check *ck, u64 last);

#endif /* PTWALK_CHECK_H */
