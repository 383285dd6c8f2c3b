// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parsing of questions, valid and invalid.
 */
#include "toy.h"
#include "ptwalk_query.h"

#define NO_HEX		"an address begins with 0x"
#define BAD_HEX		"an address is a hexadecimal number"
#define LONG_HEX	"an address has 64 bits"
#define ONE_VA		"one address, and nothing else"
#define NO_VA		"this address is not in the kernel's half"
#define ONE_PA		"pa takes one address"
#define NO_PA		"physical addresses have fewer bits here"
#define ONE_SYM		"sym takes one name"
#define ONE_PID		"pid takes one number"
#define NO_DASH		"a range is START-END"
#define NO_RANGE	"this range is not in the kernel's half"
#define NOTHING		"this range is empty"
#define ONE_RANGE	"range takes one range and one file"
#define ONE_REGION	"region takes one name and one file"
#define ONE_TABLE	"tables-of takes one address, and depth N"
#define NO_LEVEL	"there are fewer levels of tables"
#define MANY		"too many words"
#define NONE		"no question in one line"
#define ONE		"one question at a time"
#define BAD_OFFSET	"an offset is a number that begins with 0x"

/**
 * struct asked - a question
 * @text: as it is written
 * @err: -errno
 * @want: the parsed question; for errors, all but the text is zero
 */
struct asked {
	const char *text;
	int err;
	struct ptwalk_question want;
};

#define VA(a)		{ PTWALK_ASK_VA, .address = (a) }
#define PA(a)		{ PTWALK_ASK_PA, .address = (a) }
#define SYM(n, ...)	{ PTWALK_ASK_SYM, .name = (n), __VA_ARGS__ }
#define PID(n)		{ PTWALK_ASK_PID, .pid = (n) }
#define RANGE(s, l, ...)	{ PTWALK_ASK_RANGE, .start = (s), .last = (l), __VA_ARGS__ }
#define REGION(n, ...)	{ PTWALK_ASK_REGION, .name = (n), __VA_ARGS__ }
#define TABLES(a, d)	{ PTWALK_ASK_TABLES, .address = (a), .depth = (d) }
#define NO(why)		{ PTWALK_ASK_ERROR, .error = (why) }

