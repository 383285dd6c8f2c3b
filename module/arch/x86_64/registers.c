// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: the registers, read from the CPU, and the kernel's root.
 */
#include <linux/bits.h>
#include <linux/kernel.h>

#include <asm/cpufeature.h>
#include <asm/msr-index.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/special_insns.h>

#include "core/x86_64/x86_64.h"
#include "ptwalk_arch.h"
#include "root.h"

const struct ptwalk_format_ops *const ptwalk_arch_format = &ptwalk_x86_64_ops;

static u64 running_root;

/* Not by the kernel's rdmsr macros, whose names change. */
static u64 read_register(u32 number)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a" (low), "=d" (high) : "c" (number));
	return (u64)high << 32 | low;
}

/* 0 if it is not known, or if the hypervisor's tables are not those of the hardware. */
static u64 find_root(void)
{
	u64 va = boot_cpu_has(X86_FEATURE_XENPV) ? 0 : ptwalk_root_symbol();

	return va ? __pa(va) : 0;
}

/* Memory encryption takes the lowest bit that is not address any more (SME, SEV, TDX). */
static u64 encryption_bit(void)
{
	u64 taken = ~(u64)__PHYSICAL_MASK & GENMASK_ULL(51, 0);

	return taken & -taken;
}

const void *ptwalk_arch_read_regs(void)
{
	static struct ptwalk_x86_64_regs regs;
	u64 c_bit = encryption_bit();

	regs = (struct ptwalk_x86_64_regs) {
		.root = find_root(),
		.cr0 = native_read_cr0(),
		.cr3 = __native_read_cr3(),
		.cr4 = native_read_cr4(),
		.efer = read_register(MSR_EFER),
		.pat = read_register(MSR_IA32_CR_PAT),
		.pa_bits = boot_cpu_data.x86_phys_bits,
		.c_bit = c_bit,
		.gbpages = boot_cpu_has(X86_FEATURE_GBPAGES),
	};
	running_root = regs.cr3 & GENMASK_ULL(51, 12) & ~c_bit;
	return &regs;
}

/* CR3 has the root of the process that loads the module: its upper half is the kernel's. */
void ptwalk_arch_confirm_root(const struct ptwalk_space *space, char *who, size_t size)
{
	ptwalk_root_by_register(space, running_root, "CR3", who, size);
}
