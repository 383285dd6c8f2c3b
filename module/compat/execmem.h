/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_EXECMEM_H
#define PTWALK_EXECMEM_H

#include "ptwalk_holes.h"

int ptwalk_execmem_zones(struct ptwalk_zones *zs, u64 inside);

#endif /* PTWALK_EXECMEM_H */
