// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the MMU itself asked, by AT S1E1R: what would a read of the kernel's
 * at this address give? (D8.16, address translation instructions)
 */
#include <linux/errno.h>

#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "ask.h"
#include "ptwalk_arch.h"

#define PAR_F	BIT_ULL(0)
#define PAR_PA	GENMASK_ULL(51, 12)

/*
 * Not only interrupts: debug exceptions, SErrors, and what is an interrupt to the CPU
 * but an NMI to the kernel. For some instructions only, so nobody has to be told.
 */
static unsigned long mask_all(void)
{
	unsigned long daif = read_sysreg(daif);

	asm volatile("msr daifset, #0xf" : : : "memory");
	return daif;
}

static void unmask(unsigned long daif)
{
	asm volatile("msr daif, %0" : : "r" (daif) : "memory");
}

int ptwalk_arch_translate(u64 va, u64 *pa)
{
	unsigned long daif;
	u64 par;
	int err;

	/* An interrupt may translate something itself, and PAR_EL1 is one register. */
	daif = mask_all();
	err = ptwalk_arm64_at(va);
	par = read_sysreg_par();
	unmask(daif);

	if (err)
		return err;
	if (par & PAR_F)
		return -EFAULT;
	*pa = (par & PAR_PA) | (va & 0xfff);
	return 0;
}
