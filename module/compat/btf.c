// SPDX-License-Identifier: GPL-2.0-only
/*
 * The description of the running kernel's types (CONFIG_DEBUG_INFO_BTF): what
 * /sys/kernel/btf/vmlinux shows. It is a section of the kernel image, whose bounds are
 * symbols; the kernel's own reader of it is not exported.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

#include "btf.h"
#include "ksym.h"

static int read_image(void *priv, u64 offset, void *to, u32 n)
{
	cond_resched();
	return copy_from_kernel_nofault(to, (const char *)priv + offset, n) ? -EFAULT : 0;
}

/**
 * ptwalk_kernel_btf - find the description of the kernel's types
 * @layout: of the kernel's address space
 * @btf: filled, and opened
 *
 * Context: may sleep; after ptwalk_ksym_init().
 * Return: 0; -ENOENT if this kernel has none, or not where it can be found; or an error of
 * ptwalk_btf_open().
 */
int ptwalk_kernel_btf(const struct ptwalk_layout *layout, struct ptwalk_btf *btf)
{
	unsigned long start = ptwalk_ksym("__start_BTF"), stop = ptwalk_ksym("__stop_BTF");

	if (!start || stop <= start || !ptwalk_layout_in_image(layout, start) ||
	    !ptwalk_layout_in_image(layout, stop - 1))
		return -ENOENT;
	btf->read = read_image;
	btf->priv = (void *)start;
	btf->bytes = stop - start;
	return ptwalk_btf_open(btf);
}
