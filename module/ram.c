// SPDX-License-Identifier: GPL-2.0-only
/*
 * Physical memory: System RAM from the resource tree behind /proc/iomem, the rest from
 * the memory map. Modules can't take the lock of the tree, and memory can be plugged at
 * any time, so every node is read by an accessor that can fail, and their number is
 * bounded.
 */
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "compat/align.h"
#include "compat/locks.h"
#include "compat/memmap.h"
#include "peek.h"
#include "ptwalk_arch.h"
#include "ram.h"

/* More nodes than any tree has. */
#define BUDGET 65536

/* Deeper than any tree is. */
#define DEPTH 16

/* Attempts to read a tree that changes. */
#define TRIES 8

/*
 * Only busy System RAM is memory. A node that has the type but is not busy is the
 * container of a driver (virtio_mem, kmem); its memory is among the children.
 */
static bool is_memory(const struct resource *r)
{
	const unsigned long all = IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY;

	return (r->flags & all) == all;
}

/* Memory that is not mapped: reserved by firmware or with "no-map". */
static bool is_reserved(const struct resource *r)
{
	char name[] = "reserved";

	return (r->flags & IORESOURCE_TYPE_BITS) == IORESOURCE_MEM &&
	       !copy_from_kernel_nofault(name, r->name, sizeof(name)) &&
	       !memcmp(name, "reserved", sizeof(name));
}

/*
 * Memory and a reservation may share a page. The tree assigns it to the reservation,
 * but the kernel maps it with the memory.
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

/* The kernel may map a page that is memory in part, or leave it out. */
static void put_memory(struct ptwalk_ram *ram, u64 start, u64 end)
{
	u64 first = ALIGN(start, PAGE_SIZE), last = ALIGN_DOWN(end, PAGE_SIZE);

	if (start != first)
		ptwalk_ram_put(ram, first - PAGE_SIZE, first, PTWALK_RAM_EDGE);
	ptwalk_ram_put(ram, first, last, PTWALK_RAM_ONLINE);
	if (end != last && last >= start)
		ptwalk_ram_put(ram, last, last + PAGE_SIZE, PTWALK_RAM_EDGE);
}

/*
 * Collect the outermost nodes that are memory, and the last address of any node. This
 * does not use ptwalk_peek(), which takes the locks that are held here; they keep
 * memory from being unplugged.
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
		*last = max_t(u64, *last, r.end);
		put_edge(ram, &before, &r);
		before = r;
		if (is_memory(&r)) {
			if (r.start < end || r.end < r.start)
				return -EAGAIN;
			end = r.end + 1;
			put_memory(ram, r.start, end);
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
	/* Memory that overlaps it replaces it. */
	ptwalk_arch_linear_extra(ram);
	ptwalk_locks_take();
	err = take_tree(ram, &last);
	if (!err)
		ptwalk_memmap_put(ram, last);
	ptwalk_locks_release();
	return err;
}

/**
 * ptwalk_ram_take - get the current ranges
 * @ram: filled
 *
 * Context: may sleep.
 * Return: 0, or -EAGAIN if the tree kept changing.
 */
int ptwalk_ram_take(struct ptwalk_ram *ram)
{
	int tries, err = -EAGAIN;

	for (tries = 0; tries < TRIES && err; tries++)
		err = take(ram);
	return err;
}

/**
 * ptwalk_ram_device - find what is in a range of physical addresses
 * @space: the running kernel's address space
 * @start: first address
 * @last: last address
 * @name: filled with one word: the name of the first resource there, of the innermost
 *	one if resources are nested; what is not printable is turned into "-"
 * @size: of @name
 *
 * Context: may sleep.
 * Return: false if there is none.
 */
bool ptwalk_ram_device(const struct ptwalk_space *space, u64 start, u64 last, char *name,
		       size_t size)
{
	const struct resource *at = iomem_resource.child, *next;
	const char *found = NULL;
	struct resource r;
	int budget = BUDGET;

	for (; at && budget--; at = next) {
		if (ptwalk_peek(space, &r, at, sizeof(r)))
			return false;
		next = r.sibling;
		if (last < r.start || start > r.end)
			continue;
		found = r.name;
		next = r.child;
	}
	return found && ptwalk_peek_word(space, name, found, size);
}

/**
 * ptwalk_ram_child - find a child of "System RAM" in the tree behind /proc/iomem
 * @name: its name, such as "Kernel code"
 * @start: filled with its first address
 * @last: filled with its last address
 *
 * The kernel's own children never go away, but their neighbours may.
 *
 * Return: false if there is none.
 */
bool ptwalk_ram_child(const char *name, u64 *start, u64 *last)
{
	const struct resource *top = iomem_resource.child, *at;
	struct resource r, ram;
	int budget = BUDGET;
	char seen[16];

	for (; top && budget--; top = ram.sibling) {
		if (copy_from_kernel_nofault(&ram, top, sizeof(ram)))
			return false;
		for (at = ram.child; at && budget--; at = r.sibling) {
			if (copy_from_kernel_nofault(&r, at, sizeof(r)))
				return false;
			if (copy_from_kernel_nofault(seen, r.name, sizeof(seen)) ||
			    strncmp(seen, name, sizeof(seen)))
				continue;
			*start = r.start;
			*last = r.end;
			return true;
		}
	}
	return false;
}

/**
 * ptwalk_ram_why - find out why there is no RAM at an address
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
