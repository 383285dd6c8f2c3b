/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Uniform tables that many neighbouring entries share.
 */
#ifndef PTWALK_REPEATED_H
#define PTWALK_REPEATED_H

#include "path.h"

u32 ptwalk_repeated_leaves(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *e, u32 n);
u32 ptwalk_repeated_tables(struct ptwalk_walk *w, const u64 *e, u32 n, u64 pa);
u32 ptwalk_repeated_used(struct ptwalk_walk *w, unsigned int level, u64 pa);

#endif /* PTWALK_REPEATED_H */
