// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas in one list: up to 6.8. The iterator behind /proc/vmallocinfo takes the kernel's
 * locks vmap_purge_lock and vmap_area_lock in its start() and releases them in its
 * stop(). It is found through an open file, so no symbol is needed.
 *
 * The list of lazily freed areas has no iterator. Its head is found by freeing an area
 * and following the list until it reaches the kernel's data. While the iterator's locks
 * are held nothing is purged, but areas may be added and merged under another lock. So
 * the list is read by an accessor that can fail, and every link must be confirmed by the
 * one back. As there can be many thousands of areas, a place in the list is found
 * through the tree that holds the same areas.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "proc.h"
#include "vmap.h"

/*
 * Bounds on the work under the kernel's locks. Each hold goes once up a tree and once
 * down it, at most so many nodes each (a red-black tree of 2^24 areas is not deeper),
 * and along the list for at most 64 areas. That is about 20,000 instructions, most of
 * them in 160 copies that can fail; usually half of that.
 */
#define MOST_DEPTH 48u

/* At load, from an area just freed to the end of a list that was emptied before. */
#define MOST_STEPS 64u

/* Attempts while the list changes; the locks are released between them. */
#define TRIES 100u

static const struct seq_operations *ops;
static const struct list_head *lazy_head;
static const struct ptwalk_layout *layout;

/* start(), next() and stop() do not use the seq_file. */
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

/* All areas in use are in one tree; climb to its root from any of them. */
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

/* ---- lazily freed ---- */

/* Read the area at @link, if it is one and its back link is @before. */
static bool read_link(const struct list_head *link, const struct list_head *before,
		      struct vmap_area *va)
{
	return !copy_from_kernel_nofault(va, list_entry(link, struct vmap_area, list),
					 sizeof(*va)) &&
	       va->list.prev == before && va->va_start < va->va_end;
}

/* The same for a node of the tree. */
static bool read_node(const struct rb_node *node, const struct rb_node *parent,
		      struct vmap_area *va)
{
	return !copy_from_kernel_nofault(va, rb_entry(node, struct vmap_area, rb_node),
					 sizeof(*va)) &&
	       rb_parent(&va->rb_node) == parent && va->va_start < va->va_end;
}

/*
 * The lazily freed areas are in a tree too. Climb to its root from the first area of
 * the list. 0, with NULL if there are none, or -EAGAIN if it is changing.
 */
static int lazy_root(const struct rb_node **root)
{
	const struct list_head *link;
	const struct rb_node *node;
	struct list_head head;
	struct vmap_area va;
	unsigned int depth = 0;

	*root = NULL;
	if (copy_from_kernel_nofault(&head, lazy_head, sizeof(head)))
		return -EAGAIN;
	link = head.next;
	if (link == lazy_head)
		return 0;
	if (!read_link(link, lazy_head, &va))
		return -EAGAIN;
	node = &list_entry(link, struct vmap_area, list)->rb_node;
	while (rb_parent(&va.rb_node) && depth++ < MOST_DEPTH) {
		const struct rb_node *up = rb_parent(&va.rb_node);

		if (copy_from_kernel_nofault(&va, rb_entry(up, struct vmap_area, rb_node),
					     sizeof(va)) ||
		    (va.rb_node.rb_left != node && va.rb_node.rb_right != node))
			return -EAGAIN;
		node = up;
	}
	*root = node;
	return rb_parent(&va.rb_node) ? -EAGAIN : 0;
}

/**
 * struct place - a place in the list of lazily freed areas
 * @before: copy of the area before it; not valid if there is none
 * @before_link: link of the area before it, or the head
 * @link: link of the area after it, or the head
 */
struct place {
	struct vmap_area before;
	const struct list_head *before_link;
	const struct list_head *link;
};

/* Find the place between areas that start below @va and the others. 0 or -EAGAIN. */
static int lazy_place(u64 va, struct place *pl)
{
	const struct rb_node *node, *parent = NULL;
	unsigned int depth = 0;
	struct vmap_area at;
	int err;

	pl->before_link = lazy_head;
	pl->link = lazy_head;
	err = lazy_root(&node);
	for (; !err && node; parent = node, node = at.va_start < va ? at.rb_node.rb_right :
							      at.rb_node.rb_left) {
		struct vmap_area *area = rb_entry(node, struct vmap_area, rb_node);

		if (depth++ == MOST_DEPTH || !read_node(node, parent, &at))
			return -EAGAIN;
		if (at.va_start < va) {
			pl->before = at;
			pl->before_link = &area->list;
		} else {
			pl->link = &area->list;
		}
	}
	/* If the list does not agree that they are neighbours, the tree was rotated. */
	if (!err && pl->before_link != lazy_head && pl->before.list.next != pl->link)
		err = -EAGAIN;
	if (!err && pl->link != lazy_head && !read_link(pl->link, pl->before_link, &at))
		err = -EAGAIN;
	return err;
}

