// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses of kernel symbols that modules are not given.
 *
 * kallsyms_lookup_name() has not been exported since 5.7. A kprobe knows where
 * it is. Without KALLSYMS_ALL it finds symbols of the text sections only.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>

#include "ksym.h"

static unsigned long (*lookup)(const char *name);

/**
 * ptwalk_ksym_init - find the lookup function
 *
 * Context: may sleep; once, at load.
 * Return: 0, or -ENOENT if this kernel does not tell; then ptwalk_ksym()
 * finds nothing.
 */
int ptwalk_ksym_init(void)
{
	struct kprobe kp = { .symbol_name = "kallsyms_lookup_name" };

	if (register_kprobe(&kp))
		return -ENOENT;
	lookup = (void *)kp.addr;
	unregister_kprobe(&kp);
	/* A probe may be moved off the entry of its function: then don't call it. */
	if (lookup("kallsyms_lookup_name") != (unsigned long)lookup)
		lookup = NULL;
	return lookup ? 0 : -ENOENT;
}

/**
 * ptwalk_ksym - address of a symbol
 * @name: its name
 *
 * Return: the address, or 0.
 */
unsigned long ptwalk_ksym(const char *name)
{
	return lookup ? lookup(name) : 0;
}
