/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel that runs: facts that are found out once, at load.
 */
#ifndef PTWALK_KERNEL_H
#define PTWALK_KERNEL_H

#include "ptwalk.h"

/**
 * struct ptwalk_kernel - the running kernel
 * @space: its address space
 * @regs: the registers that describe it, for the fields of its format
 * @root_agrees: who confirms the root, or why nobody does; for status
 * @may_write_aliases: why read-only pages may be writable through the linear map;
 *	NULL if this kernel promises that they are not
 *
 * Written by ptwalk_kernel_init(), constant afterwards.
 */
struct ptwalk_kernel {
	struct ptwalk_space space;
	const void *regs;
	char root_agrees[96];
	const char *may_write_aliases;
};

int ptwalk_kernel_init(struct ptwalk_kernel *k);

#endif /* PTWALK_KERNEL_H */
