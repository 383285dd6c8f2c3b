// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of code addresses. A look-up takes as long as a hundred rows, and few callers
 * make most areas, so the last names are cached.
 */
#include <linux/hash.h>
#include <linux/string.h>

#include "areas.h"
#include "names.h"

/**
 * ptwalk_names_forget - empty the cache
 * @names: the names
 *
 * Another module may have been loaded at the same addresses.
 */
void ptwalk_names_forget(struct ptwalk_names *names)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names->known); i++)
		names->known[i].address = 0;
}

/**
 * ptwalk_names_symbol - the symbol that an address belongs to
 * @priv: struct ptwalk_names
 * @address: of the code
 *
 * Return: its name, with its module, as one word: "foo[bar]"; valid until the next call.
 */
const char *ptwalk_names_symbol(void *priv, u64 address)
{
	struct ptwalk_names *names = priv;
	struct ptwalk_name *known = &names->known[hash_64(address, PTWALK_NAMES_BITS)];
	char *blank;

	if (known->address == address)
		return known->text;
	sprint_symbol_no_offset(names->text, address);
	/* "foo [bar]" would be two columns. */
	blank = strchr(names->text, ' ');
	if (blank)
		memmove(blank, blank + 1, strlen(blank));
	known->address = strscpy(known->text, names->text, sizeof(known->text)) > 0 ? address : 0;
	return names->text;
}

/**
 * ptwalk_names_module - the module whose memory is at an address
 * @priv: struct ptwalk_names
 * @va: the address
 *
 * Return: its name, valid until the next call; NULL if there is none.
 */
const char *ptwalk_names_module(void *priv, u64 va)
{
	struct ptwalk_names *names = priv;

	return ptwalk_areas_module(va, names->module) ? names->module : NULL;
}
