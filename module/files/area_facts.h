/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What else is known of an area: the keys that areas and query have in common.
 */
#ifndef PTWALK_AREA_FACTS_H
#define PTWALK_AREA_FACTS_H

#include "../iter.h"
#include "../threads.h"

/**
 * struct ptwalk_area_facts - what else is known of an area
 * @thread: whose stack it is; @pid is 0 if it is none
 * @device: what an ioremap maps, empty if it is not known
 * @section: the part of its module, NULL if it is not known
 */
struct ptwalk_area_facts {
	struct ptwalk_thread thread;
	char device[40];
	const char *section;
};

bool ptwalk_area_may_be_stack(const struct ptwalk_area *a);
void ptwalk_area_facts_find(struct ptwalk_area_facts *f, const struct ptwalk_space *space,
			    const struct ptwalk_area *a);
void ptwalk_area_facts_put(struct ptwalk_text *out, const struct ptwalk_area_facts *f,
			   const struct ptwalk_area *a);

#endif /* PTWALK_AREA_FACTS_H */
