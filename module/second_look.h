/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_SECOND_LOOK_H
#define PTWALK_SECOND_LOOK_H

#include "ptwalk_check.h"

struct ptwalk_kernel;

int ptwalk_second_look(const struct ptwalk_kernel *kernel, struct ptwalk_finding *f, u32 *n,
		       u32 *unstable);

#endif /* PTWALK_SECOND_LOOK_H */
