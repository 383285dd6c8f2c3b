// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel that runs: its registers, the geometry of its tables, its layout, and
 * whether another source confirms the root.
 */
#include <linux/kernel.h>
#include <linux/printk.h>

#include "kernel.h"
#include "ptwalk_arch.h"
#include "ptwalk_walk.h"
#include "reader.h"

static int find_layout(struct ptwalk_kernel *k)
{
	struct ptwalk_region regions[PTWALK_REGIONS / 2];
	int n;

	n = ptwalk_arch_regions(&k->space.geo, regions, ARRAY_SIZE(regions));
	if (n < 0)
		return n;
	return ptwalk_layout_build(&k->space.layout, k->space.geo.va_start, k->space.geo.va_last,
				   regions, n);
}

static int prot_at(const struct ptwalk_kernel *k, u64 va, struct ptwalk_prot *p, u64 *pa)
{
	struct ptwalk_batch b;
	int err = ptwalk_walk_lookup(&k->space, va, &b);

	if (err)
		return err;
	k->space.geo.ops->prot(&k->space.geo, b.level, b.attrs, b.inherited, p);
	*pa = b.pa + (va - b.start);
	return 0;
}

/*
 * Does the kernel make read-only pages read-only in the linear map too? It has just
 * made this module's code read-only, so look at that.
 */
static void check_promise(struct ptwalk_kernel *k)
{
	struct ptwalk_prot p;
	u64 pa;
	int err;

	err = prot_at(k, (unsigned long)check_promise, &p, &pa);
	if (!err && p.w) {
		k->may_write_aliases = "booted without read-only modules";
		return;
	}
	if (!err)
		err = prot_at(k, pa - k->space.linear_offset, &p, &pa);
	if (err)
		k->may_write_aliases = "no module's page can be found in the linear map";
	else if (p.w)
		k->may_write_aliases = "booted without rodata=full";
}

/**
 * ptwalk_kernel_init - find out about the running kernel
 * @k: filled
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 * Return: 0; -EOPNOTSUPP or -EINVAL for tables of an unknown kind or a layout
 * that contradicts itself.
 */
int ptwalk_kernel_init(struct ptwalk_kernel *k)
{
	int err;

	k->regs = ptwalk_arch_read_regs();
	k->space.reader = &ptwalk_live_reader;
	k->space.linear_offset = ptwalk_arch_linear_offset();
	err = ptwalk_geometry_init(&k->space.geo, ptwalk_arch_format, k->regs);
	if (err) {
		pr_err("these page tables are not supported (%d)\n", err);
		return err;
	}
	err = find_layout(k);
	if (err) {
		pr_err("the layout of the address space makes no sense (%d)\n", err);
		return err;
	}
	ptwalk_arch_confirm_root(&k->space, k->root_agrees, sizeof(k->root_agrees));
	check_promise(k);
	return 0;
}
