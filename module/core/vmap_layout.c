// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout of the kernel's vmap nodes (struct vmap_node of mm/vmalloc.c), from BTF.
 */
#include "ptwalk_btf.h"

/* More than any node has: a list for each of 256 sizes is a part of it. */
#define MOST_BYTES	65536u

/**
 * struct look - a member that must be there
 * @name: of it
 * @missing: what to say if it is not
 * @kind: of its type
 * @type: name of its type, NULL for any
 * @other: what to say if it is of another
 */
struct look {
	const char *name;
	const char *missing;
	enum ptwalk_btf_kind kind;
	const char *type;
	const char *other;
};

static const struct look in_node[] = {
	{ "busy", "vmap areas: no vmap_node.busy in BTF" },
	{ "lazy", "vmap areas: no vmap_node.lazy in BTF" },
};

static const struct look in_list[] = {
	{ "root", "vmap areas: no vmap_node.busy.root in BTF", PTWALK_BTF_STRUCT, "rb_root",
	  "vmap areas: in BTF, vmap_node.busy.root is no struct rb_root" },
	{ "head", "vmap areas: no vmap_node.busy.head in BTF", PTWALK_BTF_STRUCT, "list_head",
	  "vmap areas: in BTF, vmap_node.busy.head is no struct list_head" },
	{ "lock", "vmap areas: no vmap_node.busy.lock in BTF", PTWALK_BTF_TYPEDEF, "spinlock_t",
	  "vmap areas: in BTF, vmap_node.busy.lock is no spinlock_t" },
};

/* More than any of the tables above has. */
#define MOST_MEMBERS	3

/* Find a struct, and the members of a table in it. */
static int find_struct(struct ptwalk_btf *btf, struct ptwalk_btf_type *type,
		       struct ptwalk_btf_member *member, const struct look *look, u32 n,
		       const char **why)
{
	u32 i;
	int err;

	for (i = 0; i < n; i++)
		member[i] = (struct ptwalk_btf_member) { .name = look[i].name };
	type->kind = PTWALK_BTF_STRUCT;
	type->member = member;
	type->members = n;
	err = ptwalk_btf_find(btf, type, 1);
	for (i = 0; i < n && !err && type->found; i++)
		if (!member[i].type)
			*why = look[i].missing;
	return err;
}

/* Have members the types that they must have? */
static int check_types(struct ptwalk_btf *btf, const struct ptwalk_btf_member *member,
		       const struct look *look, u32 n, const char **why)
{
	struct ptwalk_btf_type type[MOST_MEMBERS];
	u32 i;
	int err;

	for (i = 0; i < n; i++)
		type[i] = (struct ptwalk_btf_type) {
			.kind = look[i].kind, .name = look[i].type, .id = member[i].type,
		};
	err = ptwalk_btf_find(btf, type, n);
	for (i = 0; i < n && !err; i++)
		if (!type[i].found)
			*why = look[i].other;
	return err;
}

/* Do offsets of pointers make sense in structs of these sizes? */
static bool fits(const struct ptwalk_vmap_layout *l, u32 list_bytes)
{
	const u32 pointer = 8;

	if (l->bytes > MOST_BYTES || list_bytes > l->bytes || list_bytes < 3 * pointer)
		return false;
	if ((l->bytes | l->busy | l->lazy | l->root | l->head) % pointer || l->lock % 4)
		return false;
	return l->busy <= l->bytes - list_bytes && l->lazy <= l->bytes - list_bytes &&
	       l->root <= list_bytes - pointer && l->head <= list_bytes - 2 * pointer &&
	       l->lock <= list_bytes - 4;
}

/* The struct of busy and lazy. */
static int find_list(struct ptwalk_btf *btf, const struct ptwalk_btf_member node[2],
		     struct ptwalk_vmap_layout *l, const char **why)
{
	struct ptwalk_btf_member member[ARRAY_SIZE(in_list)];
	struct ptwalk_btf_type type = { .id = node[0].type };
	int err;

	err = find_struct(btf, &type, member, in_list, ARRAY_SIZE(in_list), why);
	if (!err && (!type.found || node[0].type != node[1].type))
		*why = "vmap areas: in BTF, vmap_node.busy and vmap_node.lazy are not alike";
	if (!err && !*why)
		err = check_types(btf, member, in_list, ARRAY_SIZE(in_list), why);
	if (err || *why)
		return err;
	l->root = member[0].offset;
	l->head = member[1].offset;
	l->lock = member[2].offset;
	if (!fits(l, type.bytes))
		*why = "vmap areas: in BTF, the offsets in struct vmap_node make no sense";
	return 0;
}

/**
 * ptwalk_vmap_layout - find out the layout of the kernel's vmap nodes
 * @btf: the description of the kernel's types, opened
 * @l: filled
 * @why: what is not as expected, if the return value is -ENOENT
 *
 * Return: 0; -ENOENT if the kernel has no such nodes, or others; or an error of
 * ptwalk_btf_find(), after which nothing is known of them.
 */
int ptwalk_vmap_layout(struct ptwalk_btf *btf, struct ptwalk_vmap_layout *l, const char **why)
{
	struct ptwalk_btf_member member[ARRAY_SIZE(in_node)];
	struct ptwalk_btf_type type = { .name = "vmap_node" };
	int err;

	*why = NULL;
	err = find_struct(btf, &type, member, in_node, ARRAY_SIZE(in_node), why);
	if (!err && !type.found)
		*why = "vmap areas: no struct vmap_node in BTF";
	if (!err && !*why) {
		l->bytes = type.bytes;
		l->busy = member[0].offset;
		l->lazy = member[1].offset;
		err = find_list(btf, member, l, why);
	}
	return !err && *why ? -ENOENT : err;
}
