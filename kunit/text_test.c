// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers, sizes and shares, as text.
 */
#include "fake.h"
#include "ptwalk_text.h"
#ifdef __KERNEL__
#include <linux/string_helpers.h>
#endif

static void numbers(struct kunit *test)
{
	static const u64 values[] = { 0, 9, 10, 18446744073709551615ULL, 10000000000000000000ULL };
	char buf[256];
	struct ptwalk_text out = { .buf = buf, .size = sizeof(buf) };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(values); i++)
		ptwalk_put_dec(&out, i ? "," : "", values[i]);
	ptwalk_put_hex(&out, " ", 0);
	ptwalk_put_hex(&out, " ", 0xfedcba9876543210);
	ptwalk_putc(&out, ' ');
	ptwalk_put_range(&out, 0, 0x1000);
	ptwalk_putc(&out, ' ');
	ptwalk_put_range(&out, 0xfffffffffffff000, 0x1000);
	ptwalk_putc(&out, ' ');
	ptwalk_put_range(&out, 0, 0);
	ptwalk_putc(&out, '\0');
	KUNIT_EXPECT_STREQ(test, buf,
			   "0,9,10,18446744073709551615,10000000000000000000 "
			   "0x0000000000000000 0xfedcba9876543210 "
			   "0x0000000000000000-0x0000000000001000 "
			   "0xfffffffffffff000-0x0000000000000000 "
			   "0x0000000000000000-0x0000000000000000");
}

/*
 * As lib/string_helpers.c has it: three digits, of which the last is rounded with
 * what the last division by 1024 left, and nothing of those before it.
 */
static const struct {
	u64 bytes;
	const char *text;
} sizes[] = {
	{ 0, "0 B" },
	{ 1, "1.00 B" },
	{ 9, "9.00 B" },
	{ 10, "10.0 B" },
	{ 99, "99.0 B" },
	{ 100, "100 B" },
	{ 512, "512 B" },
	{ 1023, "1023 B" },
	{ 1024, "1.00 KiB" },
	/* 5 of 1024 are .004, and .009 when rounded; 6 are .005, and .010. */
	{ 1024 + 5, "1.00 KiB" },
	{ 1024 + 6, "1.01 KiB" },
	{ 1536, "1.50 KiB" },
	{ 4096, "4.00 KiB" },
	/* 1018 of 1024 are .994, and .999 when rounded; 1019 are .995. */
	{ 9 * 1024 + 1018, "9.99 KiB" },
	{ 9 * 1024 + 1019, "10.00 KiB" },
	{ 10 * 1024 + 51, "10.0 KiB" },
	{ 10 * 1024 + 52, "10.1 KiB" },
	{ 99 * 1024 + 972, "99.9 KiB" },
	{ 99 * 1024 + 973, "100.0 KiB" },
	{ 999 * 1024 + 511, "999 KiB" },
	{ 999 * 1024 + 512, "1000 KiB" },
	{ 1024 * 1024 - 1, "1024 KiB" },
	{ 1024 * 1024, "1.00 MiB" },
	{ 1024 * 1024 + 1023, "1.00 MiB" },
	{ 28ULL << 20, "28.0 MiB" },
	{ 996ULL << 20, "996 MiB" },
	{ (1ULL << 32) - 1, "4.00 GiB" },
	{ 1ULL << 32, "4.00 GiB" },
	{ 3ULL << 39, "1.50 TiB" },
	{ 1ULL << 48, "256 TiB" },
	{ 1ULL << 52, "4.00 PiB" },
	{ 1ULL << 60, "1.00 EiB" },
	{ 1ULL << 63, "8.00 EiB" },
	{ ~0ULL, "16.0 EiB" },
};

static void human_sizes(struct kunit *test)
{
	struct ptwalk_human h;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		KUNIT_EXPECT_STREQ(test, ptwalk_human(sizes[i].bytes, &h), sizes[i].text);
}

#ifdef __KERNEL__
static void human_as_kernel(struct kunit *test)
{
	u64 seed = 0x9e3779b97f4a7c15ULL, bytes;
	struct ptwalk_human h;
	char text[32];
	u32 i;

	for (i = 0; i < 20000; i++) {
		bytes = fake_random_word(&seed) >> (i & 63);
		string_get_size(bytes, 1, STRING_UNITS_2, text, sizeof(text));
		KUNIT_ASSERT_STREQ_MSG(test, ptwalk_human(bytes, &h), text, "%llu", bytes);
	}
}
#endif

static const struct {
	u64 part, whole;
	const char *text;
} shares[] = {
	{ 0, 0, "0.00%" },
	{ 0, 1, "0.00%" },
	{ 0, ~0ULL, "0.00%" },
	{ 1, 1, "100.00%" },
	{ 1, 2, "50.00%" },
	{ 1, 3, "33.33%" },
	{ 2, 3, "66.66%" },
	{ 9999, 10000, "99.99%" },
	{ 99999, 100000, "99.99%" },
	{ 1, 10000, "0.01%" },
	{ 1, 10001, "under 0.01%" },
	{ 56294995343, 562949953430000, "0.01%" },
	{ 56294995342, 562949953430000, "under 0.01%" },
	{ 1, 1ULL << 49, "under 0.01%" },
	{ 1, 1ULL << 50, "under 0.01%" },
	{ 1, 1ULL << 63, "under 0.01%" },
	{ 4096, ~0ULL, "under 0.01%" },
	{ 1ULL << 50, 1ULL << 51, "50.00%" },
	{ (1ULL << 50) - 1, 1ULL << 50, "99.99%" },
	{ 1ULL << 62, 1ULL << 63, "50.00%" },
	{ ~0ULL, ~0ULL, "100.00%" },
};

static void shares_in_percent(struct kunit *test)
{
	char buf[32];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(shares); i++) {
		struct ptwalk_text out = { .buf = buf, .size = sizeof(buf) };

		ptwalk_put_share(&out, shares[i].part, shares[i].whole);
		ptwalk_putc(&out, '\0');
		KUNIT_EXPECT_STREQ_MSG(test, buf, shares[i].text, "%llu of %llu",
				       shares[i].part, shares[i].whole);
	}
}

/* A text that ends with its buffer is whole; one more byte, and it is none. */
static void exact_fit(struct kunit *test)
{
	char buf[] = "....#";
	struct ptwalk_text out = { .buf = buf, .size = 4 };

	ptwalk_put_bytes(&out, "ab", 2);
	ptwalk_put_bytes(&out, "cd", 2);
	KUNIT_EXPECT_EQ(test, out.len, (size_t)4);
	KUNIT_EXPECT_STREQ(test, buf, "abcd#");
	ptwalk_put_bytes(&out, "e", 1);
	KUNIT_EXPECT_GT(test, out.len, out.size);
	KUNIT_EXPECT_STREQ(test, buf, "abcd#");
}

static struct kunit_case text_cases[] = {
	KUNIT_CASE(exact_fit),
	KUNIT_CASE(numbers),
	KUNIT_CASE(human_sizes),
#ifdef __KERNEL__
	KUNIT_CASE(human_as_kernel),
#endif
	KUNIT_CASE(shares_in_percent),
	{}
};

static struct kunit_suite text_suite = {
	.name = "ptwalk-text",
	.test_cases = text_cases,
};

kunit_test_suite(text_suite);
