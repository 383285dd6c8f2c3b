// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the geometry from registers, for every combination that Linux uses.
 */
#include "fake.h"

/* Fields of TCR_EL1. */
#define TG1(code)	((u64)(code) << 30)
#define TG1_16K		TG1(1)
#define TG1_4K		TG1(2)
#define TG1_64K		TG1(3)
#define VA(bits)	((64ULL - (bits)) << 16)
#define IPS(code)	((u64)(code) << 32)
#define DS		BIT_ULL(59)
#define EPD1		BIT_ULL(23)
#define HD		BIT_ULL(40)
#define HPD1		BIT_ULL(42)

/* Of SCTLR_EL1, and of TCR2_EL1. */
#define WXN		BIT_ULL(19)
#define PIE		BIT_ULL(1)
#define D128		BIT_ULL(5)

/* TTBR1_BADDR_4852_OFFSET, 64K: 52-bit kernels on 48-bit hardware use the end of their root. */
#define OFFSET_4852	0x1e00ULL

/**
 * struct geometry_case - registers, and their geometry
 * @name: of the case
 * @tcr: TCR_EL1
 * @ttbr1: TTBR1_EL1
 * @va_bits: virtual address bits
 * @pa_bits: physical address bits
 * @levels: of table
 * @names: of the levels from the root down
 * @root_entries: entries in the root
 * @blocks: mask of levels with leaves
 * @cont: leaves in a group, level 0 and 1
 * @root_pa: of the root
 */
struct geometry_case {
	const char *name;
	u64 tcr, ttbr1;
	u8 va_bits, pa_bits, levels;
	const char *names;
	u32 root_entries;
	u8 blocks;
	u16 cont[2];
	u64 root_pa;
};

