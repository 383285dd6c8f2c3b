// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the registers, read from the CPU.
 */
#include <linux/kernel.h>

#include <asm/sysreg.h>

#include "core/arm64/arm64.h"
#include "ptwalk_arch.h"
#include "root.h"

/*
 * By encoding, as older assemblers and headers don't know the names:
 * ID_AA64MMFR3_EL1, TCR2_EL1, PIRE0_EL1, PIR_EL1.
 */
#define MMFR3		sys_reg(3, 0, 0, 7, 3)
#define TCR2		sys_reg(3, 0, 2, 0, 3)
#define PIRE0		sys_reg(3, 0, 10, 2, 2)
#define PIR		sys_reg(3, 0, 10, 2, 3)

#define MMFR3_TCRX	GENMASK_ULL(3, 0)
#define MMFR3_S1PIE	GENMASK_ULL(11, 8)

const struct ptwalk_format_ops *const ptwalk_arch_format = &ptwalk_arm64_ops;

const void *ptwalk_arch_read_regs(void)
{
	static struct ptwalk_arm64_regs regs;
	/* ID registers that a CPU does not have read as zero. */
	u64 mmfr3 = read_sysreg_s(MMFR3);

	regs = (struct ptwalk_arm64_regs) {
		.ttbr1 = read_sysreg(ttbr1_el1),
		.tcr = read_sysreg(tcr_el1),
		.mair = read_sysreg(mair_el1),
		.sctlr = read_sysreg(sctlr_el1),
	};
	if (mmfr3 & MMFR3_TCRX)
		regs.tcr2 = read_sysreg_s(TCR2);
	if (mmfr3 & MMFR3_S1PIE) {
		regs.pir = read_sysreg_s(PIR);
		regs.pire0 = read_sysreg_s(PIRE0);
	}
	return &regs;
}

/* TTBR1_EL1 is the kernel's own at any time. */
void ptwalk_arch_confirm_root(const struct ptwalk_space *space, char *who, size_t size)
{
	ptwalk_root_by_note(space, who, size);
}
