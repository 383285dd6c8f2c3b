// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas in trees of several nodes: 6.9 and later (commit d093602919ad, "mm:
 * vmalloc: remove global vmap_area_root rb-tree"). The nodes are found by name,
 * which takes KALLSYMS_ALL; their type is private to mm/vmalloc.c. Where it has what is
 * needed is taken from the kernel's own description of its types (BTF). A kernel without
 * one must have the layout below.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#include "btf.h"
#include "ksym.h"
#include "vmap.h"

/* As in mm/vmalloc.c of 6.9 to 7.3; the layout follows the configuration of the kernel. */
struct pool {
	struct list_head head;
	unsigned long len;
};

struct area_list {
	struct rb_root root;
	struct list_head head;
	spinlock_t lock;	/* of the tree and the list */
};

struct node {
	struct pool pool[256];
	spinlock_t pool_lock;	/* of pool[] */
	bool skip_populate;
	struct area_list busy;
	struct area_list lazy;
	struct list_head purge_list;
	struct work_struct purge_work;
	unsigned long nr_purged;
};

/* mm/vmalloc.c clamps to 128. */
#define MOST_NODES 128

static char *nodes;
static unsigned int nr_nodes;
static const char *missing, *layout_source;

static struct ptwalk_vmap_layout at = {
	.bytes = sizeof(struct node),
	.busy = offsetof(struct node, busy),
	.lazy = offsetof(struct node, lazy),
	.root = offsetof(struct area_list, root),
	.head = offsetof(struct area_list, head),
	.lock = offsetof(struct area_list, lock),
};

/* Is there a list head at @head whose neighbours point back to it? */
static bool is_list(const struct list_head *head)
{
	struct list_head seen, next;

	return !copy_from_kernel_nofault(&seen, head, sizeof(seen)) &&
	       !copy_from_kernel_nofault(&next, seen.next, sizeof(next)) && next.prev == head;
}

/* The list may change while it is read: one success is enough. */
static bool is_list_in_a_while(const struct list_head *head)
{
	int tries = 100;

	while (tries--)
		if (is_list(head))
			return true;
	return false;
}

/*
 * Take the layout from BTF. Without one, or with one that can't be read, the layout stays
 * as it was compiled. -ENOENT if the kernel says that its nodes are others.
 */
static int find_layout(const struct ptwalk_layout *layout)
{
	struct ptwalk_btf *btf = kzalloc(sizeof(*btf), GFP_KERNEL);
	struct ptwalk_vmap_layout found;
	int err = btf ? ptwalk_kernel_btf(layout, btf) : -ENOMEM;

	layout_source = "compiled";
	if (!err)
		err = ptwalk_vmap_layout(btf, &found, &missing);
	if (!err) {
		layout_source = "btf";
		at = found;
	}
	kfree(btf);
	return missing ? -ENOENT : 0;
}

/* Where a node has its areas in use, or its lazily freed ones. */
static char *list_at(unsigned int node, bool lazy)
{
	return nodes + (size_t)node * at.bytes + (lazy ? at.lazy : at.busy);
}

static int nodes_init(const struct ptwalk_layout *layout)
{
	char *const *first = (void *)ptwalk_ksym("vmap_nodes");
	const unsigned int *count = (void *)ptwalk_ksym("nr_vmap_nodes");
	unsigned int i;

	if (!first || !count)
		return -ENOENT;
	if (find_layout(layout))
		return -ENOENT;
	nodes = *first;
	nr_nodes = *count;
	if (!nr_nodes || nr_nodes > MOST_NODES)
		return -EINVAL;
	/* The layout is right if there are lists at these offsets in every node. */
	for (i = 0; i < nr_nodes; i++)
		if (!is_list_in_a_while((void *)(list_at(i, false) + at.head)) ||
		    !is_list_in_a_while((void *)(list_at(i, true) + at.head))) {
			missing = "vmap areas: no lists where the layout of vmap_node has them";
			return -EINVAL;
		}
	return 0;
}

static unsigned int nodes_lists(void)
{
	return 2 * nr_nodes;
}

/* Areas in use come first: one that moves to the lazy ones meanwhile is seen twice. */
static bool is_lazy(unsigned int list)
{
	return list >= nr_nodes;
}

/* The members of one of the lists. */
static struct area_list_at {
	struct rb_root *root;
	struct list_head *head;
	spinlock_t *lock;	/* of the tree and the list */
} list_of(unsigned int list)
{
	char *l = list_at(list % nr_nodes, is_lazy(list));

	return (struct area_list_at) {
		(void *)(l + at.root), (void *)(l + at.head), (void *)(l + at.lock),
	};
}

static u32 copy_nodes(unsigned int list, u64 from, struct ptwalk_area *to, u32 max)
{
	struct area_list_at l = list_of(list);
	struct vmap_area *va;
	u32 n = 0;

	spin_lock(l.lock);
	va = ptwalk_vmap_first(l.root->rb_node, from);
	if (va) {
		list_for_each_entry_from(va, l.head, list) {
			if (n == max)
				break;
			ptwalk_vmap_copy(&to[n++], va, is_lazy(list));
		}
	}
	spin_unlock(l.lock);
	return n;
}

static bool nodes_before(unsigned int list, u64 va, struct ptwalk_area *to)
{
	struct area_list_at l = list_of(list);
	struct vmap_area *found;

	spin_lock(l.lock);
	found = ptwalk_vmap_before(l.root->rb_node, va);
	if (found)
		ptwalk_vmap_copy(to, found, is_lazy(list));
	spin_unlock(l.lock);
	return found;
}

static const char *nodes_layout(void)
{
	return layout_source;
}

static const char *nodes_missing(void)
{
	return missing;
}

const struct ptwalk_vmap_source ptwalk_vmap_nodes = {
	.name = "vmap_nodes",
	.init = nodes_init,
	.lists = nodes_lists,
	.copy = copy_nodes,
	.before = nodes_before,
	.layout = nodes_layout,
	.missing = nodes_missing,
};
