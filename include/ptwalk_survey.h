/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A survey: one walk over everything, counted by region and by kind of area.
 */
#ifndef PTWALK_SURVEY_H
#define PTWALK_SURVEY_H

#include "ptwalk_areas.h"
#include "ptwalk_tally.h"

/** PTWALK_CALLERS - makers of areas that are told apart; a power of two */
#define PTWALK_CALLERS	256

/**
 * struct ptwalk_caller - all areas of one kind and one maker
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
	struct ptwalk_tally mapped;
};

/**
 * struct ptwalk_census - the areas, counted
 * @kind: by kind; lazily freed ones are not in it
 * @lazy: the lazily freed ones
 * @callers: makers, a hash table without deletion
 * @crowded: areas whose maker found no room there
 * @guard: bytes of guard pages
 * @whole: areas that have to be mapped whole, and are
 * @wanted: areas that have to be mapped whole
 */
struct ptwalk_census {
	struct ptwalk_kind_total kind[PTWALK_AREA_KINDS];
	struct ptwalk_kind_total lazy;
	struct ptwalk_caller callers[PTWALK_CALLERS];
	u64 crowded;
	u64 guard;
	u64 whole;
	u64 wanted;
};

/**
 * struct ptwalk_survey - what one walk has counted
 * @by_region: as the layout is ordered
 * @total: of all regions
 * @census: of the areas, if the file knows them
 */
struct ptwalk_survey {
	struct ptwalk_tally by_region[PTWALK_REGIONS];
	struct ptwalk_tally total;
	struct ptwalk_census census;
};

/* census.c: pure */
void ptwalk_census_area(struct ptwalk_census *c, const struct ptwalk_area *a,
			unsigned int page_shift);
void ptwalk_census_strip(struct ptwalk_census *c, const struct ptwalk_geometry *g,
			 const struct ptwalk_strip *s, const struct ptwalk_area *a, bool cont);
void ptwalk_census_mapped(struct ptwalk_census *c, const struct ptwalk_area *a,
			  unsigned int page_shift, u64 mapped);
const struct ptwalk_caller *ptwalk_census_largest(const struct ptwalk_census *c,
						  const struct ptwalk_caller *after);

#endif /* PTWALK_SURVEY_H */
