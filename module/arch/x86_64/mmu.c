// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: no instruction asks the MMU where an address leads without using it.
 */
#include <linux/errno.h>
#include <linux/uaccess.h>

#include <asm/cpufeature.h>

#include "ptwalk_arch.h"

#define ENDBR64	0xfa1e0ff3U

int ptwalk_arch_translate(u64 va, u64 *pa)
{
	return -EOPNOTSUPP;
}

/*
 * With IBT, a call through a pointer must lead to an ENDBR. The kernel overwrites those of
 * functions whose address nobody takes (apply_seal_endbr() in arch/x86/kernel/alternative.c).
 */
bool ptwalk_arch_may_call(unsigned long entry)
{
	u32 first;

	if (!cpu_feature_enabled(X86_FEATURE_IBT))
		return true;
	return !copy_from_kernel_nofault(&first, (void *)entry, sizeof(first)) && first == ENDBR64;
}
