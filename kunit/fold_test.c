// SPDX-License-Identifier: GPL-2.0-only
/*
 * Folding of tables with four entries: what is folded must expand to the rows that went
 * in, and nothing that could be folded may be left.
 */
#include "fake.h"
#include "ptwalk_fold.h"

#define SLOTS	4u
#define LEVELS	4u
#define PAGE	4096ULL

/** ROWS - most rows of a tree */
#define ROWS	512

static const struct ptwalk_region region = { 0, ~0ULL, "r" };
static const struct ptwalk_owner owner = { .region = &region };

/**
 * struct tree - the rows of a tree of tables, in the order of a walk
 * @g: the geometry
 * @seed: of random choices
 * @pa: where the next leaf leads
 * @n: how many rows
 * @row: the rows
 */
struct tree {
	struct ptwalk_geometry g;
	u64 seed;
	u64 pa;
	u32 n;
	struct ptwalk_fold_row row[ROWS];
};

static struct tree *tree_new(struct kunit *test, u64 seed)
{
	struct tree *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	unsigned int l;

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->g = fake_new(test, &fake_shapes[1])->space.geo;
	t->seed = seed;
	t->pa = 0x40000000;
	for (l = 0; l < LEVELS; l++) {
		t->g.level[l].entries = SLOTS;
		t->g.level[l].shift = 12 + 2 * l;
	}
	return t;
}

static void add_table(struct tree *t, unsigned int level, u32 index, u64 va, u64 attrs, u32 used)
{
	struct ptwalk_fold_row *row = &t->row[t->n++];

	row->kind = PTWALK_FOLD_TABLE;
	row->table = (struct ptwalk_batch) {
		.start = va, .kind = PTWALK_TABLE, .level = level, .index = index, .count = 1,
		.raw = 0x1000 | 3 | attrs, .used = used,
	};
}

static void add_run(struct tree *t, unsigned int level, u32 index, u64 va, u32 n, u64 attrs)
{
	struct ptwalk_fold_row *row = &t->row[t->n++];
	u64 bytes = ptwalk_level_bytes(&t->g, level, n);

	row->kind = PTWALK_FOLD_ENTRIES;
	row->owner = owner;
	row->run = (struct ptwalk_run) {
		.start = va, .bytes = bytes, .kind = PTWALK_LEAF, .level = level, .attrs = attrs,
		.owner = &region, .pa = t->pa, .index = index, .leaves = n,
		.extents = { .n = 1, .next_pa = t->pa + bytes },
	};
	t->pa += bytes;
}

/* What is in a table whose entries are of @level. Returns how many are used. */
static u32 grow(struct tree *t, unsigned int level, u64 va);

static void grow_table(struct tree *t, unsigned int level, u32 index, u64 va)
{
	u32 at = t->n;

	add_table(t, level, index, va, fake_random(&t->seed, 12) ? 0 : FAKE_PXN_TABLE, 0);
	t->row[at].table.used = grow(t, level - 1, va);
}

static u32 grow_mixed(struct tree *t, unsigned int level, u64 va)
{
	u32 i, used = 0;

	for (i = 0; i < SLOTS; i++) {
		u64 at = va + ptwalk_level_bytes(&t->g, level, i);

		switch (fake_random(&t->seed, 4)) {
		case 0:
			continue;
		case 1:
			if (!level)
				continue;
			grow_table(t, level, i, at);
			break;
		default:
			/* Neighbours differ, or would be one row. */
			add_run(t, level, i, at, 1, 7 + i);
		}
		used++;
	}
	return used;
}

static u32 grow(struct tree *t, unsigned int level, u64 va)
{
	u32 i;

	switch (fake_random(&t->seed, 9)) {
	case 0:
		return 0;
	case 1:
		return grow_mixed(t, level, va);
	case 2:
		t->pa += 16 * PAGE;
		break;
	case 3:
		add_run(t, level, 0, va, SLOTS, 9);
		return SLOTS;
	default:
		break;
	}
	if (!level) {
		add_run(t, level, 0, va, SLOTS, 7);
		return SLOTS;
	}
	for (i = 0; i < SLOTS; i++)
		grow_table(t, level, i, va + ptwalk_level_bytes(&t->g, level, i));
	return SLOTS;
}

