/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An entry of arm64's exception table, for inline assembly: where execution continues
 * if @insn faults. From 5.17 on entries have a type (commit 2e77a62cb3a6), in
 * asm/asm-extable.h; that of kernel accesses came with 5.19 (commit
 * e4208e80a34f). Before, asm/uaccess.h has the only kind there is.
 */
#ifndef PTWALK_EXTABLE_H
#define PTWALK_EXTABLE_H

#include <linux/uaccess.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 17, 0)
#include <asm/asm-extable.h>
#endif

#ifdef _ASM_EXTABLE_KACCESS_ERR_ZERO
#define PTWALK_EXTABLE(insn, fixup) _ASM_EXTABLE_KACCESS_ERR_ZERO(insn, fixup, wzr, wzr)
#else
#define PTWALK_EXTABLE(insn, fixup) _ASM_EXTABLE(insn, fixup)
#endif

#endif /* PTWALK_EXTABLE_H */
