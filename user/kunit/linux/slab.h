/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory. */
#ifndef PTWALK_USER_LINUX_SLAB_H
#define PTWALK_USER_LINUX_SLAB_H

#include <stdlib.h>

#include <linux/types.h>

#define GFP_KERNEL	0u
#define __GFP_ZERO	1u

static inline void *kmalloc(size_t size, gfp_t gfp)
{
	return gfp & __GFP_ZERO ? calloc(1, size) : malloc(size);
}

static inline void kfree(const void *ptr)
{
	free((void *)ptr);
}

#endif /* PTWALK_USER_LINUX_SLAB_H */
