/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the running kernel allocates areas.
 */
#ifndef PTWALK_LIVE_ZONES_H
#define PTWALK_LIVE_ZONES_H

#include "ptwalk_holes.h"

void ptwalk_zones_init(const struct ptwalk_layout *layout);
const struct ptwalk_zones *ptwalk_zones(void);
const char *ptwalk_zones_missing(void);

#endif /* PTWALK_LIVE_ZONES_H */
