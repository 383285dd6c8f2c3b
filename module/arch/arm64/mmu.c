// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: questions to the MMU, by AT S1E1R: where would the kernel read from at this
 * address? (D8.16, address translation instructions)
 */
#include <linux/errno.h>

#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "ask.h"
#include "ptwalk_arch.h"

#define PAR_F	BIT_ULL(0)
#define PAR_PA	GENMASK_ULL(51, 12)

/*
 * Mask debug exceptions, SErrors, and interrupts including those that are NMIs to the
 * kernel. It lasts for a few instructions, so lockdep and tracers need not know.
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

	/* An interrupt handler could use AT too, and overwrite PAR_EL1. */
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

/* Global functions begin with a landing pad (BTI). */
bool ptwalk_arch_may_call(unsigned long entry)
{
	return true;
}
