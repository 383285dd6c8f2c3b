// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the registers explained, row by row, and every word that a field has.
 */
#include "fake.h"
#include "ptwalk_text.h"

/** struct set - registers, and the rows of all their fields */
struct set {
	struct ptwalk_arm64_regs regs;
	const char *rows[40];
};

/* A kernel of 4K pages and 48 bits; then every other bit. */
static const struct set sets[] = {
	{ { .ttbr1 = 0x0012000041234001, .tcr = 0x500f5b5503510, .mair = FAKE_MAIR,
	    .sctlr = BIT_ULL(19) }, {
		"TTBR1_EL1 ASID 63:48 0x12 asid-18\n",
		"TTBR1_EL1 BADDR 47:1 0x2091a000 root-pa-0x0000000041234000\n",
		"TTBR1_EL1 CnP 0 0x1 on\n",
		"TCR_EL1 T0SZ 5:0 0x10 48-bit\n",
		"TCR_EL1 T1SZ 21:16 0x10 48-bit\n",
		"TCR_EL1 A1 22 0x1 asid-from-ttbr1\n",
		"TCR_EL1 EPD1 23 0x0 walks-enabled\n",
		"TCR_EL1 IRGN1 25:24 0x1 write-back-write-allocate\n",
		"TCR_EL1 ORGN1 27:26 0x1 write-back-write-allocate\n",
		"TCR_EL1 SH1 29:28 0x3 inner-shareable\n",
		"TCR_EL1 TG1 31:30 0x2 4K\n",
		"TCR_EL1 IPS 34:32 0x5 48-bit\n",
		"TCR_EL1 AS 36 0x1 16-bit-asids\n",
		"TCR_EL1 TBI1 38 0x1 on\n",
		"TCR_EL1 HA 39 0x1 on\n",
		"TCR_EL1 HD 40 0x0 off\n",
		"TCR_EL1 HPD1 42 0x0 hierarchical-permissions\n",
		"TCR_EL1 E0PD1 56 0x0 off\n",
		"TCR_EL1 DS 59 0x0 up-to-48-bit\n",
		"MAIR_EL1 Attr0 7:0 0xff normal\n",
		"MAIR_EL1 Attr1 15:8 0x4 device-nGnRE\n",
		"MAIR_EL1 Attr2 23:16 0x44 normal-nc\n",
		"MAIR_EL1 Attr3 31:24 0xf0 normal-tagged\n",
		"MAIR_EL1 Attr4 39:32 0xbb normal-wt\n",
		"MAIR_EL1 Attr5 47:40 0x12 attr5:0x12\n",
		"MAIR_EL1 Attr6 55:48 0xc device-GRE\n",
		"MAIR_EL1 Attr7 63:56 0x8 device-nGRE\n",
		"SCTLR_EL1 WXN 19 0x1 on\n",
		"TCR2_EL1 PIE 1 0x0 off\n",
	} },
	{ { .ttbr1 = 0xaaaaaaaaaaaaaaaa, .tcr = 0xaaaaaaaaaaaaaaaa, .mair = 0xaaaaaaaaaaaaaaaa,
	    .sctlr = 0xaaaaaaaaaaaaaaaa, .tcr2 = 0xaaaaaaaaaaaaaaaa }, {
		"TTBR1_EL1 ASID 63:48 0xaaaa asid-43690\n",
		"TTBR1_EL1 BADDR 47:1 0x555555555555 unknown\n",
		"TTBR1_EL1 CnP 0 0x0 off\n",
		"TCR_EL1 T0SZ 5:0 0x2a 22-bit\n",
		"TCR_EL1 T1SZ 21:16 0x2a 22-bit\n",
		"TCR_EL1 A1 22 0x0 asid-from-ttbr0\n",
		"TCR_EL1 EPD1 23 0x1 walks-disabled\n",
		"TCR_EL1 IRGN1 25:24 0x2 write-through\n",
		"TCR_EL1 ORGN1 27:26 0x2 write-through\n",
		"TCR_EL1 SH1 29:28 0x2 outer-shareable\n",
		"TCR_EL1 TG1 31:30 0x2 4K\n",
		"TCR_EL1 IPS 34:32 0x2 40-bit\n",
		"TCR_EL1 AS 36 0x0 8-bit-asids\n",
		"TCR_EL1 TBI1 38 0x0 off\n",
		"TCR_EL1 HA 39 0x1 on\n",
		"TCR_EL1 HD 40 0x0 off\n",
		"TCR_EL1 HPD1 42 0x0 hierarchical-permissions\n",
		"TCR_EL1 E0PD1 56 0x0 off\n",
		"TCR_EL1 DS 59 0x1 up-to-52-bit\n",
		"MAIR_EL1 Attr0 7:0 0xaa attr0:0xaa\n",
		"MAIR_EL1 Attr1 15:8 0xaa attr1:0xaa\n",
		"MAIR_EL1 Attr2 23:16 0xaa attr2:0xaa\n",
		"MAIR_EL1 Attr3 31:24 0xaa attr3:0xaa\n",
		"MAIR_EL1 Attr4 39:32 0xaa attr4:0xaa\n",
		"MAIR_EL1 Attr5 47:40 0xaa attr5:0xaa\n",
		"MAIR_EL1 Attr6 55:48 0xaa attr6:0xaa\n",
		"MAIR_EL1 Attr7 63:56 0xaa attr7:0xaa\n",
		"SCTLR_EL1 WXN 19 0x1 on\n",
		"TCR2_EL1 PIE 1 0x1 on\n",
	} },
};

