// SPDX-License-Identifier: GPL-2.0-only
/*
 * The vmcoreinfo note: information for dump tools, in lines of text after an ELF note
 * header. CONFIG_CRASH_CORE up to 6.8, CONFIG_VMCORE_INFO
 * from 6.9 on. Its header moved with that, so the one function is declared here.
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "vmcoreinfo.h"

#if IS_ENABLED(CONFIG_CRASH_CORE) || IS_ENABLED(CONFIG_VMCORE_INFO)
phys_addr_t paddr_vmcoreinfo_note(void);
#else
static phys_addr_t paddr_vmcoreinfo_note(void)
{
	return 0;
}
#endif

/**
 * ptwalk_vmcoreinfo_hex - a hexadecimal value from the note
 * @key: text before the value, '=' included, as "SYMBOL(swapper_pg_dir)="
 * @value: filled
 *
 * Return: 0; -ENOENT if there is no note or no such line; -EINVAL if the line
 * holds no number.
 */
int ptwalk_vmcoreinfo_hex(const char *key, u64 *value)
{
	phys_addr_t note = paddr_vmcoreinfo_note();
	const char *text, *at;
	char number[20];

	if (!note)
		return -ENOENT;
	/* The text is at most a page long and starts behind three words and a name. */
	text = phys_to_virt(note);
	text += ALIGN(3 * sizeof(u32) + sizeof("VMCOREINFO"), 4);
	at = strnstr(text, key, PAGE_SIZE);
	if (!at)
		return -ENOENT;
	strscpy(number, at + strlen(key), sizeof(number));
	number[strspn(number, "0123456789abcdefx")] = '\0';
	return kstrtou64(number, 16, value);
}
