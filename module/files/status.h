/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_STATUS_H
#define PTWALK_STATUS_H

#include "ptwalk.h"

/** PTWALK_LIMITS - most things that may not be seen */
#define PTWALK_LIMITS	6

unsigned int ptwalk_status_limits(const struct ptwalk_layout *l, const char **what);

#endif /* PTWALK_STATUS_H */
