/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's own root table: where it is, and whether two sources agree about it.
 */
#ifndef PTWALK_ROOT_H
#define PTWALK_ROOT_H

#include "ptwalk.h"

u64 ptwalk_root_symbol(void);
void ptwalk_root_by_note(const struct ptwalk_space *space, char *who, size_t size);
void ptwalk_root_by_register(const struct ptwalk_space *space, u64 running, const char *name,
			     char *who, size_t size);

#endif /* PTWALK_ROOT_H */