static const struct geometry_case good[] = {
	{ "4k 25, the fewest", TG1_4K | VA(25) | IPS(5), 0x41234080,
	  25, 48, 2, "pgd pte", 16, 7, { 16, 16 }, 0x41234080 },
	{ "4k 32", TG1_4K | VA(32) | IPS(5), 0x41234020,
	  32, 48, 3, "pgd pmd pte", 4, 7, { 16, 16 }, 0x41234020 },
	{ "4k 39", TG1_4K | VA(39) | IPS(2), 0x41234000,
	  39, 40, 3, "pgd pmd pte", 512, 7, { 16, 16 }, 0x41234000 },
	{ "4k 48", TG1_4K | VA(48) | IPS(5), 0x800041234000,
	  48, 48, 4, "pgd pud pmd pte", 512, 7, { 16, 16 }, 0x800041234000 },
	{ "4k 48, asid and CnP", TG1_4K | VA(48) | IPS(5), 0xffff000041234001,
	  48, 48, 4, "pgd pud pmd pte", 512, 7, { 16, 16 }, 0x41234000 },
	{ "4k 48, low bits that no root has", TG1_4K | VA(48) | IPS(5), 0x41234fff,
	  48, 48, 4, "pgd pud pmd pte", 512, 7, { 16, 16 }, 0x41234000 },
	{ "4k 48, LPA2 kernel on other hardware", TG1_4K | VA(48) | IPS(4), 0x41235000,
	  48, 44, 4, "pgd pud pmd pte", 512, 7, { 16, 16 }, 0x41235000 },
	{ "4k 48, 52 bits of PA without LPA2", TG1_4K | VA(48) | IPS(6), 0x41234000,
	  48, 48, 4, "pgd pud pmd pte", 512, 7, { 16, 16 }, 0x41234000 },
	{ "4k 48, LPA2", TG1_4K | VA(48) | IPS(6) | DS, 0x41234024,
	  48, 52, 4, "pgd pud pmd pte", 512, 15, { 16, 16 }, 0x9000041234000 },
	{ "4k 32, LPA2, asid", TG1_4K | VA(32) | IPS(6) | DS, 0xffff000041234068,
	  32, 52, 3, "pgd pmd pte", 4, 15, { 16, 16 }, 0xa000041234040 },
	{ "4k 52, LPA2", TG1_4K | VA(52) | IPS(6) | DS, 0x4123403c,
	  52, 52, 5, "pgd p4d pud pmd pte", 16, 15, { 16, 16 }, 0xf000041234000 },
	{ "4k 52, LPA2, 48 bits of PA", TG1_4K | VA(52) | IPS(5) | DS, 0x41234000,
	  52, 48, 5, "pgd p4d pud pmd pte", 16, 15, { 16, 16 }, 0x41234000 },
	{ "16k 36", TG1_16K | VA(36) | IPS(2), 0x41234000,
	  36, 40, 2, "pgd pte", 2048, 3, { 128, 32 }, 0x41234000 },
	{ "16k 47", TG1_16K | VA(47) | IPS(5), 0x41234000,
	  47, 48, 3, "pgd pmd pte", 2048, 3, { 128, 32 }, 0x41234000 },
	{ "16k 48", TG1_16K | VA(48) | IPS(5), 0x41234000,
	  48, 48, 4, "pgd pud pmd pte", 2, 3, { 128, 32 }, 0x41234000 },
	{ "16k 52, LPA2", TG1_16K | VA(52) | IPS(6) | DS, 0x41234004,
	  52, 52, 4, "pgd pud pmd pte", 32, 7, { 128, 32 }, 0x1000041234000 },
	{ "64k 42", TG1_64K | VA(42) | IPS(5), 0x41230000,
	  42, 48, 2, "pgd pte", 8192, 3, { 32, 32 }, 0x41230000 },
	{ "64k 48", TG1_64K | VA(48) | IPS(5), 0x41230000,
	  48, 48, 3, "pgd pmd pte", 64, 3, { 32, 32 }, 0x41230000 },
	{ "64k 48, DS means nothing", TG1_64K | VA(48) | IPS(5) | DS, 0x41230000,
	  48, 48, 3, "pgd pmd pte", 64, 3, { 32, 32 }, 0x41230000 },
	{ "64k 52", TG1_64K | VA(52) | IPS(6), 0x41230014,
	  52, 52, 3, "pgd pmd pte", 1024, 7, { 32, 32 }, 0x5000041230000 },
	{ "64k 52, 48 bits of PA", TG1_64K | VA(52) | IPS(5), 0x41230000,
	  52, 48, 3, "pgd pmd pte", 1024, 3, { 32, 32 }, 0x41230000 },
	{ "64k 48, offset root", TG1_64K | VA(48) | IPS(5), 0x41230000 + OFFSET_4852,
	  48, 48, 3, "pgd pmd pte", 64, 3, { 32, 32 }, 0x41230000 + OFFSET_4852 },
	{ "64k 48, offset root, 52 bits of PA", TG1_64K | VA(48) | IPS(6),
	  0x41230000 + OFFSET_4852 + 0x24,
	  48, 52, 3, "pgd pmd pte", 64, 7, { 32, 32 }, 0x9000041230000 + OFFSET_4852 },
};

static void good_desc(const struct geometry_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(good, good, good_desc);

static void expect_levels(struct kunit *test, const struct geometry_case *c,
			  const struct ptwalk_geometry *g)
{
	unsigned int stride = g->page_shift - 3, l;
	char names[40] = "";

	for (l = c->levels; l--;) {
		const struct ptwalk_level *lv = &g->level[l];
		u32 entries = l == c->levels - 1u ? c->root_entries : 1u << stride;

		KUNIT_EXPECT_EQ(test, lv->shift, g->page_shift + l * stride);
		KUNIT_EXPECT_EQ(test, lv->entries, entries);
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s",
			 *names ? " " : "", lv->name);
	}
	KUNIT_EXPECT_STREQ(test, names, c->names);
	KUNIT_EXPECT_EQ(test, g->level[0].cont, c->cont[0]);
	KUNIT_EXPECT_EQ(test, g->level[1].cont, c->cont[1]);
	/* The root maps the whole of the address space, and no more. */
	l = c->levels - 1u;
	KUNIT_EXPECT_EQ(test, ptwalk_level_bytes(g, l, c->root_entries), BIT_ULL(c->va_bits));
}

