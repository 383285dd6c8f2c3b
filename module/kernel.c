// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel that runs: its registers, its tables' geometry, its layout, and
 * whether anybody else agrees on where the root is.
 */
#include <linux/kernel.h>
#include <linux/printk.h>

#include "compat/vmcoreinfo.h"
#include "ptwalk_live.h"

struct ptwalk_kernel ptwalk_kernel;

/*
 * The root, as dump tools are told of it, is a virtual address. Walked from the
 * root that the registers name, it must lead back to that root: to the same
 * page, as a table with fewer entries than the page may begin further on.
 */
static int check_root(struct ptwalk_kernel *k)
{
	struct ptwalk_strip s;
	u64 va, pa;
	int err;

	err = ptwalk_vmcoreinfo_hex("SYMBOL(swapper_pg_dir)=", &va);
	if (err) {
		snprintf(k->root_agrees, sizeof(k->root_agrees), "nobody: no vmcoreinfo note");
		return 0;
	}
	err = ptwalk_session_lookup(va, &s);
	if (err == -ENOMEM)
		return err;
	if (err) {
		snprintf(k->root_agrees, sizeof(k->root_agrees),
			 "nobody: vmcoreinfo says 0x%016llx, which is not mapped", va);
		return 0;
	}
	pa = s.pa + (va - s.start);
	if ((pa ^ k->geo.root_pa) >> k->geo.page_shift)
		snprintf(k->root_agrees, sizeof(k->root_agrees),
			 "nobody: vmcoreinfo says 0x%016llx, which is at 0x%016llx", va, pa);
	else
		snprintf(k->root_agrees, sizeof(k->root_agrees), "vmcoreinfo");
	return 0;
}

static int find_layout(struct ptwalk_kernel *k)
{
	struct ptwalk_region regions[PTWALK_REGIONS / 2];
	int n;

	n = ptwalk_arch_regions(&k->geo, regions, ARRAY_SIZE(regions));
	if (n < 0)
		return n;
	return ptwalk_layout_build(&k->layout, k->geo.va_start, regions, n);
}

/**
 * ptwalk_kernel_in_image - does an address lie in the kernel image?
 * @va: the address
 *
 * Return: true if it does.
 */
bool ptwalk_kernel_in_image(u64 va)
{
	const struct ptwalk_region *r = ptwalk_layout_find(&ptwalk_kernel.layout, va);

	return r && !strncmp(r->name, "image:", strlen("image:"));
}

/**
 * ptwalk_kernel_init - find out what the files are about
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 * Return: 0; -EOPNOTSUPP or -EINVAL for tables of an unknown kind or a layout
 * that contradicts itself; -ENOMEM.
 */
int ptwalk_kernel_init(void)
{
	struct ptwalk_kernel *k = &ptwalk_kernel;
	int err;

	ptwalk_arch_read_regs(&k->regs);
	err = ptwalk_arch_geometry(&k->regs, &k->geo);
	if (err) {
		pr_err("these page tables are not supported (%d)\n", err);
		return err;
	}
	err = find_layout(k);
	if (err) {
		pr_err("the layout of the address space makes no sense (%d)\n", err);
		return err;
	}
	return check_root(k);
}
