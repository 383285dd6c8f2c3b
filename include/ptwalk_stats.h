/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stats: one walk over everything, counted by region and by kind of area.
 */
#ifndef PTWALK_STATS_H
#define PTWALK_STATS_H

#include "ptwalk_areas.h"
#include "ptwalk_totals.h"

/** PTWALK_CALLERS - most callers that are counted separately; a power of two */
#define PTWALK_CALLERS	256

/**
 * struct ptwalk_caller - all areas of one kind and one caller
 * @caller: code address, 0 if not known
 * @bytes: of the areas
 * @areas: how many; 0 if this entry is free
 * @kind: enum ptwalk_area_kind
 */
struct ptwalk_caller {
	u64 caller;
	u64 bytes;
	u32 areas;
	u8 kind;
};

/**
 * struct ptwalk_kind_total - all areas of one kind
 * @areas: how many
 * @bytes: of address space, guard pages included
 * @mapped: what is mapped in them
 */
struct ptwalk_kind_total {
	u64 areas;
	u64 bytes;
	struct ptwalk_totals mapped;
};

/**
 * struct ptwalk_area_stats - the areas, counted
 * @kind: by kind, without the lazily freed areas
 * @lazy: the lazily freed areas
 * @callers: by caller, a hash table without deletion
 * @crowded: areas whose caller is not in @callers because it was full
 * @guard: bytes of guard pages
 * @whole: areas that must be mapped whole, and are
 * @wanted: areas that must be mapped whole
 */
struct ptwalk_area_stats {
	struct ptwalk_kind_total kind[PTWALK_AREA_KINDS];
	struct ptwalk_kind_total lazy;
	struct ptwalk_caller callers[PTWALK_CALLERS];
	u64 crowded;
	u64 guard;
	u64 whole;
	u64 wanted;
};

/**
 * struct ptwalk_stats - the totals of a whole address space
 * @by_region: by region, in the order of the layout
 * @total: of all regions
 * @areas: of the areas; empty if they are not known
 */
struct ptwalk_stats {
	struct ptwalk_totals by_region[PTWALK_REGIONS];
	struct ptwalk_totals total;
	struct ptwalk_area_stats areas;
};

/**
 * struct ptwalk_counting - a walk of a whole address space, in progress
 * @space: the address space
 * @areas: its areas, empty if they are not known
 * @is_gone: has an area been freed since @areas were taken? NULL if none can be
 * @pause: called now and then, so that others can run. 0, or -errno to end the walk.
 *	NULL if there is nobody to wait.
 * @stats: the result
 * @area: number of the area that the walk is in; those before it are done
 * @mapped: bytes mapped in it so far
 */
struct ptwalk_counting {
	const struct ptwalk_space *space;
	const struct ptwalk_areas *areas;
	bool (*is_gone)(const struct ptwalk_area *a);
	int (*pause)(void);
	struct ptwalk_stats *stats;
	u32 area;
	u64 mapped;
};

/* area_stats.c */
void ptwalk_area_stats_area(struct ptwalk_area_stats *c, const struct ptwalk_area *a,
			    unsigned int page_shift);
void ptwalk_area_stats_batch(struct ptwalk_area_stats *c, const struct ptwalk_geometry *g,
			     const struct ptwalk_batch *b, const struct ptwalk_area *a, bool cont);
void ptwalk_area_stats_mapped(struct ptwalk_area_stats *c, const struct ptwalk_area *a,
			      unsigned int page_shift, u64 mapped);
const struct ptwalk_caller *ptwalk_area_stats_largest(const struct ptwalk_area_stats *c,
						      const struct ptwalk_caller *after);

/* stats.c */
void ptwalk_stats_start(struct ptwalk_counting *c);
int ptwalk_stats_batch(struct ptwalk_counting *c, const struct ptwalk_batch *b,
		       const struct ptwalk_owner *o);
int ptwalk_stats_end(struct ptwalk_counting *c);
struct ptwalk_totals ptwalk_stats_region(const struct ptwalk_stats *stats,
					 const struct ptwalk_layout *l, const char *name,
					 u64 *bytes);

#endif /* PTWALK_STATS_H */
