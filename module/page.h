/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages of memory, as the kernel's memory map describes them.
 */
#ifndef PTWALK_PAGE_H
#define PTWALK_PAGE_H

#include "ptwalk.h"

void ptwalk_page_init(void);
const char *ptwalk_page_state(u64 pa);
const char *ptwalk_page_unmapped_why(const struct ptwalk_space *space, u64 pa);

#endif /* PTWALK_PAGE_H */
