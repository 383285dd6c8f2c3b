// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: words copied from memory that may not be there, by the kernel's accessor. It
 * reads aligned words, each by one access.
 */
#include <linux/errno.h>
#include <linux/uaccess.h>

#include "ptwalk_arch.h"

int ptwalk_arch_copy(u64 *to, const u64 *from, u32 n)
{
	return copy_from_kernel_nofault(to, from, n * sizeof(*to)) ? -EFAULT : 0;
}
