/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is around an address, and what it belongs to beside its owner.
 */
#ifndef PTWALK_STORY_H
#define PTWALK_STORY_H

#include "../page.h"
#include "area_facts.h"

/**
 * struct ptwalk_story - what is around an address
 * @va: the address
 * @mapped: it is mapped
 * @page: of a mapped address: its page; @state is NULL otherwise
 * @owner: its owner
 * @named: it may have a symbol
 * @facts: of its area: what else is known; the thread also of an address just below
 *	a stack
 * @before: of an address in no area, the last area before it; @end is 0 for none
 * @after: likewise, the first after it
 */
struct ptwalk_story {
	u64 va;
	bool mapped;
	struct ptwalk_page page;
	const struct ptwalk_owner *owner;
	bool named;
	struct ptwalk_area_facts facts;
	struct ptwalk_area before;
	struct ptwalk_area after;
};

int ptwalk_story_find(struct ptwalk_story *s, const struct ptwalk_space *space);
void ptwalk_story_put(struct ptwalk_text *out, const struct ptwalk_story *s);

#endif /* PTWALK_STORY_H */
