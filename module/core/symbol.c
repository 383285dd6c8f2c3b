// SPDX-License-Identifier: GPL-2.0-only
/*
 * The entry of a function, from sprint_symbol()'s text for an address in it.
 */
#include "ptwalk_symbol.h"

/* Value of a hexadecimal digit, or -1. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/**
 * ptwalk_symbol_entry - the entry of the function around an address
 * @said: output of sprint_symbol() for the address: "name+0x4/0x120"
 * @name: the expected function
 * @address: the address
 *
 * Return: the entry, or 0 if @said names another function or can't be parsed.
 */
u64 ptwalk_symbol_entry(const char *said, const char *name, u64 address)
{
	size_t length = strlen(name);
	u64 offset = 0;
	const char *at;

	if (strncmp(said, name, length) || strncmp(said + length, "+0x", 3))
		return 0;
	at = said + length + 3;
	/* No function is so long that its offsets need more than 7 digits. */
	if (digit(*at) < 0)
		return 0;
	for (; digit(*at) >= 0; at++) {
		offset = offset << 4 | digit(*at);
		if (offset >> 28)
			return 0;
	}
	return *at == '/' && offset <= address ? address - offset : 0;
}
