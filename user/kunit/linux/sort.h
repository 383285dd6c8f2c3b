/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorting. */
#ifndef PTWALK_USER_LINUX_SORT_H
#define PTWALK_USER_LINUX_SORT_H

#include <stdlib.h>

/* No suite has a swap of its own. */
static inline void sort(void *base, size_t n, size_t size,
			int (*compare)(const void *, const void *), void *swap)
{
	if (swap)
		abort();
	qsort(base, n, size, compare);
}

#endif /* PTWALK_USER_LINUX_SORT_H */
