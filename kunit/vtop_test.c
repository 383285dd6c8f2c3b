// SPDX-License-Identifier: GPL-2.0-only
/*
 * Single addresses with their paths, compared with the second walker's list, and over
 * tables that change meanwhile.
 */
#include "fake.h"
#include "ptwalk_vtop.h"

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_trees, shape_desc);

static struct ptwalk_vtop *new_vtop(struct kunit *test)
{
	struct ptwalk_vtop *v = kunit_kzalloc(test, sizeof(*v), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, v);
	/* Results of the previous call must not remain. */
	memset(v, 0x5a, sizeof(*v));
	return v;
}

/* The last entry of the list on the path to an address that is no table; NULL for zeros. */
static const struct fake_ref *end_of_path(const struct fake *f, const struct fake_refs *refs,
					  u64 va)
{
	u32 i;

	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];

		if (r->kind != PTWALK_TABLE && r->kind != PTWALK_EMPTY &&
		    va - r->va < fake_size(f, r->level))
			return r;
	}
	return NULL;
}

static void check_address(struct kunit *test, struct fake *f, const struct fake_refs *refs,
			  struct ptwalk_vtop *v, u64 va)
{
	const struct fake_ref *r = end_of_path(f, refs, va);
	const struct ptwalk_batch *b;

	KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
	KUNIT_ASSERT_EQ(test, v->va, va);
	fake_check_path(f, v);
	b = &v->path[v->n - 1];
	KUNIT_ASSERT_EQ_MSG(test, (int)b->kind, r ? (int)r->kind : PTWALK_EMPTY, "at %llx", va);
	if (!r)
		return;
	KUNIT_ASSERT_EQ(test, b->level, r->level);
	KUNIT_ASSERT_EQ(test, b->raw, r->raw);
	KUNIT_ASSERT_EQ(test, b->inherited, r->inherited);
	if (v->mapped)
		KUNIT_ASSERT_EQ_MSG(test, v->pa, r->pa + (va - r->va), "at %llx", va);
}

/* Start, middle and last byte of every entry of the list, and the addresses beside it. */
static void every_entry(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_vtop *v = new_vtop(test);
	const struct ptwalk_geometry *g = &f->space.geo;
	u32 i;

	fake_list(f, refs);
	check_address(test, f, refs, v, g->va_start);
	KUNIT_EXPECT_EQ(test, v->n, 1u);
	fake_busy(f);
	*fake_slot(f, g->va_start + 11 * fake_size(f, 0), 0) = 0;
	fake_list(f, refs);
	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];
		u64 size = fake_size(f, r->level);

		check_address(test, f, refs, v, r->va);
		check_address(test, f, refs, v, r->va + size / 2 + 1);
		check_address(test, f, refs, v, r->va + size - 1);
		if (r->va != g->va_start)
			check_address(test, f, refs, v, r->va - 1);
	}
	check_address(test, f, refs, v, g->va_last);
}

/* Tables that can't be entered end the path, at each level. */
static void refused_tables(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_vtop *v = new_vtop(test);
	u64 va = f->space.geo.va_start, table = fake_table(f);
	const struct {
		u64 pa;
		enum ptwalk_kind kind;
	} ends[] = {
		{ f->space.geo.root_pa, PTWALK_LOOP },
		{ 0x1000000, PTWALK_OUTSIDE },
		{ table, PTWALK_FAULT },
	};
	unsigned int level;
	u32 i;

	f->broken = table;
	for (level = 1; level <= fake_top(f); level++) {
		for (i = 0; i < ARRAY_SIZE(ends); i++) {
			u64 *e = fake_slot(f, va, level);

			*e = fake_pointer(f, ends[i].pa, 0);
			fake_list(f, refs);
			check_address(test, f, refs, v, va + 5);
			KUNIT_EXPECT_EQ(test, (int)v->path[v->n - 1].kind, (int)ends[i].kind);
			KUNIT_EXPECT_EQ(test, v->path[v->n - 1].level, level);
			*e = 0;
		}
		fake_clear(f);
		/* The broken one again. */
		KUNIT_ASSERT_EQ(test, fake_table(f), table);
	}
}

static void errors(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_vtop *v = new_vtop(test);

	f->broken = f->space.geo.root_pa;
	KUNIT_EXPECT_EQ(test, ptwalk_vtop(&f->space, f->space.geo.va_start, v), -EFAULT);
	KUNIT_EXPECT_FALSE(test, v->mapped);
	f->broken = 0;
	f->eintr_every = 1;
	KUNIT_EXPECT_EQ(test, ptwalk_vtop(&f->space, f->space.geo.va_start, v), -EINTR);
	KUNIT_EXPECT_FALSE(test, v->mapped);
	KUNIT_EXPECT_EQ(test, f->depth, 0);
}

/* Before the @nth read, @slot takes @value. */
static void change_once(struct fake *f, u64 pa)
{
	if (!--f->nth)
		*f->slot = f->value;
}

