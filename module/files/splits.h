/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_FILES_SPLITS_H
#define PTWALK_FILES_SPLITS_H

#include "../iter.h"
#include "ptwalk_splits.h"

int ptwalk_splits_count(struct ptwalk_iter *it, struct ptwalk_split_totals *totals);

#endif /* PTWALK_FILES_SPLITS_H */
