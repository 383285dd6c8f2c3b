/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_MMU_H
#define PTWALK_MMU_H

#include "ptwalk_port.h"

int ptwalk_mmu_translate(u64 va, u64 *pa);
const char *ptwalk_mmu_off(void);

#endif /* PTWALK_MMU_H */
