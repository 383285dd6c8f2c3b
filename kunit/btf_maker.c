// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptions of types (BTF) made by hand: a writer, and a reader that counts and fails.
 */
#include "btf_maker.h"

static int maker_read(void *priv, u64 offset, void *to, u32 n)
{
	struct maker *m = priv;

	KUNIT_ASSERT_LE(m->test, n, (u32)m->btf.bytes);
	KUNIT_ASSERT_LE(m->test, offset, m->btf.bytes - n);
	if (++m->reads == m->fail_at)
		return -EIO;
	memcpy(to, m->all + offset, n);
	return 0;
}

/**
 * maker_new - an empty description
 * @test: the test
 *
 * Return: the description.
 */
struct maker *maker_new(struct kunit *test)
{
	struct maker *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, m);
	m->test = test;
	m->names = 1;
	m->btf.read = maker_read;
	m->btf.priv = m;
	return m;
}

static u32 add_name(struct maker *m, const char *name)
{
	u32 at = m->names;

	KUNIT_ASSERT_LE(m->test, at + strlen(name) + 1, (size_t)MAKER_ROOM);
	strscpy(m->name + at, name, MAKER_ROOM - at);
	m->names += strlen(name) + 1;
	return *name ? at : 0;
}

/**
 * maker_word - add a word to what stands behind a type
 * @m: the description
 * @word: the word
 */
void maker_word(struct maker *m, u32 word)
{
	KUNIT_ASSERT_LT(m->test, m->types, (u32)MAKER_ROOM);
	m->type[m->types / 4] = word;
	m->types += 4;
}

/**
 * maker_type - add a type
 * @m: the description
 * @kind: of the type
 * @name: of the type
 * @parts: how many members, or the like, will be added behind it
 * @size: its third word
 *
 * Return: its number.
 */
u32 maker_type(struct maker *m, u32 kind, const char *name, u32 parts, u32 size)
{
	maker_word(m, add_name(m, name));
	maker_word(m, kind << 24 | parts);
	maker_word(m, size);
	return ++m->ids;
}

/**
 * maker_member - add a member of a struct
 * @m: the description
 * @name: of the member
 * @type: its number
 * @offset: in bytes
 */
void maker_member(struct maker *m, const char *name, u32 type, u32 offset)
{
	maker_word(m, add_name(m, name));
	maker_word(m, type);
	maker_word(m, offset * 8);
}

/**
 * maker_put - change a word of a description that is packed
 * @m: the description
 * @at: where
 * @value: the word
 */
void maker_put(struct maker *m, u32 at, u32 value)
{
	memcpy(m->all + at, &value, sizeof(value));
}

/**
 * maker_pack - put header, types and names together
 * @m: the description
 */
void maker_pack(struct maker *m)
{
	const u16 magic = 0xeb9f;

	memset(m->all, 0, MAKER_HEADER);
	memcpy(m->all, &magic, sizeof(magic));
	m->all[2] = 1;
	maker_put(m, 4, MAKER_HEADER);
	maker_put(m, 12, m->types);
	maker_put(m, 16, m->types);
	maker_put(m, 20, m->names);
	memcpy(m->all + MAKER_HEADER, m->type, m->types);
	memcpy(m->all + MAKER_HEADER + m->types, m->name, m->names);
	m->btf.bytes = MAKER_HEADER + m->types + m->names;
}

/**
 * maker_nodes - add vmap nodes as in 6.12, at other places and with other names
 * @m: the description
 * @l: the places
 * @n: the names
 * @list_bytes: of the struct of busy and lazy
 */
void maker_nodes(struct maker *m, const struct ptwalk_vmap_layout *l, const struct maker_names *n,
		 u32 list_bytes)
{
	u32 root, head, lock, list;

	maker_type(m, MAKER_FWD, "vmap_node", 0, 0);
	root = maker_type(m, MAKER_STRUCT, n->root_type ?: "rb_root", 0, 8);
	head = maker_type(m, MAKER_STRUCT, n->head_type ?: "list_head", 0, 16);
	lock = maker_type(m, MAKER_TYPEDEF, n->lock_type ?: "spinlock_t", 0, 1);
	list = maker_type(m, MAKER_STRUCT, "rb_list", 4, list_bytes);
	maker_member(m, n->root ?: "root", root, l->root);
	maker_member(m, n->head ?: "head", head, l->head);
	maker_member(m, n->lock ?: "lock", lock, l->lock);
	maker_member(m, "", lock, 0);
	maker_type(m, MAKER_STRUCT, n->node ?: "vmap_node", 3, l->bytes);
	maker_member(m, "pool", root, 0);
	maker_member(m, n->busy ?: "busy", list, l->busy);
	maker_member(m, n->lazy ?: "lazy", list, l->lazy);
}

/**
 * maker_expect_layout - pack, and expect a layout
 * @m: the description
 * @want: the layout
 */
void maker_expect_layout(struct maker *m, const struct ptwalk_vmap_layout *want)
{
	struct ptwalk_vmap_layout l = {};
	const char *why;

	maker_pack(m);
	KUNIT_ASSERT_EQ(m->test, ptwalk_btf_open(&m->btf), 0);
	KUNIT_ASSERT_EQ(m->test, ptwalk_vmap_layout(&m->btf, &l, &why), 0);
	KUNIT_EXPECT_NULL(m->test, why);
	KUNIT_EXPECT_EQ(m->test, l.bytes, want->bytes);
	KUNIT_EXPECT_EQ(m->test, l.busy, want->busy);
	KUNIT_EXPECT_EQ(m->test, l.lazy, want->lazy);
	KUNIT_EXPECT_EQ(m->test, l.root, want->root);
	KUNIT_EXPECT_EQ(m->test, l.head, want->head);
	KUNIT_EXPECT_EQ(m->test, l.lock, want->lock);
}

/**
 * maker_layout_error - pack, and look for the layout
 * @m: the description
 *
 * Return: what ptwalk_vmap_layout() returns.
 */
int maker_layout_error(struct maker *m)
{
	struct ptwalk_vmap_layout l;
	const char *why;

	maker_pack(m);
	KUNIT_ASSERT_EQ(m->test, ptwalk_btf_open(&m->btf), 0);
	return ptwalk_vmap_layout(&m->btf, &l, &why);
}
