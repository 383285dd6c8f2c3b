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

/* "foo+0x10/0x98 [bar]" becomes "foo[bar]", as a blank would make two columns, and "+0x10/0x98". */
static void take_apart(struct ptwalk_names *names)
{
	char *plus = strchr(names->text, '+'), *end;

	names->offset[0] = '\0';
	if (!plus)
		return;
	end = strchrnul(plus, ' ');
	if (end - plus < sizeof(names->offset))
		strscpy(names->offset, plus, end - plus + 1);
	memmove(plus, *end ? end + 1 : end, strlen(end) + !*end);
}

/* Look a symbol up, or find it in the cache; it is there only if its name is not too long. */
static struct ptwalk_name *look_up(struct ptwalk_names *names, u64 address)
{
	struct ptwalk_name *known = &names->known[hash_64(address, PTWALK_NAMES_BITS)];

	if (known->address == address)
		return known;
	sprint_symbol(names->text, address);
	take_apart(names);
	known->address = 0;
	if (strscpy(known->text, names->text, sizeof(known->text)) < 0)
		return NULL;
	strscpy(known->offset, names->offset, sizeof(known->offset));
	known->address = address;
	return known;
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
	const struct ptwalk_name *known = look_up(names, address);

	return known ? known->text : names->text;
}

/**
 * ptwalk_names_offset - where in its symbol an address is
 * @names: the names
 * @address: the address
 *
 * Return: "+0x<offset>/0x<size>", valid until the next call; empty if it has no symbol.
 */
const char *ptwalk_names_offset(struct ptwalk_names *names, u64 address)
{
	const struct ptwalk_name *known = look_up(names, address);

	return known ? known->offset : names->offset;
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