/* The rows that like tables stand for. */
static void expand(struct tree *t, const struct ptwalk_like_tables *like, unsigned int level,
		   u32 index, u64 va)
{
	u32 i;

	add_table(t, level, index, va, like->attrs & FAKE_PXN_TABLE, like->empty ? 0 : SLOTS);
	if (like->empty)
		return;
	if (level - 1 == like->bottom) {
		add_run(t, like->bottom, 0, va, SLOTS, like->leaves.attrs);
		return;
	}
	for (i = 0; i < SLOTS; i++)
		expand(t, like, level - 1, i, va + ptwalk_level_bytes(&t->g, level - 1, i));
}

static void take_row(struct tree *t, const struct ptwalk_fold_row *row)
{
	u64 i;

	if (row->kind != PTWALK_FOLD_TABLES) {
		t->row[t->n++] = *row;
		return;
	}
	t->pa = row->tables.leaves.pa;
	for (i = 0; i < row->tables.n; i++)
		expand(t, &row->tables, row->tables.level, row->tables.index + (u32)i,
		       row->tables.start + ptwalk_level_bytes(&t->g, row->tables.level, i));
}

static void expect_same(struct kunit *test, const struct ptwalk_fold_row *a,
			const struct ptwalk_fold_row *b)
{
	KUNIT_ASSERT_EQ(test, (int)a->kind, (int)b->kind);
	if (a->kind == PTWALK_FOLD_TABLE) {
		KUNIT_EXPECT_EQ(test, a->table.start, b->table.start);
		KUNIT_EXPECT_EQ(test, a->table.level, b->table.level);
		KUNIT_EXPECT_EQ(test, a->table.index, b->table.index);
		KUNIT_EXPECT_EQ(test, a->table.used, b->table.used);
		KUNIT_EXPECT_EQ(test, a->table.raw, b->table.raw);
		return;
	}
	KUNIT_EXPECT_EQ(test, a->run.start, b->run.start);
	KUNIT_EXPECT_EQ(test, a->run.level, b->run.level);
	KUNIT_EXPECT_EQ(test, a->run.index, b->run.index);
	KUNIT_EXPECT_EQ(test, a->run.leaves, b->run.leaves);
	KUNIT_EXPECT_EQ(test, a->run.attrs, b->run.attrs);
	KUNIT_EXPECT_EQ(test, a->run.pa, b->run.pa);
	KUNIT_EXPECT_PTR_EQ(test, b->owner.region, a->owner.region);
}

/* Fold a tree, and expand it into another. Returns how many rows the folded one has. */
static u32 fold(struct kunit *test, struct tree *t, struct tree *out)
{
	struct ptwalk_fold *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	const struct ptwalk_fold_row *row;
	u32 i, n = 0;

	KUNIT_ASSERT_NOT_NULL(test, f);
	ptwalk_fold_start(f, &t->g);
	for (i = 0; i <= t->n; i++) {
		if (i == t->n)
			ptwalk_fold_end(f);
		else if (t->row[i].kind == PTWALK_FOLD_TABLE)
			ptwalk_fold_table(f, &t->row[i].table);
		else
			ptwalk_fold_entries(f, &t->row[i].run, &t->row[i].owner);
		KUNIT_ASSERT_LE(test, f->n, PTWALK_FOLD_ROWS);
		for (; (row = ptwalk_fold_row(f)); n++)
			take_row(out, row);
	}
	KUNIT_ASSERT_EQ(test, out->n, t->n);
	for (i = 0; i < t->n; i++)
		expect_same(test, &t->row[i], &out->row[i]);
	kunit_kfree(test, f);
	return n;
}

static void fold_random(struct kunit *test)
{
	struct tree *t = tree_new(test, 1), *out = tree_new(test, 1);
	u32 round, before = 0, after = 0;

	for (round = 1; round <= 2000; round++) {
		t->seed = round * 0x9e3779b97f4a7c15ULL;
		t->n = 0;
		out->n = 0;
		grow(t, LEVELS - 1, 0);
		before += t->n;
		after += fold(test, t, out);
	}
	/* It is worth it. */
	KUNIT_EXPECT_LT(test, 5 * after, 4 * before);
}

/* A table of like tables of like tables, in which @change is done to the rows. */
static u32 fold_uniform(struct kunit *test, void (*change)(struct tree *t))
{
	struct tree *t = tree_new(test, 1), *out = tree_new(test, 1);
	u32 i, j, k;

	for (i = 0; i < SLOTS; i++) {
		u64 va = ptwalk_level_bytes(&t->g, 3, i);

		add_table(t, 3, i, va, 0, SLOTS);
		for (j = 0; j < SLOTS; j++, va += ptwalk_level_bytes(&t->g, 2, 1)) {
			add_table(t, 2, j, va, 0, SLOTS);
			for (k = 0; k < SLOTS; k++) {
				u64 at = va + ptwalk_level_bytes(&t->g, 1, k);

				add_table(t, 1, k, at, 0, SLOTS);
				add_run(t, 0, 0, at, SLOTS, 7);
			}
		}
	}
	if (change)
		change(t);
	return fold(test, t, out);
}

