/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Descriptions of types (BTF) made by hand.
 */
#ifndef PTWALK_BTF_MAKER_H
#define PTWALK_BTF_MAKER_H

#include <kunit/test.h>
#include "ptwalk_btf.h"

/** MAKER_ROOM - bytes for the types, and as many for their names */
#define MAKER_ROOM	8192

/** MAKER_HEADER - bytes of the header */
#define MAKER_HEADER	24

/* Kinds of types. */
#define MAKER_STRUCT	4
#define MAKER_FWD	7
#define MAKER_TYPEDEF	8

/**
 * struct maker - a description under construction, and its reader
 * @test: the test
 * @btf: reads @all
 * @types: bytes of types so far
 * @names: bytes of names so far
 * @ids: types so far
 * @type: the types
 * @name: the names
 * @all: header, types and names, packed
 * @reads: reads so far
 * @fail_at: number of the read that fails
 */
struct maker {
	struct kunit *test;
	struct ptwalk_btf btf;
	u32 types;
	u32 names;
	u32 ids;
	u32 type[MAKER_ROOM / 4];
	char name[MAKER_ROOM];
	u8 all[MAKER_HEADER + 2 * MAKER_ROOM];
	u32 reads;
	u32 fail_at;
};

/* Names of all that is looked for in vmap nodes; one that is NULL is as it is in 6.12. */
struct maker_names {
	const char *node, *busy, *lazy, *root, *head, *lock;
	const char *root_type, *head_type, *lock_type;
};

/* The layout of 6.12 on arm64. */
static const struct ptwalk_vmap_layout maker_6_12 __maybe_unused = {
	.bytes = 6272, .busy = 6152, .lazy = 6184, .root = 0, .head = 8, .lock = 24,
};

struct maker *maker_new(struct kunit *test);
void maker_word(struct maker *m, u32 word);
u32 maker_type(struct maker *m, u32 kind, const char *name, u32 parts, u32 size);
void maker_member(struct maker *m, const char *name, u32 type, u32 offset);
void maker_nodes(struct maker *m, const struct ptwalk_vmap_layout *l, const struct maker_names *n,
		 u32 list_bytes);
void maker_pack(struct maker *m);
void maker_put(struct maker *m, u32 at, u32 value);
int maker_layout_error(struct maker *m);
void maker_expect_layout(struct maker *m, const struct ptwalk_vmap_layout *want);

#endif /* PTWALK_BTF_MAKER_H */
