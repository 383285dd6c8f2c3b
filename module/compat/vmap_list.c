// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas in one list: up to 6.8. What stands behind /proc/vmallocinfo is an
 * iterator over that list, which takes the kernel's own locks in its start() and
 * gives them back in its stop(): vmap_purge_lock and vmap_area_lock. It is
 * found through an open file, so no symbol is needed.
 *
 * The list of lazily freed areas has no iterator. Its head is found by freeing an
 * area and going on from there until the kernel's own data is reached. While
 * the iterator's locks are held nothing is purged, but areas may be added and
 * merged under a lock of its own, so it is read by an accessor that can fail,
 * and every link must be confirmed by the one back.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "proc.h"
#include "ptwalk_live.h"
#include "vmap.h"

/*
 * More lazily freed areas than the kernel lets pile up (lazy_max_pages()). Steps
 * are made under its locks, so what has no end must be given up soon.
 */
#define MOST_STEPS 65536u

static const struct seq_operations *ops;
static const struct list_head *lazy_head;

/* A real one keeps nothing here but what show() needs. */
static struct seq_file *no_file(void)
{
	static struct seq_file m;

	return &m;
}

static struct vmap_area *list_start(loff_t *pos)
{
	struct list_head *p = ops->start(no_file(), pos);

	return p ? list_entry(p, struct vmap_area, list) : NULL;
}

static void list_stop(void)
{
	ops->stop(no_file(), NULL);
}

/* All areas in use hang in one tree; its root is up from any of them. */
static struct rb_node *tree_root(struct vmap_area *va)
{
	struct rb_node *node = &va->rb_node;

	while (rb_parent(node))
		node = rb_parent(node);
	return node;
}

static u32 copy_busy(u64 from, struct ptwalk_area *to, u32 max)
{
	loff_t pos = 0;
	struct vmap_area *va = list_start(&pos);
	struct list_head *p;
	u32 n = 0;

	va = va ? ptwalk_vmap_first(tree_root(va), from) : NULL;
	while (va && n < max) {
		ptwalk_vmap_copy(&to[n++], va, false);
		p = ops->next(no_file(), &va->list, &pos);
		va = p ? list_entry(p, struct vmap_area, list) : NULL;
	}
	list_stop();
	return n;
}

/* The area behind @link, if it is one and knows that @before leads to it. */
static bool read_link(const struct list_head *link, const struct list_head *before,
		      struct vmap_area *va)
{
	return !copy_from_kernel_nofault(va, list_entry(link, struct vmap_area, list),
					 sizeof(*va)) &&
	       va->list.prev == before && va->va_start < va->va_end;
}

static u32 copy_lazy(u64 from, struct ptwalk_area *to, u32 max)
{
	const struct list_head *before = lazy_head, *link;
	struct list_head head;
	struct vmap_area va;
	loff_t pos = 0;
	u32 n = 0, steps = 0;

	if (!lazy_head)
		return 0;
	list_start(&pos);
	if (copy_from_kernel_nofault(&head, lazy_head, sizeof(head)))
		head.next = (void *)lazy_head;
	for (link = head.next; link != lazy_head && n < max && steps++ < MOST_STEPS;
	     link = va.list.next) {
		if (!read_link(link, before, &va))
			break;
		if (va.va_start >= from)
			ptwalk_vmap_copy(&to[n++], &va, true);
		before = link;
	}
	list_stop();
	return n;
}

static u32 list_copy(unsigned int list, u64 from, struct ptwalk_area *to, u32 max)
{
	return list ? copy_lazy(from, to, max) : copy_busy(from, to, max);
}

static bool find_busy(u64 va, struct ptwalk_area *to)
{
	struct vmap_area *found;
	loff_t pos = 0;

	found = list_start(&pos);
	found = found ? ptwalk_vmap_of(tree_root(found), va) : NULL;
	if (found)
		ptwalk_vmap_copy(to, found, false);
	list_stop();
	return found;
}

/* There are few of them, and no tree that we could find. */
static bool find_lazy(u64 va, struct ptwalk_area *to)
{
	u64 from = 0;

	while (copy_lazy(from, to, 1) && to->start <= va) {
		if (va < to->end)
			return true;
		from = to->start + 1;
	}
	return false;
}

static bool list_find(unsigned int list, u64 va, struct ptwalk_area *to)
{
	return list ? find_lazy(va, to) : find_busy(va, to);
}

static unsigned int list_lists(void)
{
	return 2;
}

/* Where the kernel keeps the area that starts at @start; only its address is of use. */
static struct vmap_area *busy_at(u64 start)
{
	struct vmap_area *va;
	loff_t pos = 0;

	va = list_start(&pos);
	va = va ? ptwalk_vmap_of(tree_root(va), start) : NULL;
	list_stop();
	return va;
}

/*
 * Free an area and see in which list it ends up. Somebody may purge that list at
 * the wrong moment, or the area may be merged with its neighbour and vanish.
 */
static const struct list_head *follow_freed(void)
{
	void *p = vmalloc(PAGE_SIZE);
	const struct list_head *link, *head = NULL;
	struct vmap_area *mine, va;
	u32 steps = 0;
	loff_t pos = 0;

	mine = p ? busy_at((unsigned long)p) : NULL;
	vfree(p);
	if (!mine)
		return NULL;
	list_start(&pos);
	link = &mine->list;
	while (steps++ < MOST_STEPS) {
		const struct vmap_area *at = list_entry(link, struct vmap_area, list);
		const struct list_head *next;
		struct list_head back;

		if (copy_from_kernel_nofault(&va, at, sizeof(va)))
			break;
		next = va.list.next;
		if (copy_from_kernel_nofault(&back, next, sizeof(back)) || back.prev != link)
			break;
		/* Purged, and alone by now, or in a list whose head is on a stack. */
		if (next == &mine->list)
			break;
		if (ptwalk_kernel_in_image((u64)next)) {
			head = next;
			break;
		}
		link = next;
	}
	list_stop();
	return head;
}

/* What leads to the same head twice in a row is no accident. */
static const struct list_head *find_lazy_head(const struct list_head *not_this)
{
	const struct list_head *before = NULL, *head;
	int tries = 20;

	while (tries--) {
		head = follow_freed();
		if (head && head != not_this && head == before)
			return head;
		before = head;
	}
	return NULL;
}

static int list_init(void)
{
	const struct list_head *busy_head;
	struct vmap_area *va;
	loff_t pos = 0;

	ops = ptwalk_proc_iterator("vmallocinfo");
	if (IS_ERR(ops))
		return PTR_ERR(ops);
	/* The first area in use has the head of its list behind it. */
	va = list_start(&pos);
	busy_head = va ? va->list.prev : NULL;
	list_stop();
	lazy_head = find_lazy_head(busy_head);
	return 0;
}

const struct ptwalk_vmap_source ptwalk_vmap_list = {
	.name = "vmallocinfo iterator",
	.init = list_init,
	.lists = list_lists,
	.copy = list_copy,
	.find = list_find,
};
