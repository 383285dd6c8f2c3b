/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A set of page frames: a bit a page, with memory only for parts that are not empty.
 */
#ifndef PTWALK_PAGESET_H
#define PTWALK_PAGESET_H

#include "ptwalk_port.h"

struct ptwalk_pageset;

/* pageset.c */
struct ptwalk_pageset *ptwalk_pageset_new(void);
void ptwalk_pageset_free(struct ptwalk_pageset *ps);
int ptwalk_pageset_add(struct ptwalk_pageset *ps, u64 pfn, u64 n);
u64 ptwalk_pageset_run(const struct ptwalk_pageset *ps, u64 pfn, u64 n, bool *has);

#endif /* PTWALK_PAGESET_H */
