// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions to the MMU, which a parameter turns off for measurements and for large
 * machines.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "mmu.h"
#include "ptwalk_arch.h"

static bool mmu = true;
module_param(mmu, bool, 0600);
MODULE_PARM_DESC(mmu, "check asks the MMU about every leaf");

/**
 * ptwalk_mmu_translate - ask the MMU about one of many addresses
 * @va: an address of the kernel's half
 * @pa: filled with where a read would go
 *
 * Context: may sleep; interrupts are off for a moment.
 * Return: as ptwalk_arch_translate().
 */
int ptwalk_mmu_translate(u64 va, u64 *pa)
{
	/* Asking about every entry of a table takes longer than reading it. */
	if (!(va >> PAGE_SHIFT & 63))
		cond_resched();
	return ptwalk_arch_translate(va, pa);
}

/**
 * ptwalk_mmu_off - why the MMU is not asked
 *
 * Return: the reason, or NULL if it is.
 */
const char *ptwalk_mmu_off(void)
{
	u64 pa;

	if (!mmu)
		return "switched off by the module's parameter mmu";
	if (ptwalk_arch_translate((unsigned long)ptwalk_mmu_off, &pa) == -EOPNOTSUPP)
		return "the MMU can't be asked on this machine";
	return NULL;
}
