/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of code addresses, as rows show them.
 */
#ifndef PTWALK_NAMES_H
#define PTWALK_NAMES_H

#include <linux/kallsyms.h>
#include <linux/module.h>

#include "ptwalk_port.h"

/** PTWALK_NAMES_BITS - log2 of the symbols in the cache */
#define PTWALK_NAMES_BITS	4

/**
 * struct ptwalk_name - a symbol that was looked up
 * @address: of the code; 0 for none
 * @text: its name, with its module
 * @offset: "+0x<offset>/0x<size>" of the address in it; empty if it is not known
 */
struct ptwalk_name {
	u64 address;
	char text[72];
	char offset[24];
};

/**
 * struct ptwalk_names - symbols looked up since the beginning of a file
 * @known: cache, indexed by a hash of the address; very long names are not in it
 * @text: what was looked up last
 * @offset: of what was looked up last
 * @module: name of the module that was looked up last
 */
struct ptwalk_names {
	struct ptwalk_name known[1 << PTWALK_NAMES_BITS];
	char text[KSYM_SYMBOL_LEN];
	char offset[24];
	char module[MODULE_NAME_LEN];
};

void ptwalk_names_forget(struct ptwalk_names *names);
const char *ptwalk_names_symbol(void *names, u64 address);
const char *ptwalk_names_offset(struct ptwalk_names *names, u64 address);
const char *ptwalk_names_module(void *names, u64 va);

#endif /* PTWALK_NAMES_H */