/* A table takes the place of another one: the path is the old one or the new one, whole. */
static void table_replaced(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_vtop *v = new_vtop(test);
	u64 va = f->space.geo.va_start, others[PTWALK_LEVELS];
	unsigned int level, l;
	u64 nth;

	for (level = 1; level <= fake_top(f); level++) {
		fake_clear(f);
		fake_map(f, va, 0x40000000, 0, FAKE_RW, 1);
		for (l = 0; l < level; l++) {
			others[l] = fake_table(f);
			*fake_entry(f, others[l], 0) = l ? fake_pointer(f, others[l - 1], 0) :
						       fake_leaf(f, 0, 0x50000000, FAKE_RW);
		}
		for (nth = 1; nth < 24; nth++) {
			u64 was, pa;

			f->slot = fake_slot(f, va, level);
			was = *f->slot;
			f->value = fake_pointer(f, others[level - 1], 0);
			f->nth = nth;
			f->on_read = change_once;
			KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
			f->on_read = NULL;
			*f->slot = was;
			pa = v->pa;
			KUNIT_EXPECT_TRUE_MSG(test, pa == 0x40000000 || pa == 0x50000000,
					      "%llx at read %llu of level %u", pa, nth, level);
			fake_check_path(f, v);
		}
	}
}

/* The path becomes shorter, and longer. */
static void table_becomes_block(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = f->space.geo.va_start, leaf, nth;
	struct ptwalk_vtop *v = new_vtop(test);
	unsigned int level, way;

	for (level = 1; level <= fake_top(f); level++) {
		for (nth = 1; nth < 48; nth++) {
			way = nth % 2;
			fake_clear(f);
			fake_map(f, va, 0x40000000, 0, FAKE_RW, 1);
			f->slot = fake_slot(f, va, level);
			leaf = fake_may_block(f, level) ?
			       fake_leaf(f, level, 1ULL << 42, FAKE_RW) : 0;
			f->value = way ? leaf : *f->slot;
			if (!way)
				*f->slot = leaf;
			f->nth = nth / 2 + 1;
			f->on_read = change_once;
			KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
			f->on_read = NULL;
			fake_check_path(f, v);
		}
	}
}

static void change_always(struct fake *f, u64 pa)
{
	u64 was = *f->slot;

	*f->slot = f->value;
	f->value = was;
}

/* Two tables alternate at each read: the walk ends, with entries that existed. */
static void never_still(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_vtop *v = new_vtop(test);
	u64 va = f->space.geo.va_start, other;
	unsigned int level, i;

	for (level = 1; level <= fake_top(f); level++) {
		fake_clear(f);
		fake_map(f, va, 0x50000000, 0, FAKE_RW, 1);
		f->slot = fake_slot(f, va, level);
		other = *f->slot;
		*f->slot = 0;
		fake_map(f, va, 0x40000000, 0, FAKE_RW, 1);
		f->value = other;
		f->reads = 0;
		f->on_read = change_always;
		KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
		f->on_read = NULL;
		KUNIT_ASSERT_LE(test, f->reads, 2000ULL);
		KUNIT_ASSERT_GE(test, v->n, 1u);
		KUNIT_ASSERT_LE(test, v->n, (u32)f->space.geo.levels);
		if (v->mapped)
			KUNIT_EXPECT_EQ(test, v->pa & ~0x10000000ULL, 0x40000000ULL);
		else
			KUNIT_EXPECT_EQ(test, (int)v->path[v->n - 1].kind, PTWALK_TORN);
		for (i = 0; i + 1 < v->n; i++)
			KUNIT_EXPECT_EQ(test, (int)v->path[i].kind, PTWALK_TABLE);
	}
}

/* Of four looks at @slot, the first sees one table and the others the other. */
static void change_after_first(struct fake *f, u64 pa)
{
	if (fake_entry(f, pa, 0) == f->slot && f->nth < 400)
		*f->slot = f->nth++ % 4 ? f->value : f->first;
}

/* Every path is inconsistent: the number of retries is limited. */
static void always_replaced(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_vtop *v = new_vtop(test);
	u64 va = f->space.geo.va_start;

	fake_map(f, va, 0x50000000, 0, FAKE_RW, 1);
	f->slot = fake_slot(f, va, 1);
	f->value = *f->slot;
	*f->slot = 0;
	fake_map(f, va, 0x40000000, 0, FAKE_RW, 1);
	f->first = *f->slot;
	f->nth = 0;
	f->on_read = change_after_first;
	KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
	KUNIT_EXPECT_EQ(test, f->nth, 4ULL * (PTWALK_RETRIES + 1));
	KUNIT_EXPECT_TRUE(test, v->mapped);
	KUNIT_EXPECT_EQ(test, v->pa, 0x50000000ULL);
}

static struct kunit_case vtop_cases[] = {
	KUNIT_CASE_PARAM(every_entry, shape_gen_params),
	KUNIT_CASE_PARAM(refused_tables, shape_gen_params),
	KUNIT_CASE_PARAM(errors, shape_gen_params),
	KUNIT_CASE_PARAM(table_replaced, shape_gen_params),
	KUNIT_CASE_PARAM(table_becomes_block, shape_gen_params),
	KUNIT_CASE_PARAM(never_still, shape_gen_params),
	KUNIT_CASE_PARAM(always_replaced, shape_gen_params),
	{}
};

static struct kunit_suite vtop_suite = {
	.name = "ptwalk-vtop",
	.test_cases = vtop_cases,
};

kunit_test_suite(vtop_suite);
