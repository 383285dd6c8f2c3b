/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmalloc_huge(): since 5.18 (commit 559089e0a93d). Before, vmalloc() itself made
 * blocks where the architecture had them, from 5.12 on; an older kernel has none.
 */
#ifndef PTWALK_VMALLOC_HUGE_H
#define PTWALK_VMALLOC_HUGE_H

#include <linux/version.h>
#include <linux/vmalloc.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 18, 0)
static inline void *vmalloc_huge(unsigned long size, gfp_t gfp)
{
	return __vmalloc(size, gfp);
}
#endif

#endif /* PTWALK_VMALLOC_HUGE_H */
