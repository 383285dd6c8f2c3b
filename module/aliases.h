/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who else maps the odd pages of the linear map.
 */
#ifndef PTWALK_ALIASES_H
#define PTWALK_ALIASES_H

#include <linux/xarray.h>

#include "iter.h"
#include "pageset.h"

/** PTWALK_ALIASES - most owners that are kept for a block */
#define PTWALK_ALIASES	4

/**
 * struct ptwalk_alias_owners - who maps odd pages of one block
 * @n: how many are kept
 * @more: there are others
 * @owner: those with the lowest addresses; valid as long as the iterator's areas
 */
struct ptwalk_alias_owners {
	u32 n;
	bool more;
	struct ptwalk_owner owner[PTWALK_ALIASES];
};

/**
 * struct ptwalk_aliases - who maps odd pages of the linear map
 * @odd: these pages
 * @shift: log2 of the bytes of a block
 * @blocks: struct ptwalk_alias_owners by physical address >> @shift
 */
struct ptwalk_aliases {
	struct ptwalk_pageset *odd;
	unsigned int shift;
	struct xarray blocks;
};

int ptwalk_aliases_find(struct ptwalk_aliases *as, struct ptwalk_iter *it);
const struct ptwalk_alias_owners *ptwalk_aliases_at(struct ptwalk_aliases *as, u64 pa);
void ptwalk_aliases_drop(struct ptwalk_aliases *as);

#endif /* PTWALK_ALIASES_H */
