// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: no instruction asks the MMU where an address leads.
 */
#include <linux/errno.h>

#include "ptwalk_arch.h"

int ptwalk_arch_translate(u64 va, u64 *pa)
{
	return -EOPNOTSUPP;
}

/* Without landing pads (Zicfilp), which Linux does not use for itself. */
bool ptwalk_arch_may_call(unsigned long entry)
{
	return true;
}
