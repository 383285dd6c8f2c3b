// SPDX-License-Identifier: GPL-2.0-only
/*
 * RAM, as the resource tree behind /proc/iomem has it. The tree's lock is not for
 * modules, and memory can be plugged at any time: so every node is read by an
 * accessor that can fail, and not too many of them.
 */
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ptwalk_arch.h"
#include "ptwalk_ram.h"

/* More nodes than any tree has at its top. */
#define BUDGET 65536

/**
 * ptwalk_ram_take - the ranges of now
 * @ram: filled
 *
 * Return: 0, or -EAGAIN if the tree changed under it.
 */
int ptwalk_ram_take(struct ptwalk_ram *ram)
{
	const struct resource *at;
	struct resource r;
	int budget = BUDGET;

	ram->n = 0;
	ram->more = false;
	ram->offset = ptwalk_arch_linear_offset();
	for (at = iomem_resource.child; at && budget--; at = r.sibling) {
		if (copy_from_kernel_nofault(&r, at, sizeof(r)))
			return -EAGAIN;
		if ((r.flags & IORESOURCE_SYSTEM_RAM) != IORESOURCE_SYSTEM_RAM)
			continue;
		if (ram->n && r.start < ram->range[ram->n - 1].end)
			return -EAGAIN;
		if (ram->n == PTWALK_RAM_RANGES) {
			ram->more = true;
			break;
		}
		ram->range[ram->n].start = r.start;
		ram->range[ram->n++].end = r.end + 1;
	}
	return 0;
}

/**
 * ptwalk_ram_why - why there is no RAM at an address
 * @pa: the address
 * @why: filled with one word: the name of the resource that is there, its blanks
 *	turned into "-"; "not-present" if there is none
 * @size: of @why
 */
void ptwalk_ram_why(u64 pa, char *why, size_t size)
{
	const struct resource *at;
	struct resource r;
	int budget = BUDGET;

	strscpy(why, "not-present", size);
	for (at = iomem_resource.child; at && budget--; at = r.sibling) {
		if (copy_from_kernel_nofault(&r, at, sizeof(r)))
			return;
		if (pa < r.start || pa > r.end)
			continue;
		if (copy_from_kernel_nofault(why, r.name, size - 1))
			return;
		why[size - 1] = '\0';
		strreplace(why, ' ', '-');
		return;
	}
}
