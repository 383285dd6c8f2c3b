/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_VMCOREINFO_H
#define PTWALK_VMCOREINFO_H

#include <linux/types.h>

int ptwalk_vmcoreinfo_hex(const char *key, u64 *value);

#endif /* PTWALK_VMCOREINFO_H */
