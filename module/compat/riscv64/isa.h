/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who sets the bits A and D: known since 6.13 (commit 94a7734d0967). Before, kernels did
 * not ask, and this says that nobody is known to.
 */
#ifndef PTWALK_RISCV_ISA_H
#define PTWALK_RISCV_ISA_H

#include <asm/cpufeature.h>

#ifdef RISCV_ISA_EXT_SVADE
static inline bool ptwalk_has_svade(void)
{
	return riscv_isa_extension_available(NULL, SVADE);
}

static inline bool ptwalk_has_svadu(void)
{
	return riscv_isa_extension_available(NULL, SVADU);
}
#else
static inline bool ptwalk_has_svade(void)
{
	return false;
}

static inline bool ptwalk_has_svadu(void)
{
	return false;
}
#endif

#endif /* PTWALK_RISCV_ISA_H */
