// SPDX-License-Identifier: GPL-2.0-only
/*
 * The entry of a function, from sprint_symbol()'s text for an address in it.
 */
#include <kunit/test.h>

#include "ptwalk_symbol.h"

/** struct saying - text for address 0x1000, and the entry that follows from it */
struct saying {
	const char *said;
	u64 entry;
};

static const struct saying sayings[] = {
	{ "lookup+0x0/0x120", 0x1000 },
	/* Past an ENDBR, a BTI and a patched call, and far inside. */
	{ "lookup+0x4/0x120", 0xffc },
	{ "lookup+0x8/0x120", 0xff8 },
	{ "lookup+0xabc/0xabd", 0x544 },
	{ "lookup+0x1000/0x2000", 0 },
	{ "lookup+0x0/0x120 [mod]", 0x1000 },
	/* Another function, or none. */
	{ "lookups+0x0/0x120", 0 },
	{ "look+0x0/0x120", 0 },
	{ "lookup.part.0+0x0/0x120", 0 },
	{ "mylookup+0x0/0x120", 0 },
	{ "0xffff800008000000", 0 },
	{ "", 0 },
	{ "lookup", 0 },
	{ "lookup+", 0 },
	{ "lookup+0x", 0 },
	{ "lookup+0x/0x120", 0 },
	{ "lookup+0x4", 0 },
	{ "lookup+4/0x120", 0 },
	{ "lookup-0x4/0x120", 0 },
	{ "lookup+0xg/0x120", 0 },
	/* Below 0, and more than 64 bits that would come out as 4. */
	{ "lookup+0x1001/0x2000", 0 },
	{ "lookup+0x10000000000000004/0x120", 0 },
};

static void symbol_entry(struct kunit *test)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sayings); i++)
		KUNIT_EXPECT_EQ_MSG(test, ptwalk_symbol_entry(sayings[i].said, "lookup", 0x1000),
				    sayings[i].entry, "%s", sayings[i].said);
	/* 7 digits, and more. */
	KUNIT_EXPECT_EQ(test, ptwalk_symbol_entry("lookup+0xfffffff/0x20000000", "lookup", ~0ULL),
			0xfffffffff0000000ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_symbol_entry("lookup+0x10000000/0x20000000", "lookup", ~0ULL),
			0ULL);
}

static struct kunit_case symbol_cases[] = {
	KUNIT_CASE(symbol_entry),
	{}
};

static struct kunit_suite symbol_suite = {
	.name = "ptwalk-symbol",
	.test_cases = symbol_cases,
};

kunit_test_suite(symbol_suite);
