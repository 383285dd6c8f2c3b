/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The running kernel's RAM.
 */
#ifndef PTWALK_LIVE_RAM_H
#define PTWALK_LIVE_RAM_H

#include "ptwalk.h"
#include "ptwalk_ram.h"

int ptwalk_ram_take(struct ptwalk_ram *ram);
bool ptwalk_ram_child(const char *name, u64 *start, u64 *last);
void ptwalk_ram_why(const struct ptwalk_space *space, u64 pa, char *why, size_t size);
bool ptwalk_ram_device(const struct ptwalk_space *space, u64 start, u64 last, char *name,
		       size_t size);

#endif /* PTWALK_LIVE_RAM_H */
