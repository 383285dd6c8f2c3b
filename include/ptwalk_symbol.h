/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The entry of a function, from sprint_symbol()'s text for an address in it.
 */
#ifndef PTWALK_SYMBOL_H
#define PTWALK_SYMBOL_H

#include "ptwalk_port.h"

/* symbol.c */
u64 ptwalk_symbol_entry(const char *said, const char *name, u64 address);

#endif /* PTWALK_SYMBOL_H */
