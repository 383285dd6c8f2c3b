/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_SLAB_H
#define PTWALK_SLAB_H

#include "ptwalk.h"

/** PTWALK_SLAB_NAME - room for the name of a slab cache */
#define PTWALK_SLAB_NAME	48

void ptwalk_slab_init(const struct ptwalk_space *space);
bool ptwalk_slab_name(const struct ptwalk_space *space, const void *cache, char *name);
const void *ptwalk_slab_cache(const void *head);

#endif /* PTWALK_SLAB_H */
