/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The description of the running kernel's types.
 */
#ifndef PTWALK_COMPAT_BTF_H
#define PTWALK_COMPAT_BTF_H

#include "ptwalk.h"
#include "ptwalk_btf.h"

int ptwalk_kernel_btf(const struct ptwalk_layout *layout, struct ptwalk_btf *btf);

#endif /* PTWALK_COMPAT_BTF_H */
