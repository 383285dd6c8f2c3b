// SPDX-License-Identifier: GPL-2.0-only
/*
 * Conversion of the kernel's struct vmap_area to ours.
 */
#include <linux/rbtree.h>
#include <linux/vmalloc.h>

#include "vmap.h"

/* Since 6.9 (commit d7bca9199a27). */
#ifndef VM_SPARSE
#define VM_SPARSE 0
#endif

static const struct {
	unsigned long vm;
	u16 ours;
} flag_names[] = {
	{ VM_ALLOC, PTWALK_AREA_ALLOC },
	{ VM_MAP, PTWALK_AREA_MAP },
	{ VM_IOREMAP, PTWALK_AREA_IO },
	{ VM_USERMAP, PTWALK_AREA_USERMAP },
	{ VM_DMA_COHERENT, PTWALK_AREA_DMA_COHERENT },
	{ VM_UNINITIALIZED | VM_SPARSE, PTWALK_AREA_PARTIAL },
};

/**
 * ptwalk_vmap_copy - copy one area
 * @to: filled, but for its kind
 * @va: the kernel's
 * @lazy: it is in a list of lazily freed areas, where @va->vm is meaningless
 *
 * Context: under the lock of the list.
 */
void ptwalk_vmap_copy(struct ptwalk_area *to, const struct vmap_area *va, bool lazy)
{
	const struct vm_struct *vm = lazy ? NULL : READ_ONCE(va->vm);
	unsigned int i;

	*to = (struct ptwalk_area) {
		.start = va->va_start,
		.end = va->va_end,
		.flags = lazy ? PTWALK_AREA_LAZY : 0,
	};
	if (!vm)
		return;
	to->flags |= PTWALK_AREA_HAS_VM;
	/*
	 * An area without a caller was made by vm_area_register_early(), before
	 * vmalloc_init(): it has no guard page, and its caller maps it.
	 */
	if (!vm->caller)
		to->flags |= PTWALK_AREA_PARTIAL;
	else if (!(vm->flags & VM_NO_GUARD))
		to->flags |= PTWALK_AREA_GUARDED;
	for (i = 0; i < ARRAY_SIZE(flag_names); i++)
		if (vm->flags & flag_names[i].vm)
			to->flags |= flag_names[i].ours;
	to->caller = (unsigned long)vm->caller;
	to->phys = vm->phys_addr;
	to->nr_pages = vm->nr_pages;
	/* Until VM_UNINITIALIZED is cleared, the array is being filled. */
	if (vm->nr_pages && !(vm->flags & VM_UNINITIALIZED))
		to->pages = (unsigned long)vm->pages;
}

/**
 * ptwalk_vmap_first - the first area at or after an address
 * @node: root of a tree of areas, or NULL
 * @from: the address
 *
 * Context: under the lock of the tree.
 * Return: the area, or NULL.
 */
struct vmap_area *ptwalk_vmap_first(struct rb_node *node, u64 from)
{
	struct vmap_area *first = NULL;

	while (node) {
		struct vmap_area *va = rb_entry(node, struct vmap_area, rb_node);

		if (va->va_start >= from) {
			first = va;
			node = node->rb_left;
		} else {
			node = node->rb_right;
		}
	}
	return first;
}

/**
 * ptwalk_vmap_before - the last area that starts below an address
 * @node: root of a tree of areas, or NULL
 * @va: the address
 *
 * Context: under the lock of the tree.
 * Return: the area, or NULL.
 */
struct vmap_area *ptwalk_vmap_before(struct rb_node *node, u64 va)
{
	struct vmap_area *last = NULL;

	while (node) {
		struct vmap_area *at = rb_entry(node, struct vmap_area, rb_node);

		if (at->va_start < va) {
			last = at;
			node = node->rb_right;
		} else {
			node = node->rb_left;
		}
	}
	return last;
}
