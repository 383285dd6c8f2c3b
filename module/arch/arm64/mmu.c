// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the MMU itself asked, by AT S1E1R: what would a read of the kernel's
 * at this address give? (D8.16, address translation instructions)
 */
#include <linux/errno.h>
#include <linux/irqflags.h>

#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "ptwalk_arch.h"

#define PAR_F	BIT_ULL(0)
#define PAR_PA	GENMASK_ULL(51, 12)

int ptwalk_arch_probe(u64 va, u64 *pa)
{
	unsigned long flags;
	u64 par;

	/* An interrupt may translate something itself, and PAR_EL1 is one register. */
	local_irq_save(flags);
	asm volatile("at s1e1r, %0" : : "r" (va));
	isb();
	par = read_sysreg_par();
	local_irq_restore(flags);

	if (par & PAR_F)
		return -EFAULT;
	*pa = (par & PAR_PA) | (va & 0xfff);
	return 0;
}
