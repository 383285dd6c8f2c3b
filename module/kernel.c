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
static void check_root(struct ptwalk_kernel *k)
{
	struct ptwalk_strip s;
	u64 va, pa;

	if (ptwalk_vmcoreinfo_hex("SYMBOL(swapper_pg_dir)=", &va)) {
		snprintf(k->root_agrees, sizeof(k->root_agrees), "nobody: no vmcoreinfo note");
		return;
	}
	if (ptwalk_session_lookup(va, &s)) {
		snprintf(k->root_agrees, sizeof(k->root_agrees),
			 "nobody: vmcoreinfo says 0x%016llx, which is not mapped", va);
		return;
	}
	pa = s.pa + (va - s.start);
	if ((pa ^ k->geo.root_pa) >> k->geo.page_shift)
		snprintf(k->root_agrees, sizeof(k->root_agrees),
			 "nobody: vmcoreinfo says 0x%016llx, which is at 0x%016llx", va, pa);
	else
		snprintf(k->root_agrees, sizeof(k->root_agrees), "vmcoreinfo");
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

static int prot_at(u64 va, struct ptwalk_prot *p, u64 *pa)
{
	struct ptwalk_strip s;
	int err = ptwalk_session_lookup(va, &s);

	if (err)
		return err;
	ptwalk_arch_prot(&ptwalk_kernel.geo, s.attrs, s.inherited, p);
	*pa = s.pa + (va - s.start);
	return 0;
}

/*
 * Is what is read-only also so through the linear map? The kernel has just made
 * this code read-only, as it does with everybody's: what it did then, it promises.
 */
static void check_promise(struct ptwalk_kernel *k)
{
	struct ptwalk_prot p;
	u64 pa;
	int err;

	err = prot_at((unsigned long)check_promise, &p, &pa);
	if (!err && p.w) {
		k->may_write_aliases = "booted without read-only modules";
		return;
	}
	if (!err)
		err = prot_at(pa - ptwalk_arch_linear_offset(), &p, &pa);
	if (err)
		k->may_write_aliases = "no module's page can be found in the linear map";
	else if (p.w)
		k->may_write_aliases = "booted without rodata=full";
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
 * that contradicts itself.
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
	check_root(k);
	check_promise(k);
	return 0;
}
