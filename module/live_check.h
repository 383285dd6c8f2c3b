/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules, applied to the running kernel.
 */
#ifndef PTWALK_LIVE_CHECK_H
#define PTWALK_LIVE_CHECK_H

#include "iter.h"
#include "pageset.h"

/**
 * struct ptwalk_live_check - a check of the running kernel
 * @ck: the check, with its hooks set
 * @odd: pages of RAM that are not writable and cached in the linear map; NULL if it is
 *	not walked first
 * @emit: called with each finding
 */
struct ptwalk_live_check {
	struct ptwalk_check ck;
	struct ptwalk_pageset *odd;
	void (*emit)(struct ptwalk_live_check *lc, const struct ptwalk_finding *f);
};

void ptwalk_live_check_init(struct ptwalk_live_check *lc, const struct ptwalk_iter *it,
			    struct ptwalk_ram *ram);
void ptwalk_live_check_ask_mmu(struct ptwalk_live_check *lc);
void ptwalk_live_check_keep_odd(struct ptwalk_live_check *lc, struct ptwalk_pageset *odd);

#endif /* PTWALK_LIVE_CHECK_H */