/*
 * Copy areas from @from on. Returns how many. If fewer than @max, @end tells whether
 * that was the end of the list, or it is changing.
 */
static u32 copy_some_lazy(u64 from, struct ptwalk_area *to, u32 max, bool *end)
{
	const struct list_head *before, *link;
	struct vmap_area va;
	struct place pl;
	u32 n;

	if (lazy_place(from, &pl))
		return 0;
	before = pl.before_link;
	link = pl.link;
	for (n = 0; link != lazy_head && n < max; n++) {
		if (!read_link(link, before, &va))
			return n;
		ptwalk_vmap_copy(&to[n], &va, true);
		before = link;
		link = va.list.next;
	}
	*end = link == lazy_head;
	return n;
}

static u32 copy_lazy(u64 from, struct ptwalk_area *to, u32 max)
{
	unsigned int tries = TRIES;
	bool end = !lazy_head;
	u32 n = 0;

	while (n < max && !end && tries--) {
		loff_t pos = 0;

		list_start(&pos);
		n += copy_some_lazy(from, to + n, max - n, &end);
		list_stop();
		if (n)
			from = to[n - 1].start + 1;
	}
	return n;
}

static bool lazy_before(u64 va, struct ptwalk_area *to)
{
	unsigned int tries = TRIES;
	int err = lazy_head ? -EAGAIN : 0;
	struct place pl = { .before_link = lazy_head };
	loff_t pos;

	while (err && tries--) {
		pos = 0;
		list_start(&pos);
		err = lazy_place(va, &pl);
		list_stop();
	}
	if (err || pl.before_link == lazy_head)
		return false;
	ptwalk_vmap_copy(to, &pl.before, true);
	return true;
}

static u32 list_copy(unsigned int list, u64 from, struct ptwalk_area *to, u32 max)
{
	return list ? copy_lazy(from, to, max) : copy_busy(from, to, max);
}

static bool busy_before(u64 va, struct ptwalk_area *to)
{
	struct vmap_area *found;
	loff_t pos = 0;

	found = list_start(&pos);
	found = found ? ptwalk_vmap_before(tree_root(found), va) : NULL;
	if (found)
		ptwalk_vmap_copy(to, found, false);
	list_stop();
	return found;
}

static bool list_before(unsigned int list, u64 va, struct ptwalk_area *to)
{
	return list ? lazy_before(va, to) : busy_before(va, to);
}

static unsigned int list_lists(void)
{
	return 2;
}

/* The kernel's vmap_area that starts at @start; only its address may be used. */
static struct vmap_area *busy_at(u64 start)
{
	struct vmap_area *va;
	loff_t pos = 0;

	va = list_start(&pos);
	va = va ? ptwalk_vmap_before(tree_root(va), start + 1) : NULL;
	if (va && va->va_start != start)
		va = NULL;
	list_stop();
	return va;
}

/*
 * Free an area and see in which list it ends up. The list may be purged meanwhile, or
 * the area may be merged with its neighbour.
 */
static const struct list_head *follow_freed(void)
{
	void *p = vmalloc(PAGE_SIZE);
	const struct list_head *link, *head = NULL;
	struct vmap_area *mine, va;
	u32 steps = 0;
	loff_t pos = 0;

	/* There may be thousands in the list: purge them first. */
	vm_unmap_aliases();
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
		/* Purged: alone, or in a list whose head is on a stack. */
		if (next == &mine->list)
			break;
		if (ptwalk_layout_in_image(layout, (u64)next)) {
			head = next;
			break;
		}
		link = next;
	}
	list_stop();
	return head;
}

/* Accept a head that was found twice in a row. */
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

static int list_init(const struct ptwalk_layout *l)
{
	const struct list_head *busy_head;
	struct vmap_area *va;
	loff_t pos = 0;

	layout = l;
	ops = ptwalk_proc_iterator(layout, "vmallocinfo");
	if (IS_ERR(ops))
		return PTR_ERR(ops);
	/* The link before the first area in use is the head of its list. */
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
	.before = list_before,
};