/* Rows 2 to 9 are the four last tables of the first table of the first table. */
static void change_attrs(struct tree *t)
{
	t->row[5].run.attrs = 8;
}

static void change_pa(struct tree *t)
{
	t->row[5].run.pa += PAGE;
	t->row[5].run.extents.next_pa += PAGE;
}

static void change_owner(struct tree *t)
{
	t->row[5].run.owner = &owner;
}

static void change_inherited(struct tree *t)
{
	t->row[5].run.inherited = 1;
}

static void change_flags(struct tree *t)
{
	t->row[4].table.raw |= FAKE_PXN_TABLE;
}

static void change_used(struct tree *t)
{
	t->row[4].table.used--;
}

static void change_kind(struct tree *t)
{
	t->row[5].run.kind = PTWALK_BAD;
}

static void change_extents(struct tree *t)
{
	t->row[5].run.extents.n = 2;
}

static void change_length(struct tree *t)
{
	t->row[5].run.leaves--;
}

static void fold_counts(struct kunit *test)
{
	static void (*const changes[])(struct tree *t) = {
		change_attrs, change_pa, change_owner, change_inherited, change_flags, change_used,
		change_kind, change_extents, change_length,
	};
	unsigned int i;

	/* "PGD[0-3] 4 tables, each 4/4 tables, each 4/4 tables, each 4/4" */
	KUNIT_EXPECT_EQ(test, fold_uniform(test, NULL), 1);
	/*
	 * The table of the second of the last four: its two rows, two for the one before it,
	 * one for the two after it, one for the other three beside the four, one for the
	 * other three roots, and a row of each of the two tables above.
	 */
	for (i = 0; i < ARRAY_SIZE(changes); i++)
		KUNIT_EXPECT_EQ_MSG(test, fold_uniform(test, changes[i]), 9, "change %u", i);
}

/* Neighbours that lead to one table are shown as they are. */
static void fold_repeated(struct kunit *test)
{
	struct tree *t = tree_new(test, 1), *out = tree_new(test, 1);

	add_table(t, 3, 0, 0, 0, SLOTS);
	add_table(t, 2, 0, 0, 0, 0);
	add_table(t, 2, 1, ptwalk_level_bytes(&t->g, 2, 1), 0, 0);
	t->row[2].table.repeated = true;
	t->row[2].table.count = 3;
	add_table(t, 3, 1, ptwalk_level_bytes(&t->g, 3, 1), 0, 0);
	add_table(t, 3, 2, ptwalk_level_bytes(&t->g, 3, 2), 0, 0);
	KUNIT_EXPECT_EQ(test, fold(test, t, out), 4);
	KUNIT_EXPECT_TRUE(test, out->row[2].table.repeated);
}

/* Blocks at the root and under it, and nothing at all. */
static void fold_small(struct kunit *test)
{
	struct tree *t = tree_new(test, 1), *out = tree_new(test, 1);

	KUNIT_EXPECT_EQ(test, fold(test, t, out), 0);
	add_run(t, 3, 0, 0, SLOTS, 7);
	KUNIT_EXPECT_EQ(test, fold(test, t, out), 1);
	t->n = 0;
	out->n = 0;
	add_table(t, 3, 1, ptwalk_level_bytes(&t->g, 3, 1), 0, SLOTS);
	add_run(t, 2, 0, ptwalk_level_bytes(&t->g, 3, 1), SLOTS, 7);
	KUNIT_EXPECT_EQ(test, fold(test, t, out), 2);
	/* Not its neighbour: one is missing. */
	add_table(t, 3, 3, ptwalk_level_bytes(&t->g, 3, 3), 0, SLOTS);
	add_run(t, 2, 0, ptwalk_level_bytes(&t->g, 3, 3), SLOTS, 7);
	out->n = 0;
	KUNIT_EXPECT_EQ(test, fold(test, t, out), 4);
}

static struct kunit_case fold_cases[] = {
	KUNIT_CASE(fold_random),
	KUNIT_CASE(fold_counts),
	KUNIT_CASE(fold_repeated),
	KUNIT_CASE(fold_small),
	{}
};

static struct kunit_suite fold_suite = {
	.name = "ptwalk-fold",
	.test_cases = fold_cases,
};

kunit_test_suite(fold_suite);
