// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas in trees of several nodes: 6.9 and later (commit d093602919ad, "mm:
 * vmalloc: remove global vmap_area_root rb-tree"). The nodes are found by name,
 * which takes KALLSYMS_ALL; their type is private to mm/vmalloc.c.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#include "ksym.h"
#include "vmap.h"

/* As in mm/vmalloc.c; the layout follows the configuration of the kernel. */
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

static struct node *nodes;
static unsigned int nr_nodes;

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

static int nodes_init(const struct ptwalk_layout *layout)
{
	struct node *const *first = (void *)ptwalk_ksym("vmap_nodes");
	const unsigned int *count = (void *)ptwalk_ksym("nr_vmap_nodes");
	unsigned int i;

	if (!first || !count)
		return -ENOENT;
	nodes = *first;
	nr_nodes = *count;
	if (!nr_nodes || nr_nodes > MOST_NODES)
		return -EINVAL;
	/* The type is right if there are lists at these offsets in every node. */
	for (i = 0; i < nr_nodes; i++)
		if (!is_list_in_a_while(&nodes[i].busy.head) ||
		    !is_list_in_a_while(&nodes[i].lazy.head))
			return -EINVAL;
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

static struct area_list *list_of(unsigned int list)
{
	struct node *node = &nodes[list % nr_nodes];

	return is_lazy(list) ? &node->lazy : &node->busy;
}

static u32 copy_nodes(unsigned int list, u64 from, struct ptwalk_area *to, u32 max)
{
	struct area_list *l = list_of(list);
	struct vmap_area *va;
	u32 n = 0;

	spin_lock(&l->lock);
	va = ptwalk_vmap_first(l->root.rb_node, from);
	if (va) {
		list_for_each_entry_from(va, &l->head, list) {
			if (n == max)
				break;
			ptwalk_vmap_copy(&to[n++], va, is_lazy(list));
		}
	}
	spin_unlock(&l->lock);
	return n;
}

static bool nodes_find(unsigned int list, u64 va, struct ptwalk_area *to)
{
	struct area_list *l = list_of(list);
	struct vmap_area *found;

	spin_lock(&l->lock);
	found = ptwalk_vmap_of(l->root.rb_node, va);
	if (found)
		ptwalk_vmap_copy(to, found, is_lazy(list));
	spin_unlock(&l->lock);
	return found;
}

const struct ptwalk_vmap_source ptwalk_vmap_nodes = {
	.name = "vmap_nodes",
	.init = nodes_init,
	.lists = nodes_lists,
	.copy = copy_nodes,
	.find = nodes_find,
};
