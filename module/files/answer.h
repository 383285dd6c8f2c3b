/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answer about one address.
 */
#ifndef PTWALK_ANSWER_H
#define PTWALK_ANSWER_H

#include "ptwalk_vtop.h"
#include "story.h"

/**
 * struct ptwalk_answer - the facts about one address
 * @vtop: the address, and the path to it
 * @owner: its owner
 * @area: what @owner points to
 * @mmu: what ptwalk_arch_translate() returned, or -EAGAIN if it was not asked
 * @mmu_pa: the physical address that it found, if @mmu is 0
 * @story: what is around it
 */
struct ptwalk_answer {
	struct ptwalk_vtop vtop;
	struct ptwalk_owner owner;
	struct ptwalk_area area;
	int mmu;
	u64 mmu_pa;
	struct ptwalk_story story;
};

int ptwalk_answer_find(struct ptwalk_answer *a, const struct ptwalk_space *space, u64 va);
void ptwalk_answer_put(struct ptwalk_text *out, const struct ptwalk_answer *a);

#endif /* PTWALK_ANSWER_H */
