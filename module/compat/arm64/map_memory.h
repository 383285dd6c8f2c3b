/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pfn_is_map_memory(): memory that the linear map covers. Since 5.14 (commit
 * 873ba463914c); before, arm64's pfn_valid() said that.
 */
#ifndef PTWALK_MAP_MEMORY_H
#define PTWALK_MAP_MEMORY_H

#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 14, 0)
static inline int pfn_is_map_memory(unsigned long pfn)
{
	return pfn_valid(pfn);
}
#endif

#endif /* PTWALK_MAP_MEMORY_H */
