// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory, as the kernel sees it: System RAM is what the resource tree behind
 * /proc/iomem calls so, the rest is the memory map's. The tree's lock is not for
 * modules, and memory can be plugged at any time: so every node is read by an
 * accessor that can fail, and not too many of them.
 */
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "compat/locks.h"
#include "compat/memmap.h"
#include "peek.h"
#include "ram.h"

/* More nodes than any tree has. */
#define BUDGET 65536

/* Deeper than any tree is. */
#define DEPTH 16

/* A tree that changes all the time is given up. */
#define TRIES 8

/*
 * Only System RAM that is busy is memory. What has the type alone is a frame that a
 * driver (virtio_mem, kmem) keeps its memory in: that lies among its children.
 */
static bool is_memory(const struct resource *r)
{
	const unsigned long all = IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY;

	return (r->flags & all) == all;
}

/* Memory without a mapping, as reserved by firmware or with "no-map". */
static bool is_reserved(const struct resource *r)
{
	char name[] = "reserved";

	return (r->flags & IORESOURCE_TYPE_BITS) == IORESOURCE_MEM &&
	       !copy_from_kernel_nofault(name, r->name, sizeof(name)) &&
	       !memcmp(name, "reserved", sizeof(name));
}

/*
 * Memory and what is reserved in it may share a page. The tree leaves it to the
 * latter, and the kernel maps it with the former (map_mem() in arch/arm64/mm/mmu.c).
 */
static void put_edge(struct ptwalk_ram *ram, const struct resource *a, const struct resource *b)
{
	u64 border = b->start;

	if (a->end + 1 != border)
		return;
	if (is_memory(a) && is_reserved(b) && ptwalk_memmap_may_map(border))
		ptwalk_ram_put(ram, border, border + PAGE_SIZE, PTWALK_RAM_EDGE);
	if (is_reserved(a) && is_memory(b) && ptwalk_memmap_may_map(border - 1))
		ptwalk_ram_put(ram, border - PAGE_SIZE, border, PTWALK_RAM_EDGE);
}

/*
 * The outermost nodes that are memory, in order; and the last address that any has. Not
 * by ptwalk_peek(), which takes the locks that are held here: what is unplugged is
 * taken out under them.
 */
static int take_tree(struct ptwalk_ram *ram, u64 *last)
{
	const struct resource *way[DEPTH], *at = iomem_resource.child;
	struct resource r, before = {};
	unsigned int depth = 0;
	int budget = BUDGET;
	u64 end = 0;

	while (at) {
		if (!budget-- || copy_from_kernel_nofault(&r, at, sizeof(r)))
			return -EAGAIN;
		*last = max(*last, (u64)r.end);
		put_edge(ram, &before, &r);
		before = r;
		if (is_memory(&r)) {
			if (r.start < end || r.end < r.start)
				return -EAGAIN;
			end = r.end + 1;
			ptwalk_ram_put(ram, r.start, end, PTWALK_RAM_ONLINE);
		} else if (r.child && depth < DEPTH) {
			way[depth++] = r.sibling;
			at = r.child;
			continue;
		}
		for (at = r.sibling; !at && depth; )
			at = way[--depth];
	}
	return 0;
}

static int take(struct ptwalk_ram *ram)
{
	u64 last = 0;
	int err;

	ram->n = 0;
	ram->more = false;
	ptwalk_locks_take();
	err = take_tree(ram, &last);
	if (!err)
		ptwalk_memmap_put(ram, last);
	ptwalk_locks_release();
	return err;
}

/**
 * ptwalk_ram_take - the ranges of now
 * @ram: filled
 *
 * Context: may sleep.
 * Return: 0, or -EAGAIN if the tree kept changing under it.
 */
int ptwalk_ram_take(struct ptwalk_ram *ram)
{
	int tries, err = -EAGAIN;

	for (tries = 0; tries < TRIES && err; tries++)
		err = take(ram);
	return err;
}

/**
 * ptwalk_ram_why - why there is no RAM at an address
 * @space: the running kernel's address space
 * @pa: the address
 * @why: filled with one word: the name of the resource that is there, its blanks
 *	turned into "-"; "not-present" if there is none
 * @size: of @why
 */
void ptwalk_ram_why(const struct ptwalk_space *space, u64 pa, char *why, size_t size)
{
	const struct resource *at;
	struct resource r;
	int budget = BUDGET;

	strscpy(why, "not-present", size);
	for (at = iomem_resource.child; at && budget--; at = r.sibling) {
		if (ptwalk_peek(space, &r, at, sizeof(r)))
			return;
		if (pa < r.start || pa > r.end)
			continue;
		if (ptwalk_peek(space, why, r.name, size - 1))
			return;
		why[size - 1] = '\0';
		strreplace(why, ' ', '-');
		return;
	}
}
