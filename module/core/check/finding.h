/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings: how all rules report, and what the rules share.
 */
#ifndef PTWALK_FINDING_H
#define PTWALK_FINDING_H

#include "ptwalk_check.h"

/* finding.c */
void ptwalk_suspect(struct ptwalk_check *ck, enum ptwalk_rule rule, const struct ptwalk_owner *o,
		    u64 start, u64 last, u64 expected, u64 actual);
void ptwalk_suspect_batch(struct ptwalk_check *ck, enum ptwalk_rule rule,
			  const struct ptwalk_batch *b, const struct ptwalk_owner *o, u64 actual);
void ptwalk_flush(struct ptwalk_check *ck, enum ptwalk_rule rule);
const struct ptwalk_prot *ptwalk_check_prot(struct ptwalk_check *ck, const struct ptwalk_batch *b);

/**
 * struct ptwalk_sweep_ops - ranges that must be mapped, in the order of addresses
 * @range: the range of number @i. False if it is empty.
 * @miss: called for a part of the range of number @i that is not mapped
 */
struct ptwalk_sweep_ops {
	bool (*range)(const struct ptwalk_check *ck, u32 i, u64 *start, u64 *last);
	void (*miss)(struct ptwalk_check *ck, u32 i, u64 start, u64 last);
};

/* sweep.c */
void ptwalk_sweep_start(struct ptwalk_sweep *sw, u32 next, u64 start);
void ptwalk_sweep_cover(struct ptwalk_check *ck, struct ptwalk_sweep *sw,
			const struct ptwalk_sweep_ops *ops, u32 n, u64 start, u64 last);
void ptwalk_sweep_end(struct ptwalk_check *ck, struct ptwalk_sweep *sw,
		      const struct ptwalk_sweep_ops *ops, u32 n, u64 last);

#endif /* PTWALK_FINDING_H */
