/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel says of an address of its code. Pure.
 */
#ifndef PTWALK_SYMBOL_H
#define PTWALK_SYMBOL_H

#include "ptwalk_port.h"

/* symbol.c */
u64 ptwalk_symbol_entry(const char *said, const char *name, u64 address);

#endif /* PTWALK_SYMBOL_H */
