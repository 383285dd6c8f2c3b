/* SPDX-License-Identifier: GPL-2.0-only */
/* Errors in pointers. */
#ifndef PTWALK_USER_LINUX_ERR_H
#define PTWALK_USER_LINUX_ERR_H

#include <errno.h>
#include <stdbool.h>

#define MAX_ERRNO	4095

static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return !ptr || (unsigned long)ptr >= (unsigned long)-MAX_ERRNO;
}

#endif /* PTWALK_USER_LINUX_ERR_H */
