/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Scans over the entries of a window, as arrays of numbers.
 */
#ifndef PTWALK_SCAN_H
#define PTWALK_SCAN_H

#include "ptwalk_port.h"

/**
 * struct ptwalk_scan - leaves that are alike, and their extents
 * @count: leaves
 * @extents: how many extents
 * @head: leaves in the first
 * @tail: leaves in the last
 * @longest: leaves in the longest
 */
struct ptwalk_scan {
	u32 count;
	u64 extents;
	u64 head;
	u64 tail;
	u64 longest;
};

u32 ptwalk_scan_zeros(const u64 *e, u32 n);
u32 ptwalk_scan_equal(const u64 *e, u32 n, u64 mask);
void ptwalk_scan_leaves(const u64 *e, u32 n, u64 mask, u64 step, u64 hw, bool split,
			struct ptwalk_scan *s);

#endif /* PTWALK_SCAN_H */
