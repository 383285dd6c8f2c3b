/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages of memory, as the kernel's memory map describes them.
 */
#ifndef PTWALK_PAGE_H
#define PTWALK_PAGE_H

#include "slab.h"

/**
 * struct ptwalk_page - what a page is used for
 * @state: a word; "none" where no memory is online
 * @order: log2 of the pages that were allocated, or are free, as one; -1 if it is not
 *	known
 * @slab: name of its slab cache; empty if it is in none, or that is not known
 */
struct ptwalk_page {
	const char *state;
	int order;
	char slab[PTWALK_SLAB_NAME];
};

void ptwalk_page_init(void);
void ptwalk_page_find(struct ptwalk_page *p, const struct ptwalk_space *space, u64 pa);
const char *ptwalk_page_unmapped_why(const struct ptwalk_space *space, u64 pa);

#endif /* PTWALK_PAGE_H */