/* Of a kernel with 48 bits of both kinds of address. */
static const struct asked of_kernel[] = {
	{ "", -EINVAL, NO(NONE) },
	{ " ", -EINVAL, NO(NONE) },
	{ "\t \t", -EINVAL, NO(NONE) },
	{ "a b c d e", -EINVAL, NO(MANY) },
	{ "range 0xffff000000000000-0x0 maps x y", -EINVAL, NO(MANY) },
	{ "hello", -EINVAL, NO(NO_HEX) },
	{ "VA", -EINVAL, NO(NO_HEX) },
	{ "PA 0x1000", -EINVAL, NO(NO_HEX) },

	{ "0xffff800080028000", 0, VA(0xffff800080028000) },
	{ "0XFFFF800080028AbC", 0, VA(0xffff800080028abc) },
	{ " \t0xffff800080028000 ", 0, VA(0xffff800080028000) },
	{ "0xffff000000000000", 0, VA(0xffff000000000000) },
	{ "0xffffffffffffffff", 0, VA(0xffffffffffffffff) },
	{ "0x0000ffff800080028000", 0, VA(0xffff800080028000) },
	{ "0xfffeffffffffffff", -ERANGE, NO(NO_VA) },
	{ "0x0", -ERANGE, NO(NO_VA) },
	{ "0xffff8000800280000", -ERANGE, NO(LONG_HEX) },
	{ "0x10000000000000000", -ERANGE, NO(LONG_HEX) },
	{ "0x", -EINVAL, NO(BAD_HEX) },
	{ "0xg", -EINVAL, NO(BAD_HEX) },
	{ "0x12:34", -EINVAL, NO(BAD_HEX) },
	{ "0xffff80008002800@", -EINVAL, NO(BAD_HEX) },
	{ "0xffff80008002800`", -EINVAL, NO(BAD_HEX) },
	{ "0", -EINVAL, NO(NO_HEX) },
	{ "x10", -EINVAL, NO(NO_HEX) },
	{ "18446603338368843776", -EINVAL, NO(NO_HEX) },
	{ "-0xffff800080028000", -EINVAL, NO(NO_HEX) },
	{ "0xffff800080028000 maps", -EINVAL, NO(ONE_VA) },
	{ "0xffff800080028000\n0xffff800080028000", -EINVAL, NO(ONE) },
	{ "\n", -EINVAL, NO(ONE) },
	/* A whole address without 0x, as in a trace; anything shorter may be anything. */
	{ "ffff800080028000", 0, VA(0xffff800080028000) },
	{ "FFFF800080028000", 0, VA(0xffff800080028000) },
	{ "ffff80008002800g", -EINVAL, NO(BAD_HEX) },
	{ "fff800080028000", -EINVAL, NO(NO_HEX) },
	{ "ffff8000800280000", -EINVAL, NO(NO_HEX) },
	{ "0000800080028000", -ERANGE, NO(NO_VA) },

	{ "pa 0x0", 0, PA(0) },
	{ "pa 0xffffffffffff", 0, PA(0xffffffffffff) },
	{ "pa\t0x40000000", 0, PA(0x40000000) },
	{ "pa 0x1000000000000", -ERANGE, NO(NO_PA) },
	{ "pa 0x10000000000000000", -ERANGE, NO(LONG_HEX) },
	{ "pa", -EINVAL, NO(NO_HEX) },
	{ "pa 40000000", 0, PA(0x40000000) },
	{ "pa a", 0, PA(10) },
	{ "pa 4000000z", -EINVAL, NO(BAD_HEX) },
	{ "pa z4", -EINVAL, NO(NO_HEX) },
	{ "pa x4", -EINVAL, NO(NO_HEX) },
	{ "pa 10000000000000000", -ERANGE, NO(LONG_HEX) },
	{ "pa 40000000 maps", -EINVAL, NO(ONE_PA) },
	{ "pa 0x40000000 0x50000000", -EINVAL, NO(ONE_PA) },

	{ "sym init_task", 0, SYM("init_task") },
	{ "sym 0x10", 0, SYM("0x10") },
	{ "sym", -EINVAL, NO(ONE_SYM) },
	{ "sym a b", -EINVAL, NO(ONE_SYM) },
	{ "sym schedule+0x10", 0, SYM("schedule", .address = 0x10) },
	{ "sym schedule+0x10/0x98", 0, SYM("schedule", .address = 0x10) },
	{ "sym schedule+0xffffffffffffffff", 0, SYM("schedule", .address = ~0ULL) },
	{ "sym schedule/0x98", 0, SYM("schedule/0x98") },
	{ "sym schedule+", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+16", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x10/", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x10/98", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x10/0x98/", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x10+0x10", -EINVAL, NO(BAD_OFFSET) },
	{ "sym schedule+0x10000000000000000", -EINVAL, NO(BAD_OFFSET) },
	{ "sym +0x10", -EINVAL, NO(ONE_SYM) },
	{ "sym schedule +0x10", -EINVAL, NO(ONE_SYM) },

	{ "pid 1", 0, PID(1) },
	{ "pid 007", 0, PID(7) },
	{ "pid 4194304", 0, PID(4194304) },
	{ "pid 999999999", 0, PID(999999999) },
	{ "pid 0", 0, PID(0) },
	{ "pid 000", 0, PID(0) },
	{ "pid -1", -EINVAL, NO(ONE_PID) },
	{ "pid", -EINVAL, NO(ONE_PID) },
	{ "pid 1 2", -EINVAL, NO(ONE_PID) },
	{ "pid 0x1", -EINVAL, NO(ONE_PID) },
	{ "pid 12a", -EINVAL, NO(ONE_PID) },
	/* 2^32 + 1 */
	{ "pid 4294967297", -EINVAL, NO(ONE_PID) },

	{ "range 0xffff800080000000-0xffff800080001000", 0,
	  RANGE(0xffff800080000000, 0xffff800080000fff) },
	{ "range 0xffff800080000000-0xffff800080001000 tables", 0,
	  RANGE(0xffff800080000000, 0xffff800080000fff, .file = "tables") },
	/* The name of the file is for who knows the files. */
	{ "range 0xffff800080000000-0x0 nonsense", 0,
	  RANGE(0xffff800080000000, ~0ULL, .file = "nonsense") },
	{ "range 0xffff000000000000-0x0", 0, RANGE(0xffff000000000000, ~0ULL) },
	{ "range 0xffffffffffffffff-0x0", 0, RANGE(~0ULL, ~0ULL) },
	{ "range 0xffff800080000000-0xffff800080000000", -EINVAL, NO(NOTHING) },
	{ "range 0xffff800080000000-0xffff000000000000", -EINVAL, NO(NOTHING) },
	{ "range 0xffff800080000000-0x1000", -ERANGE, NO(NO_RANGE) },
	{ "range 0x0-0xffff800080000000", -ERANGE, NO(NO_RANGE) },
	{ "range 0x0-0x0", -ERANGE, NO(NO_RANGE) },
	{ "range 0xffff800080000000-0x10000000000000000", -ERANGE, NO(LONG_HEX) },
	{ "range 0xffff800080000000", -EINVAL, NO(NO_DASH) },
	{ "range", -EINVAL, NO(NO_DASH) },
	{ "range 0xffff800080000000-", -EINVAL, NO(NO_HEX) },
	{ "range -0xffff800080000000", -EINVAL, NO(NO_HEX) },
	{ "range 0xffff800080000000-0", -EINVAL, NO(NO_HEX) },
	{ "range 0xffff800080000000-0xffff800080001000-0x0", -EINVAL, NO(BAD_HEX) },
	{ "range 0xffff800080000000 - 0xffff800080001000", -EINVAL, NO(NO_DASH) },
	{ "range 0xffff800080000000-0x0 maps extents", -EINVAL, NO(ONE_RANGE) },

	/* As the files print it. */
	{ "0xffff800080000000-0xffff800080001000", 0,
	  RANGE(0xffff800080000000, 0xffff800080000fff) },
	{ "0xffff800080000000-0x0000000000000000 areas", 0,
	  RANGE(0xffff800080000000, ~0ULL, .file = "areas") },
	{ "ffff800080000000-ffff800080001000", 0, RANGE(0xffff800080000000, 0xffff800080000fff) },
	{ "ffff800080000000-1000", -EINVAL, NO(NO_HEX) },
	{ "0xffff800080000000-0xffff800080001000 maps x", -EINVAL, NO(ONE_RANGE) },
	{ "0xffff800080000000-", -EINVAL, NO(NO_HEX) },
	{ "0x0-0x1000", -ERANGE, NO(NO_RANGE) },
	{ "one-two", -EINVAL, NO(NO_HEX) },
	{ "-", -EINVAL, NO(NO_HEX) },
	{ "tables-of 0xffff800080000000", 0, TABLES(0xffff800080000000, -1) },
	{ "tables-of 0xffff800080000fff depth 0", 0, TABLES(0xffff800080000fff, 0) },
	{ "tables-of 0xffff800080000000 depth 3", 0, TABLES(0xffff800080000000, 3) },
	{ "tables-of 0xffff800080000000 depth 4", -ERANGE, NO(NO_LEVEL) },
	{ "tables-of 0xffff800080000000 depth 10", -EINVAL, NO(ONE_TABLE) },
	{ "tables-of 0xffff800080000000 depth -1", -EINVAL, NO(ONE_TABLE) },
	{ "tables-of 0xffff800080000000 depth /", -EINVAL, NO(ONE_TABLE) },
	{ "tables-of 0xffff800080000000 depth", -EINVAL, NO(ONE_TABLE) },
	{ "tables-of 0xffff800080000000 deep 1", -EINVAL, NO(ONE_TABLE) },
	{ "tables-of 0xffff800080000000 depth 1 2", -EINVAL, NO(MANY) },
	{ "tables-of", -EINVAL, NO(NO_HEX) },
	{ "tables-of 0x1000", -ERANGE, NO(NO_VA) },

	{ "region vmalloc", 0, REGION("vmalloc") },
	{ "region image:text areas", 0, REGION("image:text", .file = "areas") },
	{ "region", -EINVAL, NO(ONE_REGION) },
	{ "region a b c", -EINVAL, NO(ONE_REGION) },
};

/* Of a space from address 0 to 2^38-1, with 56 bits of physical address. */
static const struct asked of_lower[] = {
	{ "0x0", 0, VA(0) },
	{ "0x3fffffffff", 0, VA(0x3fffffffff) },
	{ "0x4000000000", -ERANGE, NO(NO_VA) },
	{ "0xffffffffffffffff", -ERANGE, NO(NO_VA) },
	{ "pa 0xffffffffffffff", 0, PA(0xffffffffffffff) },
	{ "pa 0x100000000000000", -ERANGE, NO(NO_PA) },
	{ "range 0x0-0x1", 0, RANGE(0, 0) },
	{ "range 0x0-0x4000000000", 0, RANGE(0, 0x3fffffffff) },
	{ "range 0x3fffffffff-0x4000000000", 0, RANGE(0x3fffffffff, 0x3fffffffff) },
	{ "range 0x1000-0x4000000001", -ERANGE, NO(NO_RANGE) },
	{ "range 0x4000000000-0x4000001000", -ERANGE, NO(NO_RANGE) },
	/* The end of this space is not 2^64. */
	{ "range 0x1000-0x0", -ERANGE, NO(NO_RANGE) },
	{ "range 0x0-0x0", -ERANGE, NO(NO_RANGE) },
	{ "range 0x1000-0x1000", -EINVAL, NO(NOTHING) },
	{ "range 0x2000-0x1000", -EINVAL, NO(NOTHING) },
};

static void expect_word(struct kunit *test, const char *text, const char *word, const char *want)
{
	if (want)
		KUNIT_EXPECT_STREQ_MSG(test, word, want, "\"%s\"", text);
	else
		KUNIT_EXPECT_NULL_MSG(test, word, "\"%s\"", text);
}

static void check_question(struct kunit *test, const struct ptwalk_geometry *g,
			   const struct asked *a)
{
	const struct ptwalk_question *want = &a->want;
	struct ptwalk_question q;
	char text[96];

	KUNIT_ASSERT_LT(test, strlen(a->text), sizeof(text));
	strscpy(text, a->text, sizeof(text));
	/* Fields of the previous question must not remain. */
	memset(&q, 0x5a, sizeof(q));
	KUNIT_EXPECT_EQ_MSG(test, ptwalk_question_parse(&q, g, text), a->err, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, (int)q.kind, (int)want->kind, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, q.address, want->address, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, q.depth, want->depth, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, q.pid, want->pid, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, q.start, want->start, "\"%s\"", a->text);
	KUNIT_EXPECT_EQ_MSG(test, q.last, want->last, "\"%s\"", a->text);
	expect_word(test, a->text, q.error, want->error);
	expect_word(test, a->text, q.name, want->name);
	expect_word(test, a->text, q.file, want->file);
}

static void questions_of_a_kernel(struct kunit *test)
{
	struct fake *f = fake_new(test, &fake_shapes[1]);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(of_kernel); i++)
		check_question(test, &f->space.geo, &of_kernel[i]);
}

