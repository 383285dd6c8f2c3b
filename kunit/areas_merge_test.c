// SPDX-License-Identifier: GPL-2.0-only
/*
 * Merging of lists of areas: sorted, with no area and no chunk lost, for any lengths
 * and wherever it is interrupted.
 */
#include "scene.h"

#define CHUNK	PTWALK_AREAS_CHUNK

/* Addresses that the areas of a list come from; few, so that lists share some. */
#define SPACE	4096u

/** struct heap - a limited supply of chunks */
struct heap {
	struct ptwalk_areas_chunk *spare;
	u32 chunks;
};

static u32 pauses, pauses_left;

static int count_pause(void)
{
	pauses++;
	if (!pauses_left)
		return -EINTR;
	pauses_left--;
	return 0;
}

static u32 length(const struct ptwalk_areas_chunk *chunk)
{
	u32 n = 0;

	for (; chunk; chunk = chunk->next)
		n++;
	return n;
}

static void grow(struct kunit *test, struct heap *heap)
{
	struct ptwalk_areas_chunk *chunk = kunit_kzalloc(test, sizeof(*chunk), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, chunk);
	chunk->next = heap->spare;
	heap->spare = chunk;
	heap->chunks++;
}

static void append(struct kunit *test, struct heap *heap, struct ptwalk_areas_pile *pile,
		   u64 start, u64 caller)
{
	if (!pile->last || pile->last->n == CHUNK) {
		struct ptwalk_areas_chunk *chunk;

		if (!heap->spare)
			grow(test, heap);
		chunk = heap->spare;
		heap->spare = chunk->next;
		chunk->n = 0;
		ptwalk_areas_push(pile, chunk);
	}
	pile->last->area[pile->last->n++] = (struct ptwalk_area) {
		.start = start, .end = start + 1, .caller = caller,
	};
}

/* @n areas of what is left of the space, in order, each made by @caller. */
static void fill(struct kunit *test, struct heap *heap, struct ptwalk_areas_pile *pile, u32 n,
		 u64 caller, u64 *seed)
{
	u32 start;

	for (start = 0; start < SPACE && n; start++) {
		*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
		if ((*seed >> 33) % (SPACE - start) >= n)
			continue;
		append(test, heap, pile, start, caller);
		n--;
	}
}

/* Check that chunks are full and areas sorted, later ones first. Returns how many. */
static u32 judge(struct kunit *test, const struct ptwalk_areas_pile *pile)
{
	const struct ptwalk_areas_chunk *c;
	struct ptwalk_area before = {};
	u32 i, n = 0;

	for (c = pile->first; c; c = c->next) {
		if (c->next)
			KUNIT_ASSERT_EQ(test, c->n, CHUNK);
		else
			KUNIT_ASSERT_PTR_EQ(test, c, pile->last);
		KUNIT_ASSERT_GT(test, c->n, 0);
		for (i = 0; i < c->n; i++, n++) {
			if (n && c->area[i].start == before.start)
				KUNIT_ASSERT_LT(test, c->area[i].caller, before.caller);
			else if (n)
				KUNIT_ASSERT_GT(test, c->area[i].start, before.start);
			before = c->area[i];
		}
	}
	return n;
}

static const u32 lengths[] = { 0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7 };

/* Any two lengths: two spare chunks are enough, and both are spare again afterwards. */
static void merge_lengths(struct kunit *test)
{
	u64 seed = 1;
	u32 i, j, n;

	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		for (j = 0; j < ARRAY_SIZE(lengths); j++) {
			struct ptwalk_areas_pile a = {}, b = {};
			struct heap heap = {};

			fill(test, &heap, &a, lengths[i], 1, &seed);
			fill(test, &heap, &b, lengths[j], 2, &seed);
			KUNIT_ASSERT_NULL(test, heap.spare);
			grow(test, &heap);
			grow(test, &heap);
			pauses_left = ~0U;
			n = lengths[i] + lengths[j];
			KUNIT_ASSERT_EQ(test, ptwalk_areas_merge(&a, &b, &heap.spare, count_pause),
					0);
			KUNIT_ASSERT_EQ(test, judge(test, &a), n);
			KUNIT_ASSERT_NULL(test, b.first);
			KUNIT_ASSERT_NULL(test, b.last);
			KUNIT_ASSERT_EQ(test, length(a.first), DIV_ROUND_UP(n, CHUNK));
			KUNIT_ASSERT_EQ(test, length(heap.spare) + length(a.first), heap.chunks);
			KUNIT_ASSERT_GE(test, length(heap.spare), 2);
		}
	}
}

/* One list before the other, and one within the other. */
static void merge_apart(struct kunit *test)
{
	struct ptwalk_areas_pile a = {}, b = {};
	struct heap heap = {};
	u32 i;

	for (i = 0; i < CHUNK + 3; i++)
		append(test, &heap, &a, i < 5 ? i : 1000 + i, 1);
	for (i = 0; i < 2 * CHUNK + 3; i++)
		append(test, &heap, &b, 100 + i, 2);
	grow(test, &heap);
	grow(test, &heap);
	pauses_left = ~0U;
	KUNIT_ASSERT_EQ(test, ptwalk_areas_merge(&a, &b, &heap.spare, count_pause), 0);
	KUNIT_EXPECT_EQ(test, judge(test, &a), 3 * CHUNK + 6);
	KUNIT_EXPECT_EQ(test, a.first->area[4].start, 4);
	KUNIT_EXPECT_EQ(test, a.first->area[5].start, 100);
	KUNIT_EXPECT_EQ(test, a.last->area[a.last->n - 1].start, 1000 + CHUNK + 2);
}

