/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RAM, as the resource tree has it: what the linear map is there for.
 */
#ifndef PTWALK_RAM_H
#define PTWALK_RAM_H

#include "ptwalk_kernel.h"

/** PTWALK_RAM_RANGES - most ranges that are told apart */
#define PTWALK_RAM_RANGES	128

/**
 * struct ptwalk_ram - ranges of System RAM
 * @n: how many
 * @more: there were more than there is room for: nothing can be said of the rest
 * @offset: what turns an address of the linear map into a physical one, added
 *	modulo 2^64
 * @range: sorted by physical address, end excluded
 */
struct ptwalk_ram {
	u32 n;
	bool more;
	u64 offset;
	struct {
		u64 start;
		u64 end;
	} range[PTWALK_RAM_RANGES];
};

/* ram.c: live */
int ptwalk_ram_take(struct ptwalk_ram *ram);
void ptwalk_ram_why(u64 pa, char *why, size_t size);

#endif /* PTWALK_RAM_H */
