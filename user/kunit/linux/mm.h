/* SPDX-License-Identifier: GPL-2.0-only */
/* Pages. */
#ifndef PTWALK_USER_LINUX_MM_H
#define PTWALK_USER_LINUX_MM_H

#include <linux/slab.h>

#define PAGE_SIZE	4096ul
#define BITS_PER_BYTE	8

static inline unsigned long get_zeroed_page(gfp_t gfp)
{
	return (unsigned long)kmalloc(PAGE_SIZE, gfp | __GFP_ZERO);
}

static inline void free_page(unsigned long page)
{
	kfree((void *)page);
}

#endif /* PTWALK_USER_LINUX_MM_H */