/* Interrupted at each pause, and without spare chunks: no chunk is lost. */
static void merge_interrupted(struct kunit *test)
{
	u64 seed = 2;
	u32 stop, done = 0;

	for (stop = 0; !done; stop++) {
		struct ptwalk_areas_pile a = {}, b = {};
		struct heap heap = {};
		int err;

		fill(test, &heap, &a, 2 * CHUNK + 9, 1, &seed);
		fill(test, &heap, &b, 2 * CHUNK - 1, 2, &seed);
		grow(test, &heap);
		grow(test, &heap);
		pauses = 0;
		pauses_left = stop;
		err = ptwalk_areas_merge(&a, &b, &heap.spare, count_pause);
		done = !err;
		KUNIT_ASSERT_EQ(test, err, done ? 0 : -EINTR);
		KUNIT_ASSERT_EQ(test, length(heap.spare) + length(a.first), heap.chunks);
		KUNIT_ASSERT_NULL(test, b.first);
		KUNIT_ASSERT_EQ(test, pauses, done ? 4 : stop + 1);
	}
	KUNIT_EXPECT_EQ(test, stop, 5);
}

static void merge_no_spare(struct kunit *test)
{
	struct ptwalk_areas_pile a = {}, b = {};
	struct heap heap = {};
	u64 seed = 3;

	fill(test, &heap, &a, CHUNK, 1, &seed);
	fill(test, &heap, &b, CHUNK, 2, &seed);
	pauses_left = ~0U;
	KUNIT_EXPECT_EQ(test, ptwalk_areas_merge(&a, &b, &heap.spare, count_pause), -ENOMEM);
	KUNIT_EXPECT_EQ(test, length(heap.spare) + length(a.first), heap.chunks);
}

/* Many lists, merged as for a snapshot: no area is missing. */
static void merge_many(struct kunit *test)
{
	struct ptwalk_areas_pile all = {}, next;
	u32 list, i, n = 0, found[8] = {}, want[8];
	const struct ptwalk_areas_chunk *c;
	struct heap heap = {};
	u64 seed = 4;

	pauses_left = ~0U;
	for (list = 0; list < ARRAY_SIZE(want); list++) {
		want[list] = 100 + 137 * list;
		n += want[list];
		next = (struct ptwalk_areas_pile) {};
		fill(test, &heap, &next, want[list], list, &seed);
		while (length(heap.spare) < 2)
			grow(test, &heap);
		KUNIT_ASSERT_EQ(test, ptwalk_areas_merge(&all, &next, &heap.spare, count_pause), 0);
	}
	KUNIT_ASSERT_EQ(test, judge(test, &all), n);
	for (c = all.first; c; c = c->next)
		for (i = 0; i < c->n; i++)
			found[c->area[i].caller]++;
	for (list = 0; list < ARRAY_SIZE(want); list++)
		KUNIT_EXPECT_EQ(test, found[list], want[list]);
}

/* Overlapping areas are dropped, also across chunks; the others stay the same. */
static void settle(struct kunit *test)
{
	u32 n = 2 * CHUNK + 11, i, kept = 0;
	struct ptwalk_area *a = kunit_kcalloc(test, n, sizeof(*a), GFP_KERNEL);
	struct ptwalk_areas *as;

	KUNIT_ASSERT_NOT_NULL(test, a);
	/* Each third one covers the two behind it: the first the same start, the second not. */
	for (i = 0; i < n; i++)
		a[i] = (struct ptwalk_area) {
			.start = 10 * (i / 3) + (i % 3 == 2 ? 7 : 0),
			.end = 10 * (i / 3) + (i % 3 ? 9 : 10), .caller = i,
		};
	as = scene_areas(test, a, n);
	/* What is behind the last must not be looked at. */
	as->block[0][2]->area[11].start = ~0ULL;
	pauses = 0;
	pauses_left = ~0U;
	KUNIT_ASSERT_EQ(test, ptwalk_areas_settle(as, count_pause), 0);
	KUNIT_EXPECT_EQ(test, pauses, 3);
	KUNIT_EXPECT_EQ(test, as->n, DIV_ROUND_UP(n, 3));
	for (i = 0; i < as->n; i++)
		kept += ptwalk_areas_at(as, i)->caller == 3 * i;
	KUNIT_EXPECT_EQ(test, kept, as->n);
	pauses_left = 0;
	KUNIT_EXPECT_EQ(test, ptwalk_areas_settle(as, count_pause), -EINTR);
}

static struct kunit_case areas_merge_cases[] = {
	KUNIT_CASE(merge_lengths),
	KUNIT_CASE(merge_apart),
	KUNIT_CASE(merge_interrupted),
	KUNIT_CASE(merge_no_spare),
	KUNIT_CASE(merge_many),
	KUNIT_CASE(settle),
	{}
};

static struct kunit_suite areas_merge_suite = {
	.name = "ptwalk-areas-merge",
	.test_cases = areas_merge_cases,
};

kunit_test_suite(areas_merge_suite);