static void geometry_good(struct kunit *test)
{
	static const u8 shifts[] = { 0, 14, 12, 16 };
	const struct geometry_case *c = test->param_value;
	struct ptwalk_arm64_regs regs = { .tcr = c->tcr, .ttbr1 = c->ttbr1, .mair = FAKE_MAIR };
	struct ptwalk_geometry g;

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &regs), 0);
	KUNIT_EXPECT_EQ(test, g.page_shift, shifts[c->tcr >> 30 & 3]);
	KUNIT_EXPECT_EQ(test, g.va_bits, c->va_bits);
	KUNIT_EXPECT_EQ(test, g.pa_bits, c->pa_bits);
	KUNIT_EXPECT_EQ(test, g.va_start, -BIT_ULL(c->va_bits));
	KUNIT_EXPECT_EQ(test, g.root_pa, c->root_pa);
	KUNIT_EXPECT_EQ(test, ptwalk_arm64_format(&g)->block_levels, c->blocks);
	KUNIT_EXPECT_EQ(test, ptwalk_arm64_format(&g)->mair, FAKE_MAIR);
	KUNIT_EXPECT_EQ(test, ptwalk_arm64_modes(&g) & PTWALK_ARM64_DS,
			c->tcr & DS && g.page_shift != 16 ? PTWALK_ARM64_DS : 0);
	KUNIT_ASSERT_EQ(test, g.levels, c->levels);
	expect_levels(test, c, &g);
}

/* The fields of TCR_EL1 that decide about the geometry: T1SZ, EPD1, TG1, IPS, HD, HPD1, DS. */
#define TCR_FIELDS	(GENMASK_ULL(21, 16) | EPD1 | GENMASK_ULL(34, 30) | HD | HPD1 | DS)

/* The other bits of the registers change nothing. */
static void geometry_other_bits(struct kunit *test)
{
	const struct geometry_case *c = test->param_value;
	const struct ptwalk_arm64_regs regs = { .tcr = c->tcr, .ttbr1 = c->ttbr1 };
	struct ptwalk_geometry g, other;
	u32 bit;

	/* All of both is compared: leave nothing between the fields. */
	memset(&g, 0, sizeof(g));
	memset(&other, 0, sizeof(other));
	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &regs), 0);
	for (bit = 0; bit < 64; bit++) {
		struct ptwalk_arm64_regs r = regs;

		r.tcr ^= BIT_ULL(bit) & ~TCR_FIELDS;
		r.sctlr = BIT_ULL(bit) & ~WXN;
		r.tcr2 = BIT_ULL(bit) & ~(PIE | D128);
		KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&other, &ptwalk_arm64_ops, &r), 0);
		KUNIT_EXPECT_FALSE_MSG(test, memcmp(&g, &other, sizeof(g)), "bit %u", bit);
	}
}

/* The bits that turn something on, each by itself and all at once. */
static void geometry_modes(struct kunit *test)
{
	static const struct ptwalk_arm64_regs sets[] = {
		{},
		{ .tcr = HD },
		{ .tcr = HPD1 },
		{ .sctlr = WXN },
		{ .tcr2 = PIE },
		{ .tcr = HD | HPD1, .sctlr = WXN, .tcr2 = PIE },
	};
	const struct geometry_case *c = test->param_value;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sets); i++) {
		struct ptwalk_arm64_regs r = sets[i];
		const struct ptwalk_arm64_format *f;
		bool pie = r.tcr2 & PIE, no_hierarchy = pie || r.tcr & HPD1;
		struct ptwalk_geometry g;
		u64 hierarchical;

		r.tcr |= c->tcr;
		KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &r), 0);
		f = ptwalk_arm64_format(&g);
		KUNIT_EXPECT_EQ(test, f->modes, (pie ? PTWALK_ARM64_PIE : 0) |
				(r.tcr & DS && g.page_shift != 16 ? PTWALK_ARM64_DS : 0));
		KUNIT_EXPECT_EQ(test, f->hw_dirty, !!(r.tcr & HD));
		KUNIT_EXPECT_EQ(test, f->wxn, !!(r.sctlr & WXN));
		KUNIT_EXPECT_EQ(test, f->no_hierarchy, no_hierarchy);
		hierarchical = no_hierarchy ? 0 : PTWALK_ARM64_HIERARCHICAL;
		KUNIT_EXPECT_EQ(test, g.table_mask & PTWALK_ARM64_HIERARCHICAL, hierarchical);
		KUNIT_EXPECT_EQ(test, ptwalk_arm64_inherit(&g, 0, ~0ULL), hierarchical);
	}
}

