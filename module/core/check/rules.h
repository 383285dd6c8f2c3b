/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The families of rules, one file each, for check.c.
 */
#ifndef PTWALK_RULE_FAMILIES_H
#define PTWALK_RULE_FAMILIES_H

#include "ptwalk_check.h"

/* area.c: what the vmap areas say must be mapped, and how */
void ptwalk_area_rules_start(struct ptwalk_check *ck, u64 start);
void ptwalk_area_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			    const struct ptwalk_owner *o);
void ptwalk_area_rules_cover(struct ptwalk_check *ck, const struct ptwalk_batch *b);
void ptwalk_area_rules_end(struct ptwalk_check *ck, u64 last);

/* leaf.c: single leaves, and the MMU */
void ptwalk_leaf_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			    const struct ptwalk_owner *o);

/* contiguous.c: contiguous groups */
void ptwalk_contiguous_rules_start(struct ptwalk_check *ck, u64 start);
void ptwalk_contiguous_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
				  const struct ptwalk_owner *o);
void ptwalk_contiguous_rules_end(struct ptwalk_check *ck);

/* linear.c: the linear map */
void ptwalk_linear_rules_start(struct ptwalk_check *ck, u64 start);
void ptwalk_linear_rules_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			       const struct ptwalk_owner *o);
void ptwalk_linear_rules_end(struct ptwalk_check *ck, u64 last);

/* alias.c: pages with more than one address */
void ptwalk_alias_rules_start(struct ptwalk_check *ck);
void ptwalk_alias_rules_linear(struct ptwalk_check *ck, const struct ptwalk_batch *b);
void ptwalk_alias_rules_linear_known(struct ptwalk_check *ck);
void ptwalk_alias_rules_batch(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			      const struct ptwalk_owner *o);

#endif /* PTWALK_RULE_FAMILIES_H */
