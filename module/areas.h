/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The running kernel's vmap areas.
 */
#ifndef PTWALK_LIVE_AREAS_H
#define PTWALK_LIVE_AREAS_H

#include "ptwalk_areas.h"

int ptwalk_areas_init(const struct ptwalk_layout *layout);
const char *ptwalk_areas_source(void);
const char *ptwalk_areas_layout(void);
const char *ptwalk_areas_missing(void);
bool ptwalk_areas_known(void);
bool ptwalk_areas_module(u64 va, char *name);
const char *ptwalk_areas_section(u64 va);
int ptwalk_areas_take(struct ptwalk_areas *as);
void ptwalk_areas_drop(struct ptwalk_areas *as);
bool ptwalk_areas_find(u64 va, struct ptwalk_area *found);
void ptwalk_areas_around(u64 va, struct ptwalk_area *before, struct ptwalk_area *after);
bool ptwalk_areas_is_gone(const struct ptwalk_area *a);

#endif /* PTWALK_LIVE_AREAS_H */
