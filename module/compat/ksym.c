// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses of kernel symbols that are not exported.
 *
 * kallsyms_lookup_name() has not been exported since 5.7; a kprobe reveals its address.
 * Without KALLSYMS_ALL it finds symbols of the text sections only.
 */
#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>

#include "ksym.h"
#include "ptwalk_arch.h"
#include "ptwalk_symbol.h"

static unsigned long (*lookup)(const char *name);

/*
 * A kprobe may be placed after the entry of its function, past an ENDBR or a call of
 * ftrace, and a call to that address would jump into the middle. The entry comes from
 * the kernel's table of symbols, through functions that are exported.
 */
static unsigned long entry_of(const char *function, unsigned long translate)
{
	char said[KSYM_SYMBOL_LEN];
	unsigned long entry;

	sprint_symbol(said, translate);
	entry = ptwalk_symbol_entry(said, function, translate);
	if (!entry)
		return 0;
	sprint_symbol(said, entry);
	return ptwalk_symbol_entry(said, function, entry) == entry ? entry : 0;
}

/**
 * ptwalk_ksym_init - find the lookup function
 *
 * Context: may sleep; once, at load.
 * Return: 0, or -ENOENT if this kernel does not reveal it; then ptwalk_ksym() finds
 * nothing.
 */
int ptwalk_ksym_init(void)
{
	static const char name[] = "kallsyms_lookup_name";
	/* Without KPROBES_ON_FTRACE no probe goes where ftrace patches an entry, as on riscv64. */
	static const unsigned int offsets[] = { 0, 8 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(offsets) && !lookup; i++) {
		struct kprobe kp = { .symbol_name = name, .offset = offsets[i] };

		if (register_kprobe(&kp))
			continue;
		lookup = (void *)entry_of(name, (unsigned long)kp.addr);
		unregister_kprobe(&kp);
	}
	if (lookup && (!ptwalk_arch_may_call((unsigned long)lookup) ||
		       lookup(name) != (unsigned long)lookup))
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

/**
 * ptwalk_ksym_function - address of a function, to be called
 * @name: its name
 *
 * Return: the address; 0 if it is not known, or must not be called through a pointer.
 */
unsigned long ptwalk_ksym_function(const char *name)
{
	unsigned long entry = ptwalk_ksym(name);

	return entry && ptwalk_arch_may_call(entry) ? entry : 0;
}
