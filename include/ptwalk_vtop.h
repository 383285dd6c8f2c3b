/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual to physical: one address, with the path that leads there.
 */
#ifndef PTWALK_VTOP_H
#define PTWALK_VTOP_H

#include "ptwalk_walk.h"

/**
 * struct ptwalk_vtop - one address
 * @va: the address
 * @n: entries on the path to it
 * @path: the entries, from the root down; the last one is a leaf, or the entry that
 *	the path ends at
 * @mapped: the address is mapped
 * @pa: its physical address, if it is
 */
struct ptwalk_vtop {
	u64 va;
	u32 n;
	struct ptwalk_batch path[PTWALK_LEVELS];
	bool mapped;
	u64 pa;
};

int ptwalk_vtop(const struct ptwalk_space *space, u64 va, struct ptwalk_vtop *v);

#endif /* PTWALK_VTOP_H */
