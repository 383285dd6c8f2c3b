// SPDX-License-Identifier: GPL-2.0-only
/*
 * One address: its path, and what the second walker's list has there.
 */
#include "fake.h"
#include "ptwalk_vtop.h"

/**
 * fake_check_path - check that each entry of a path is in the table of the one before
 * @f: the arena
 * @v: the path
 */
void fake_check_path(const struct fake *f, const struct ptwalk_vtop *v)
{
	struct kunit *test = f->test;
	const struct ptwalk_geometry *g = &f->space.geo;
	u32 i;

	KUNIT_ASSERT_GE(test, v->n, 1u);
	KUNIT_ASSERT_LE(test, v->n, (u32)g->levels);
	for (i = 0; i < v->n; i++) {
		const struct ptwalk_batch *b = &v->path[i];

		KUNIT_ASSERT_EQ(test, b->level, g->levels - 1 - i);
		KUNIT_ASSERT_EQ(test, b->table_pa, i ? v->path[i - 1].pa : g->root_pa);
		KUNIT_ASSERT_EQ(test, b->index, (u32)(v->va >> g->level[b->level].shift) &
				(g->level[b->level].entries - 1));
		KUNIT_ASSERT_EQ(test, b->kind == PTWALK_TABLE, i < v->n - 1);
		KUNIT_ASSERT_NULL(test, b->e);
	}
	KUNIT_ASSERT_EQ(test, v->mapped, v->path[v->n - 1].kind == PTWALK_LEAF);
	if (!v->mapped)
		KUNIT_ASSERT_EQ(test, v->pa, 0ULL);
}

/* Leaf of the list that maps an address, or NULL. */
static const struct fake_ref *leaf_at(const struct fake *f, const struct fake_refs *refs, u64 va)
{
	u32 i;

	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];

		if (r->kind == PTWALK_LEAF && va - r->va < fake_size(f, r->level))
			return r;
	}
	return NULL;
}

/**
 * fake_check_lookup - check that ptwalk_vtop() and ptwalk_walk_lookup() agree with a list
 * @f: the arena
 * @refs: its list
 * @va: the address to look up
 */
void fake_check_lookup(struct fake *f, const struct fake_refs *refs, u64 va)
{
	struct kunit *test = f->test;
	const struct fake_ref *r = leaf_at(f, refs, va);
	struct ptwalk_vtop *v = kunit_kzalloc(test, sizeof(*v), GFP_KERNEL);
	struct ptwalk_batch b;
	int ret = ptwalk_walk_lookup(&f->space, va, &b);

	KUNIT_ASSERT_NOT_NULL(test, v);
	KUNIT_ASSERT_EQ_MSG(test, ret, r ? 0 : -ENOENT, "at %llx", va);
	KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
	KUNIT_ASSERT_EQ_MSG(test, v->mapped, !!r, "at %llx", va);
	fake_check_path(f, v);
	if (r) {
		u64 pa = r->pa + (va - r->va);

		KUNIT_ASSERT_EQ(test, b.start, r->va);
		KUNIT_ASSERT_EQ(test, b.count, 1ULL);
		KUNIT_ASSERT_EQ_MSG(test, ptwalk_batch_pa(&f->space.geo, &b, va - b.start), pa,
				    "at %llx", va);
		KUNIT_ASSERT_EQ_MSG(test, v->pa, pa, "at %llx", va);
	}
	kunit_kfree(test, v);
}