static void explain(const struct ptwalk_field *f, const struct ptwalk_arm64_regs *regs, char *row,
		    size_t size)
{
	struct ptwalk_text out = { .buf = row, .size = size - 1 };

	memset(row, 0, size);
	ptwalk_put_field(&out, f, regs);
}

static void registers_rows(struct kunit *test)
{
	const struct ptwalk_field *f = ptwalk_arm64_ops.fields;
	u32 n = *ptwalk_arm64_ops.nr_fields, s, i;
	char row[96];

	for (s = 0; s < ARRAY_SIZE(sets); s++) {
		for (i = 0; i < n; i++) {
			explain(&f[i], &sets[s].regs, row, sizeof(row));
			KUNIT_ASSERT_NOT_NULL_MSG(test, sets[s].rows[i], "%s", row);
			KUNIT_EXPECT_STREQ(test, row, sets[s].rows[i]);
		}
		KUNIT_EXPECT_NULL(test, sets[s].rows[i]);
	}
}

/** struct words - what the values of a field mean, from 0 on */
struct words {
	const char *field;
	const char *words[8];
};

static const struct words words[] = {
	{ "CnP", { "off", "on" } },
	{ "A1", { "asid-from-ttbr0", "asid-from-ttbr1" } },
	{ "EPD1", { "walks-enabled", "walks-disabled" } },
	{ "IRGN1",
	  { "non-cacheable", "write-back-write-allocate", "write-through", "write-back" } },
	{ "SH1", { "non-shareable", "reserved", "outer-shareable", "inner-shareable" } },
	{ "TG1", { "reserved", "16K", "4K", "64K" } },
	{ "IPS", { "32-bit", "36-bit", "40-bit", "42-bit", "44-bit", "48-bit", "52-bit",
		   "56-bit" } },
	{ "AS", { "8-bit-asids", "16-bit-asids" } },
	{ "HPD1", { "hierarchical-permissions", "no-hierarchical-permissions" } },
	{ "DS", { "up-to-48-bit", "up-to-52-bit" } },
};

static const struct ptwalk_field *field_named(const char *name)
{
	u32 i;

	for (i = 0; i < *ptwalk_arm64_ops.nr_fields; i++)
		if (!strcmp(ptwalk_arm64_ops.fields[i].name, name))
			return &ptwalk_arm64_ops.fields[i];
	return NULL;
}

static void registers_words(struct kunit *test)
{
	struct ptwalk_arm64_regs regs;
	const struct ptwalk_field *f;
	char row[96], word[48];
	u32 i, value;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		f = field_named(words[i].field);
		KUNIT_ASSERT_NOT_NULL(test, f);
		for (value = 0; value < 1u << (f->hi - f->lo + 1); value++) {
			memset(&regs, 0, sizeof(regs));
			*(u64 *)((char *)&regs + f->offset) = (u64)value << f->lo;
			explain(f, &regs, row, sizeof(row));
			snprintf(word, sizeof(word), "0x%x %s\n", value, words[i].words[value]);
			KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(row, word), "%s%s", row, word);
		}
	}
}

/* Values without a word, of a field that has words for some. */
static void registers_few_words(struct kunit *test)
{
	static const char *const some[] = { "none", "one", "wrong" };
	const struct ptwalk_field f = {
		.reg = "R", .name = "F", .hi = 1, .lo = 0, .words = some, .nr_words = 2,
	};
	static const char *const rows[] = {
		"R F 1:0 0x0 none\n", "R F 1:0 0x1 one\n", "R F 1:0 0x2 -\n", "R F 1:0 0x3 -\n",
	};
	struct ptwalk_arm64_regs regs = {};
	char row[96];

	for (regs.ttbr1 = 0; regs.ttbr1 < ARRAY_SIZE(rows); regs.ttbr1++) {
		explain(&f, &regs, row, sizeof(row));
		KUNIT_EXPECT_STREQ(test, row, rows[regs.ttbr1]);
	}
}

static struct kunit_case registers_cases[] = {
	KUNIT_CASE(registers_few_words),
	KUNIT_CASE(registers_rows),
	KUNIT_CASE(registers_words),
	{}
};

static struct kunit_suite registers_suite = {
	.name = "ptwalk-registers",
	.test_cases = registers_cases,
};

kunit_test_suite(registers_suite);
