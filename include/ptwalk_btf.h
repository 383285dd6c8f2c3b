/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * BTF: the description of the kernel's types that it carries itself, to find out where
 * a struct that is private to a file of the kernel's has its members. The format is in
 * the kernel's Documentation/bpf/btf.rst.
 */
#ifndef PTWALK_BTF_H
#define PTWALK_BTF_H

#include "ptwalk_port.h"

/** PTWALK_BTF_WINDOW - bytes that are read at once */
#define PTWALK_BTF_WINDOW	2048

/** PTWALK_BTF_NAME - longest name that can be looked for, with its NUL */
#define PTWALK_BTF_NAME		32

/** enum ptwalk_btf_kind - kinds of types that can be looked for, as BTF numbers them */
enum ptwalk_btf_kind {
	PTWALK_BTF_STRUCT = 4,
	PTWALK_BTF_TYPEDEF = 8,
};

/**
 * struct ptwalk_btf - a description of types
 * @read: copy @n bytes from @offset on to @to. 0 or -errno.
 * @priv: for @read
 * @bytes: of all of it
 * @types: where the types start
 * @types_end: where they end
 * @names: where the names start
 * @names_end: where they end
 * @from: what @window is a copy of starts here
 * @valid: bytes in it
 * @window: of the types
 *
 * The caller sets the first three; the others are set by ptwalk_btf_open().
 */
struct ptwalk_btf {
	int (*read)(void *priv, u64 offset, void *to, u32 n);
	void *priv;
	u64 bytes;
	u64 types, types_end;
	u64 names, names_end;
	u64 from;
	u32 valid;
	u8 window[PTWALK_BTF_WINDOW];
};

/**
 * struct ptwalk_btf_member - a member that is looked for
 * @name: of it
 * @type: number of its type, 0 if there is no such member
 * @offset: bytes from the start of the struct
 */
struct ptwalk_btf_member {
	const char *name;
	u32 type;
	u32 offset;
};

/**
 * struct ptwalk_btf_type - a type that is looked for
 * @kind: what it must be
 * @name: that it must have; NULL: any
 * @id: number that it must have; 0: any, and set to that of the first with this name
 * @bytes: of a struct; set
 * @found: it is there; set
 * @member: members that are looked for in it
 * @members: how many
 */
struct ptwalk_btf_type {
	enum ptwalk_btf_kind kind;
	const char *name;
	u32 id;
	u32 bytes;
	bool found;
	struct ptwalk_btf_member *member;
	u32 members;
};

/**
 * struct ptwalk_vmap_layout - where the kernel's vmap nodes have what is needed of them
 * @bytes: of a node (struct vmap_node)
 * @busy: its areas in use
 * @lazy: its lazily freed ones
 * @root: the tree in each of the two
 * @head: the list in it
 * @lock: the lock of both
 */
struct ptwalk_vmap_layout {
	u32 bytes;
	u32 busy, lazy;
	u32 root, head, lock;
};

/* btf.c */
int ptwalk_btf_open(struct ptwalk_btf *btf);
int ptwalk_btf_find(struct ptwalk_btf *btf, struct ptwalk_btf_type *type, u32 n);

/* vmap_layout.c */
int ptwalk_vmap_layout(struct ptwalk_btf *btf, struct ptwalk_vmap_layout *l, const char **why);

#endif /* PTWALK_BTF_H */
