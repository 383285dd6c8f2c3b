// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copies of words from memory that may not be there.
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include <kunit/test.h>
#include "ptwalk_arch.h"

#define MOST 40

/* Copies exactly as many words as requested. */
static void copy_all(struct kunit *test)
{
	u64 from[MOST], to[MOST + 1];
	u32 n, i;

	for (i = 0; i < MOST; i++)
		from[i] = 0x0101010101010101ULL * (i + 1);
	for (n = 0; n <= MOST; n++) {
		memset(to, 0xee, sizeof(to));
		KUNIT_ASSERT_EQ(test, ptwalk_arch_copy(to, from, n), 0);
		KUNIT_EXPECT_EQ(test, memcmp(to, from, n * sizeof(*to)), 0);
		KUNIT_EXPECT_EQ(test, to[n], 0xeeeeeeeeeeeeeeeeULL);
	}
}

/* Nothing is mapped after a vmalloc area: a copy that gets there must fail. */
static void copy_faults(struct kunit *test)
{
	u64 *end, *start = vmalloc(PAGE_SIZE), to[MOST];
	u32 n, there;

	KUNIT_ASSERT_NOT_NULL(test, start);
	end = start + PAGE_SIZE / sizeof(*start);
	for (n = 1; n <= MOST; n++) {
		for (there = 0; there < n; there++)
			KUNIT_EXPECT_EQ_MSG(test, ptwalk_arch_copy(to, end - there, n), -EFAULT,
					    "%u words of which %u are there", n, there);
		KUNIT_EXPECT_EQ(test, ptwalk_arch_copy(to, end - n, n), 0);
	}
	vfree(start);
}

static struct kunit_case copy_cases[] = {
	KUNIT_CASE(copy_all),
	KUNIT_CASE(copy_faults),
	{}
};

static struct kunit_suite copy_suite = {
	.name = "ptwalk-copy",
	.test_cases = copy_cases,
};

kunit_test_suite(copy_suite);
