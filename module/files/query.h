/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_FILES_QUERY_H
#define PTWALK_FILES_QUERY_H

#include "../iter.h"
#include "ptwalk_query.h"

int ptwalk_query_set(struct ptwalk_iter *it, char *text);

#endif /* PTWALK_FILES_QUERY_H */
