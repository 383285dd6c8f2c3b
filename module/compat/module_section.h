/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a part of a module's memory holds. Since 6.4 (commit ac3b43283923) each kind is an
 * allocation of its own. Before, there were two, and only that for initialization can be
 * told from the other, which holds everything else.
 */
#ifndef PTWALK_MODULE_SECTION_H
#define PTWALK_MODULE_SECTION_H

#include <linux/module.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
static inline const char *ptwalk_module_section(const struct module *mod, unsigned long va)
{
	static const char *const names[MOD_MEM_NUM_TYPES] = {
		[MOD_TEXT] = "text",
		[MOD_DATA] = "data",
		[MOD_RODATA] = "rodata",
		[MOD_RO_AFTER_INIT] = "ro_after_init",
		[MOD_INIT_TEXT] = "init",
		[MOD_INIT_DATA] = "init",
		[MOD_INIT_RODATA] = "init",
	};
	int i;

	for (i = 0; i < MOD_MEM_NUM_TYPES; i++)
		if (va - (unsigned long)mod->mem[i].base < mod->mem[i].size)
			return names[i];
	return NULL;
}
#else
static inline const char *ptwalk_module_section(const struct module *mod, unsigned long va)
{
	return va - (unsigned long)mod->init_layout.base < mod->init_layout.size ? "init" : NULL;
}
#endif

#endif /* PTWALK_MODULE_SECTION_H */
