/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_MEMMAP_H
#define PTWALK_MEMMAP_H

#include <linux/types.h>

struct ptwalk_ram;

void ptwalk_memmap_init(void);
bool ptwalk_memmap_may_map(u64 pa);
void ptwalk_memmap_put(struct ptwalk_ram *ram, u64 last);
bool ptwalk_memmap_reserved(u64 pa);

#endif /* PTWALK_MEMMAP_H */