static const struct refused {
	const char *name;
	struct ptwalk_arm64_regs regs;
	int err;
} refused[] = {
	{ "TG1 reserved", { .tcr = VA(48) | IPS(5) }, -EINVAL },
	{ "IPS 56 bits", { .tcr = TG1_4K | VA(48) | IPS(7) }, -EINVAL },
	{ "EPD1", { .tcr = TG1_4K | VA(48) | IPS(5) | EPD1 }, -EOPNOTSUPP },
	{ "D128", { .tcr = TG1_4K | VA(48) | IPS(5), .tcr2 = D128 }, -EOPNOTSUPP },
	{ "4k 52 without LPA2", { .tcr = TG1_4K | VA(52) | IPS(6) }, -EINVAL },
	{ "4k 49 without LPA2", { .tcr = TG1_4K | VA(49) | IPS(5) }, -EINVAL },
	{ "16k 52 without LPA2", { .tcr = TG1_16K | VA(52) | IPS(6) }, -EINVAL },
	{ "53 bits", { .tcr = TG1_4K | VA(53) | IPS(6) | DS }, -EINVAL },
	{ "64k 53 bits", { .tcr = TG1_64K | VA(53) | IPS(6) }, -EINVAL },
	{ "T1SZ 0", { .tcr = TG1_4K | IPS(6) | DS }, -EINVAL },
	{ "24 bits", { .tcr = TG1_4K | VA(24) | IPS(5) }, -EINVAL },
	{ "all zero", { }, -EINVAL },
};

static void refused_desc(const struct refused *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void geometry_refused(struct kunit *test)
{
	const struct refused *c = test->param_value;
	struct ptwalk_geometry g;

	KUNIT_EXPECT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &c->regs), c->err);
}

/* Random registers are refused, or give a valid geometry. */
static void geometry_any(struct kunit *test)
{
	u64 seed = 88172645463325252ULL;
	u32 i, accepted = 0;

	for (i = 0; i < 20000; i++) {
		struct ptwalk_geometry g;
		struct ptwalk_arm64_regs regs;
		unsigned int top;

		fake_random_word(&seed);
		regs = (struct ptwalk_arm64_regs) { .tcr = seed, .ttbr1 = ~seed };
		if (ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &regs))
			continue;
		accepted++;
		top = g.levels - 1u;
		KUNIT_ASSERT_LE(test, g.levels, PTWALK_LEVELS);
		KUNIT_ASSERT_GE(test, g.levels, 1);
		KUNIT_ASSERT_GE(test, g.level[top].entries, 2);
		KUNIT_ASSERT_LE(test, g.level[top].entries, 1u << (g.page_shift - 3));
		KUNIT_ASSERT_EQ(test, ptwalk_level_bytes(&g, top, g.level[top].entries),
				-g.va_start);
		KUNIT_ASSERT_EQ(test, g.root_pa & (g.level[top].entries * 8 - 1), 0ULL);
		KUNIT_ASSERT_EQ(test, g.root_pa >> 52, 0ULL);
		KUNIT_ASSERT_STREQ(test, g.level[top].name, "pgd");
	}
	KUNIT_EXPECT_GT(test, accepted, 500);
}

static struct kunit_case geometry_cases[] = {
	KUNIT_CASE_PARAM(geometry_good, good_gen_params),
	KUNIT_CASE_PARAM(geometry_other_bits, good_gen_params),
	KUNIT_CASE_PARAM(geometry_modes, good_gen_params),
	KUNIT_CASE_PARAM(geometry_refused, refused_gen_params),
	KUNIT_CASE(geometry_any),
	{}
};

static struct kunit_suite geometry_suite = {
	.name = "ptwalk-geometry",
	.test_cases = geometry_cases,
};

kunit_test_suite(geometry_suite);
