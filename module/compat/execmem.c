// SPDX-License-Identifier: GPL-2.0-only
/*
 * The windows that code is allocated from: modules, kprobes, BPF. From 6.10 on every
 * architecture describes them in one table (commit 12af2b83d0b1, "mm: introduce
 * execmem_alloc() and execmem_free()"). Before, each had variables of its own.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

#include "execmem.h"
#include "ksym.h"

#ifdef CONFIG_EXECMEM
#include <linux/execmem.h>

static const struct {
	const char *first, *fallback;
} names[EXECMEM_TYPE_MAX] = {
	[EXECMEM_MODULE_TEXT] = { "modules", "modules-fallback" },
	[EXECMEM_KPROBES] = { "kprobes", "kprobes-fallback" },
	[EXECMEM_FTRACE] = { "ftrace", "ftrace-fallback" },
	[EXECMEM_BPF] = { "bpf", "bpf-fallback" },
	[EXECMEM_MODULE_DATA] = { "module-data", "module-data-fallback" },
};

static bool covers(u64 start, u64 end, u64 va)
{
	return start <= va && va < end;
}

/* Does this table say that module text may be at @inside? Some module's is. */
static bool is_right(const struct execmem_info *info, u64 inside)
{
	const struct execmem_range *text = &info->ranges[EXECMEM_MODULE_TEXT];

	return PAGE_ALIGNED(text->start) && PAGE_ALIGNED(text->end) &&
	       (covers(text->start, text->end, inside) ||
		covers(text->fallback_start, text->fallback_end, inside));
}

/*
 * The symbol is a pointer to the table. An architecture may have the table itself under
 * the same name, and either may be found.
 */
static bool read_table(struct execmem_info *info, u64 inside)
{
	const void *at = (const void *)ptwalk_ksym("execmem_info");

	if (!at)
		return false;
	if (!copy_from_kernel_nofault(info, at, sizeof(*info)) && is_right(info, inside))
		return true;
	return !copy_from_kernel_nofault(&at, at, sizeof(at)) &&
	       !copy_from_kernel_nofault(info, at, sizeof(*info)) && is_right(info, inside);
}

/* The kernel has filled ranges that its architecture leaves out from the default. */
static int add_window(struct ptwalk_zones *zs, unsigned int type, const struct execmem_range *r)
{
	int err = ptwalk_zones_add(zs, names[type].first, r->start, r->end - 1);

	if (err || !r->fallback_start)
		return err;
	return ptwalk_zones_add(zs, names[type].fallback, r->fallback_start, r->fallback_end - 1);
}

int ptwalk_execmem_zones(struct ptwalk_zones *zs, u64 inside)
{
	struct execmem_info info;
	unsigned int i;
	int err = 0;

	if (!read_table(&info, inside))
		return -ENOENT;
	for (i = 0; i < EXECMEM_TYPE_MAX && !err; i++)
		err = add_window(zs, i, &info.ranges[i]);
	return err;
}
#else
/**
 * ptwalk_execmem_zones - add the windows that code is allocated from
 * @zs: the zones
 * @inside: an address in the text of a module
 *
 * Context: may sleep; after ptwalk_ksym_init().
 * Return: 0; -ENOENT if this kernel does not reveal them; an error of ptwalk_zones_add().
 */
int ptwalk_execmem_zones(struct ptwalk_zones *zs, u64 inside)
{
	return -ENOENT;
}
#endif