static void questions_of_a_lower_half(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "lower"));
	u32 i;

	for (i = 0; i < ARRAY_SIZE(of_lower); i++)
		check_question(test, &f->space.geo, &of_lower[i]);
}

static void refused_questions(struct kunit *test)
{
	struct ptwalk_question q = {
		PTWALK_ASK_SYM, .address = 1, .pid = 2, .start = 3, .last = 4, .name = "a",
		.file = "b",
	};
	static const char why[] = "no such symbol";

	KUNIT_EXPECT_EQ(test, ptwalk_question_refuse(&q, -ENOENT, why), -ENOENT);
	KUNIT_EXPECT_EQ(test, (int)q.kind, PTWALK_ASK_ERROR);
	KUNIT_EXPECT_PTR_EQ(test, q.error, (const char *)why);
	KUNIT_EXPECT_NULL(test, q.name);
	KUNIT_EXPECT_NULL(test, q.file);
	KUNIT_EXPECT_EQ(test, q.address, 0ULL);
}

static struct kunit_case query_cases[] = {
	KUNIT_CASE(questions_of_a_kernel),
	KUNIT_CASE(questions_of_a_lower_half),
	KUNIT_CASE(refused_questions),
	{}
};

static struct kunit_suite query_suite = {
	.name = "ptwalk-query",
	.test_cases = query_cases,
};

kunit_test_suite(query_suite);
