/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the kernel keeps its vmap areas: in one list with an iterator up to 6.8,
 * in trees of several nodes from 6.9 on. Which of the two this kernel has is found out
 * at load, and the source is tested.
 */
#ifndef PTWALK_VMAP_H
#define PTWALK_VMAP_H

#include "ptwalk_area.h"

/**
 * struct ptwalk_vmap_source - one way to the areas
 * @name: for status
 * @init: check whether this kernel has it. 0, or -errno if not.
 * @lists: how many lists there are to copy, each in the order of addresses; those
 *	of areas in use come before those of lazily freed ones
 * @copy: copy areas of one list from the first that starts at @from or after it,
 *	@max at most, under the kernel's own lock. Returns how many.
 * @before: copy the last area of one list that starts below @va. Returns whether there is
 *	one.
 * @layout: where the layout of types is from that no header has. NULL: needs none
 * @missing: why @init has failed, or NULL if it has not, or if this kernel is just one
 *	without that. NULL: there is nothing to say
 */
struct ptwalk_vmap_source {
	const char *name;
	int (*init)(const struct ptwalk_layout *layout);
	unsigned int (*lists)(void);
	u32 (*copy)(unsigned int list, u64 from, struct ptwalk_area *to, u32 max);
	bool (*before)(unsigned int list, u64 va, struct ptwalk_area *to);
	const char *(*layout)(void);
	const char *(*missing)(void);
};

extern const struct ptwalk_vmap_source ptwalk_vmap_nodes, ptwalk_vmap_list;

struct vmap_area;
struct rb_node;

/* vmap_copy.c: shared by both */
void ptwalk_vmap_copy(struct ptwalk_area *to, const struct vmap_area *va, bool lazy);
struct vmap_area *ptwalk_vmap_first(struct rb_node *node, u64 from);
struct vmap_area *ptwalk_vmap_before(struct rb_node *node, u64 va);

#endif /* PTWALK_VMAP_H */
