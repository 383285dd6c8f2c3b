// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: the registers, and what the kernel knows of the hardware.
 */
#include <linux/mm.h>

#include <asm/cpufeature.h>
#include <asm/csr.h>
#include <asm/pgtable.h>

#include "compat/riscv64/isa.h"
#include "core/riscv64/riscv64.h"
#include "ptwalk_arch.h"
#include "root.h"

const struct ptwalk_format_ops *const ptwalk_arch_format = &ptwalk_riscv64_ops;

static u64 read_isa(void)
{
	u64 isa = 0;

	if (riscv_isa_extension_available(NULL, SVNAPOT))
		isa |= PTWALK_RISCV64_SVNAPOT;
	if (riscv_isa_extension_available(NULL, SVPBMT))
		isa |= PTWALK_RISCV64_SVPBMT;
	if (ptwalk_has_svade())
		isa |= PTWALK_RISCV64_SVADE;
	if (ptwalk_has_svadu())
		isa |= PTWALK_RISCV64_SVADU;
	/* What the kernel itself puts into entries: it patches this at boot. */
	if (_PAGE_MTMASK == _PAGE_MTMASK_THEAD)
		isa |= PTWALK_RISCV64_MAE;
	return isa;
}

/*
 * satp holds the root of the process that runs. The kernel's own is known by name only;
 * without it the result is no geometry.
 */
const void *ptwalk_arch_read_regs(void)
{
	static struct ptwalk_riscv64_regs regs;
	u64 va = ptwalk_root_symbol();

	regs = (struct ptwalk_riscv64_regs) {
		.root = va ? kernel_mapping_va_to_pa(va) : 0,
		.satp = csr_read(CSR_SATP),
		.isa = read_isa(),
	};
	return &regs;
}

void ptwalk_arch_confirm_root(const struct ptwalk_space *space, char *who, size_t size)
{
	u64 running = (csr_read(CSR_SATP) & SATP_PPN) << PAGE_SHIFT;

	ptwalk_root_by_register(space, running, "satp", who, size);
}
