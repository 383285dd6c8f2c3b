// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: decoding of single entries. Raw values are written out, not computed from the
 * decoder's own tables.
 */
#include "fake.h"

#define SHAPE_4K	{ NULL, 12, 48, false }
#define SHAPE_4K_LPA2	{ NULL, 12, 52, true }
#define SHAPE_16K	{ NULL, 14, 47, false }
#define SHAPE_16K_LPA2	{ NULL, 14, 52, true }
#define SHAPE_64K	{ NULL, 16, 48, false }
#define SHAPE_64K_LPA	{ NULL, 16, 52, true }

/**
 * struct decode_case - an entry, and what it is
 * @name: of the case
 * @shape: of the tables
 * @level: its level
 * @raw: the entry
 * @kind: what it is
 * @pa: where it points
 * @attrs: the rest of its bits
 */
struct decode_case {
	const char *name;
	struct fake_shape shape;
	u8 level;
	u64 raw;
	enum ptwalk_kind kind;
	u64 pa;
	u64 attrs;
};

#define BAD_CASE(n, s, l, raw)		{ n, s, l, raw, PTWALK_BAD, 0, raw }
#define INVALID_CASE(n, s, l, raw)	{ n, s, l, raw, PTWALK_INVALID, 0, raw }
#define LEAF_CASE(n, s, l, raw, pa, a)	{ n, s, l, raw, PTWALK_LEAF, pa, a }
#define TABLE_CASE(n, s, l, raw, pa, a)	{ n, s, l, raw, PTWALK_TABLE, pa, a }

static const struct decode_case decodes[] = {
	{ "4k pte zero", SHAPE_4K, 0, 0, PTWALK_EMPTY, 0, 0 },
	{ "4k pgd zero", SHAPE_4K, 3, 0, PTWALK_EMPTY, 0, 0 },
	INVALID_CASE("4k pte invalid", SHAPE_4K, 0, 0x0078000041234f82),
	INVALID_CASE("4k pmd invalid", SHAPE_4K, 1, 0x0000000041200000),
	INVALID_CASE("4k pgd invalid", SHAPE_4K, 3, 0x8000000000000000),
	BAD_CASE("4k pte reserved", SHAPE_4K, 0, 0x0078000041234f81),
	BAD_CASE("4k pgd block", SHAPE_4K, 3, 0x0078000000000f01),
	LEAF_CASE("4k page", SHAPE_4K, 0, 0x0078000041234f83, 0x41234000, 0x0078000000000f83),
	LEAF_CASE("4k page, highest", SHAPE_4K, 0, 0x0078fffffffff703, 0xfffffffff000,
		  0x0078000000000703),
	LEAF_CASE("4k pmd block", SHAPE_4K, 1, 0x0078000041200f01, 0x41200000,
		  0x0078000000000f01),
	LEAF_CASE("4k pmd block, nT", SHAPE_4K, 1, 0x0078000041210f01, 0x41200000,
		  0x0078000000010f01),
	LEAF_CASE("4k pud block", SHAPE_4K, 2, 0x0078000080000f01, 0x80000000,
		  0x0078000000000f01),
	TABLE_CASE("4k pmd table", SHAPE_4K, 1, 0x1000000041234003, 0x41234000,
		   0x1000000000000003),
	TABLE_CASE("4k pgd table", SHAPE_4K, 3, 0xf800ffff41234c03, 0xffff41234000,
		   0xf800000000000c03),
	LEAF_CASE("4k LPA2 page, PA[51:50]", SHAPE_4K_LPA2, 0, 0x0078000041234783 | 3ULL << 8,
		  0xc000041234000, 0x0078000000000483),
	LEAF_CASE("4k LPA2 page, PA[49:48]", SHAPE_4K_LPA2, 0, 0x007b000041234483,
		  0x3000041234000, 0x0078000000000483),
	LEAF_CASE("4k LPA2 page, highest", SHAPE_4K_LPA2, 0, 0x007bfffffffff783,
		  0xffffffffff000, 0x0078000000000483),
	LEAF_CASE("4k LPA2 512G block", SHAPE_4K_LPA2, 3, 0x0079008000000601,
		  0x9008000000000, 0x0078000000000401),
	BAD_CASE("4k LPA2 pgd block", SHAPE_4K_LPA2, 4, 0x0078000000000401),
	TABLE_CASE("4k LPA2 table", SHAPE_4K_LPA2, 4, 0x0001000041234203, 0x9000041234000, 3),
	LEAF_CASE("16k page", SHAPE_16K, 0, 0x0078000041234f83, 0x41234000,
		  0x0078000000000f83),
	LEAF_CASE("16k page, low bits", SHAPE_16K, 0, 0x0078000041237f83, 0x41234000,
		  0x0078000000003f83),
	LEAF_CASE("16k pmd block", SHAPE_16K, 1, 0x0078000042000f01, 0x42000000,
		  0x0078000000000f01),
	BAD_CASE("16k pgd block", SHAPE_16K, 2, 0x0078000000000f01),
	TABLE_CASE("16k table", SHAPE_16K, 2, 0x0000000041234003, 0x41234000, 3),
	LEAF_CASE("16k LPA2 page", SHAPE_16K_LPA2, 0, 0x0079000041234683, 0x9000041234000,
		  0x0078000000000483),
	LEAF_CASE("16k LPA2 64G block", SHAPE_16K_LPA2, 2, 0x0078001000000501,
		  0x4001000000000, 0x0078000000000401),
	BAD_CASE("16k LPA2 pgd block", SHAPE_16K_LPA2, 3, 0x0078000000000401),
	BAD_CASE("16k LPA2 pte reserved", SHAPE_16K_LPA2, 0, 1),
	LEAF_CASE("64k page", SHAPE_64K, 0, 0x0078000041230f83, 0x41230000,
		  0x0078000000000f83),
	LEAF_CASE("64k page, bits [15:12] are none", SHAPE_64K, 0, 0x007800004123ff83,
		  0x41230000, 0x007800000000ff83),
	LEAF_CASE("64k pmd block", SHAPE_64K, 1, 0x0078000060000f01, 0x60000000,
		  0x0078000000000f01),
	BAD_CASE("64k pgd block", SHAPE_64K, 2, 0x0078000000000f01),
	LEAF_CASE("64k LPA page, PA[51:48]", SHAPE_64K_LPA, 0, 0x007800004123af83,
		  0xa000041230000, 0x0078000000000f83),
	LEAF_CASE("64k LPA 4T block", SHAPE_64K_LPA, 2, 0x0078040000005f01,
		  0x5040000000000, 0x0078000000000f01),
	TABLE_CASE("64k LPA table", SHAPE_64K_LPA, 1, 0x000000004123f003, 0xf000041230000, 3),
	BAD_CASE("64k LPA pte reserved", SHAPE_64K_LPA, 0, 0x0078000041230f81),
	LEAF_CASE("contiguous and software bits stay", SHAPE_4K, 0, 0x87f8000041234f83,
		  0x41234000, 0x87f8000000000f83),
	LEAF_CASE("nG and GP stay", SHAPE_4K, 0, 0x0004000041234c03, 0x41234000,
		  0x0004000000000c03),
};

static void decode_desc(const struct decode_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(decode, decodes, decode_desc);

static void shape_geometry(struct kunit *test, const struct fake_shape *shape,
			   struct ptwalk_geometry *g)
{
	struct ptwalk_arm64_regs regs;

	fake_regs(shape, 0x40000000, &regs);
	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(g, &ptwalk_arm64_ops, &regs), 0);
}

static void decode_descriptor(struct kunit *test)
{
	const struct decode_case *c = test->param_value;
	struct ptwalk_geometry g;
	struct ptwalk_entry d;

	shape_geometry(test, &c->shape, &g);
	ptwalk_decode(&g, c->level, 0, c->raw, &d);
	KUNIT_EXPECT_EQ(test, (int)d.kind, (int)c->kind);
	KUNIT_EXPECT_EQ(test, d.pa, c->pa);
	KUNIT_EXPECT_EQ(test, d.attrs, c->attrs);
	if (d.kind == PTWALK_LEAF)
		KUNIT_EXPECT_EQ(test, d.attrs & g.level[c->level].attrs, d.attrs);
}

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_shapes, shape_desc);

/* Every address bit, at every level, survives encoding and decoding. */
static void decode_addresses(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_entry d;
	unsigned int l, bit;

	for (l = 0; l < f->space.geo.levels; l++) {
		for (bit = f->space.geo.page_shift; bit < f->space.geo.pa_bits; bit++) {
			ptwalk_decode(&f->space.geo, l, 0,
				      fake_leaf(f, l, BIT_ULL(bit), FAKE_RW), &d);
			if (l && !fake_may_block(f, l))
				KUNIT_EXPECT_EQ(test, (int)d.kind, PTWALK_BAD);
			else if (bit >= f->space.geo.level[l].shift)
				KUNIT_EXPECT_EQ(test, d.pa, BIT_ULL(bit));
			else
				KUNIT_EXPECT_EQ(test, d.pa, 0ULL);
			if (!l)
				continue;
			ptwalk_decode(&f->space.geo, l, 0, fake_pointer(f, BIT_ULL(bit), 0), &d);
			KUNIT_EXPECT_EQ(test, (int)d.kind, PTWALK_TABLE);
			KUNIT_EXPECT_EQ(test, d.pa, BIT_ULL(bit));
			KUNIT_EXPECT_EQ(test, d.attrs, 3ULL);
		}
	}
}

#define PXN	FAKE_PXN
#define UXN	FAKE_UXN
#define RO	FAKE_RO
#define USER	BIT_ULL(6)
#define DBM	FAKE_DBM
#define PXNT	FAKE_PXN_TABLE
#define UXNT	BIT_ULL(60)
#define NOUSERT	BIT_ULL(61)
#define ROT	FAKE_RO_TABLE
#define WXN	1
#define HD	2
#define HPD1	4
#define PIE	8

/* PIR_EL1 as Linux sets it (6.12), with an odd one at 0: 0 r, 1 rw, 2 x, ... */
#define PIR(i, perm)	((u64)(perm) << 4 * (i))
#define PIE_INDEX(i)	(((i) & 1ULL) << 6 | ((i) >> 1 & 1ULL) << 51 | \
			 ((i) >> 2 & 1ULL) << 53 | ((i) >> 3 & 1ULL) << 54)

/**
 * struct prot_case - attributes, and what the kernel may do
 * @name: of the case
 * @attrs: of the leaf
 * @table: of two tables above it, together
 * @mode: WXN, HD, HPD1, PIE
 * @perm: for PIE: PIR_EL1 at index 5
 * @user: for PIE: PIRE0_EL1 at index 5
 * @want: "rwx", with "u" if user mode has access
 */
struct prot_case {
	const char *name;
	u64 attrs;
	u64 table;
	u8 mode;
	u8 perm, user;
	const char *want;
};

static const struct prot_case prots[] = {
	{ "rw", PXN | UXN, 0, 0, 0, 0, "rw-" },
	{ "rwx", UXN, 0, 0, 0, 0, "rwx" },
	{ "r-x", UXN | RO, 0, 0, 0, 0, "r-x" },
	{ "r--", PXN | RO, 0, 0, 0, 0, "r--" },
	{ "UXN is not the kernel's", RO, 0, 0, 0, 0, "r-x" },
	{ "user rw", PXN | USER, 0, 0, 0, 0, "rw-u" },
	{ "user writable is not executable", USER, 0, 0, 0, 0, "rw-u" },
	{ "user readable may be executable", USER | RO, 0, 0, 0, 0, "r-xu" },
	{ "DBM, no HD", PXN | RO | DBM, 0, 0, 0, 0, "r--" },
	{ "DBM, HD", PXN | RO | DBM, 0, HD, 0, 0, "rw-" },
	{ "no DBM, HD", PXN | RO, 0, HD, 0, 0, "r--" },
	{ "DBM, HD, user, x", RO | DBM | USER, 0, HD, 0, 0, "rw-u" },
	{ "WXN, writable", UXN, 0, WXN, 0, 0, "rw-" },
	{ "WXN, readonly", RO, 0, WXN, 0, 0, "r-x" },
	{ "WXN, DBM, HD", RO | DBM, 0, WXN | HD, 0, 0, "rw-" },
	{ "WXN, table makes readonly", 0, ROT, WXN, 0, 0, "r-x" },
	{ "PXNTable", UXN, PXNT, 0, 0, 0, "rw-" },
	{ "UXNTable", UXN, UXNT, 0, 0, 0, "rwx" },
	{ "APTable readonly", PXN, ROT, 0, 0, 0, "r--" },
	{ "APTable readonly, DBM, HD", PXN | RO | DBM, ROT, HD, 0, 0, "r--" },
	{ "APTable no user", USER | RO, NOUSERT, 0, 0, 0, "r-x" },
	{ "APTable no user, writable", USER, NOUSERT, 0, 0, 0, "rwx" },
	{ "APTable readonly, user", USER, ROT, 0, 0, 0, "r-xu" },
	{ "all table bits", USER, PXNT | UXNT | NOUSERT | ROT, 0, 0, 0, "r--" },
	{ "HPD1", UXN, PXNT | UXNT | NOUSERT | ROT, HPD1, 0, 0, "rwx" },
	{ "PIE none", 0, 0, PIE, 0x0, 0, "---" },
	{ "PIE r", 0, 0, PIE, 0x8, 0, "r--" },
	{ "PIE r overlay", 0, 0, PIE, 0x1, 0, "r--" },
	{ "PIE x", 0, 0, PIE, 0x2, 0, "--x" },
	{ "PIE rx", 0, 0, PIE, 0xa, 0, "r-x" },
	{ "PIE rx overlay", 0, 0, PIE, 0x3, 0, "r-x" },
	{ "PIE rw", 0, 0, PIE, 0xc, 0, "rw-" },
	{ "PIE rw overlay", 0, 0, PIE, 0x5, 0, "rw-" },
	{ "PIE rwx, x unless writable", 0, 0, PIE, 0x6, 0, "rw-" },
	{ "PIE rwx", 0, 0, PIE, 0xe, 0, "rwx" },
	{ "PIE rwx overlay", 0, 0, PIE, 0x7, 0, "rwx" },
	{ "PIE rwx, WXN has no say", 0, 0, PIE | WXN, 0xe, 0, "rwx" },
	{ "PIE shadow stack", 0, 0, PIE, 0x9, 0, "r--" },
	{ "PIE reserved", 0, 0, PIE, 0x4, 0, "---" },
	{ "PIE reserved 15", 0, 0, PIE, 0xf, 0, "---" },
	{ "PIE user r", 0, 0, PIE, 0xc, 0x8, "rw-u" },
	{ "PIE user w, kernel x: none", 0, 0, PIE, 0xe, 0x5, "---" },
	{ "PIE user w, kernel rw", 0, 0, PIE, 0xc, 0x5, "rw-u" },
	{ "PIE, AP[2] is no permission", RO, 0, PIE, 0xc, 0, "rw-" },
	{ "PIE, tables impose nothing", 0, PXNT | ROT, PIE, 0xe, 0, "rwx" },
};

static void prot_desc(const struct prot_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(prot, prots, prot_desc);

static void decode_prot(struct kunit *test)
{
	static const struct fake_shape shape = SHAPE_4K;
	const struct prot_case *c = test->param_value;
	u64 attrs = c->attrs, inherited;
	struct ptwalk_geometry g;
	struct ptwalk_arm64_regs regs;
	struct ptwalk_prot p;
	char got[8];

	fake_regs(&shape, 0x40000000, &regs);
	regs.sctlr = c->mode & WXN ? BIT_ULL(19) : 0;
	regs.tcr |= (c->mode & HD ? BIT_ULL(40) : 0) | (c->mode & HPD1 ? BIT_ULL(42) : 0);
	if (c->mode & PIE) {
		regs.tcr2 = BIT_ULL(1);
		regs.pir = PIR(5, c->perm);
		regs.pire0 = PIR(5, c->user);
		attrs |= PIE_INDEX(5);
	}
	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &regs), 0);
	/* Half of it from a table, half from the table above. */
	inherited = ptwalk_arm64_inherit(&g, 0, 3 | (c->table & (PXNT | NOUSERT)));
	inherited = ptwalk_arm64_inherit(&g, inherited, 3 | (c->table & (UXNT | ROT)));
	/* Nothing may be left of what is there before. */
	memset(&p, 0xa5, sizeof(p));
	ptwalk_arm64_prot(&g, 0, attrs | 3, inherited, &p);
	snprintf(got, sizeof(got), "%c%c%c%s", p.r ? 'r' : '-', p.w ? 'w' : '-',
		 p.x ? 'x' : '-', p.user ? "u" : "");
	KUNIT_EXPECT_STREQ(test, got, c->want);
	KUNIT_EXPECT_FALSE(test, p.accessed);
	KUNIT_EXPECT_FALSE(test, p.cont);
}

/* Each of the sixteen indexes is assembled from its four bits. */
static void decode_pie_index(struct kunit *test)
{
	static const struct fake_shape shape = SHAPE_4K_LPA2;
	unsigned int i, k;

	for (i = 0; i < 16; i++) {
		struct ptwalk_geometry g;
		struct ptwalk_arm64_regs regs;
		struct ptwalk_prot p;

		fake_regs(&shape, 0x40000000, &regs);
		regs.tcr2 = BIT_ULL(1);
		regs.pir = PIR(i, 0xe);
		KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_arm64_ops, &regs), 0);
		for (k = 0; k < 16; k++) {
			ptwalk_arm64_prot(&g, 0, PIE_INDEX(k), 0, &p);
			KUNIT_EXPECT_EQ(test, p.w, i == k);
		}
	}
}

static void decode_memtypes(struct kunit *test)
{
	static const char *const low[] = {
		"normal", "device-nGnRE", "normal-nc", "normal-tagged",
		"normal-wt", "attr5:0x12", "device-GRE", "device-nGRE",
	};
	static const bool cached[] = { true, false, false, true, true, true, false, false };
	/* Outer and inner: cached in both, or in one of them alone. */
	static const u8 mixed[] = { 0xf5, 0xf4, 0x4f, 0x5f };
	static const struct fake_shape shape = SHAPE_4K;
	char name[PTWALK_MEMTYPE];
	struct ptwalk_geometry g;
	struct ptwalk_prot p;
	u64 i;

	shape_geometry(test, &shape, &g);
	for (i = 0; i < 8; i++) {
		ptwalk_arm64_prot(&g, 0, FAKE_RW | i << 2, 0, &p);
		KUNIT_EXPECT_STREQ(test, p.memtype, low[i]);
		KUNIT_EXPECT_EQ(test, p.cached, cached[i]);
	}
	for (i = 0; i < ARRAY_SIZE(mixed); i++)
		KUNIT_EXPECT_EQ(test, ptwalk_arm64_memtype(mixed[i], 0, name), i == 0 || i == 3);
	((struct ptwalk_arm64_format *)g.format)->mair = 0;
	ptwalk_arm64_prot(&g, 0, FAKE_RW | 7 << 2, 0, &p);
	KUNIT_EXPECT_STREQ(test, p.memtype, "device-nGnRnE");
}

static void decode_flags(struct kunit *test)
{
	static const struct fake_shape shape = SHAPE_4K;
	struct ptwalk_geometry g;
	struct ptwalk_prot p;

	shape_geometry(test, &shape, &g);
	ptwalk_arm64_prot(&g, 0, FAKE_AF, 0, &p);
	KUNIT_EXPECT_TRUE(test, p.accessed);
	KUNIT_EXPECT_FALSE(test, p.cont);
	ptwalk_arm64_prot(&g, 0, FAKE_CONT, 0, &p);
	KUNIT_EXPECT_FALSE(test, p.accessed);
	KUNIT_EXPECT_TRUE(test, p.cont);
	/* Hardware sets the access flag of a table entry: that is no change. */
	KUNIT_EXPECT_EQ(test, g.table_mask & FAKE_AF, 0);
}

static u64 bits_of(const struct ptwalk_bit *b)
{
	return GENMASK_ULL(b->hi, b->lo);
}

/* In every mode a bit has one name at most, and one that is no address. */
/* All that have a name, besides those of the address. */
static u64 named_bits(u8 where, u8 modes)
{
	if (where & PTWALK_BIT_TABLE)
		return GENMASK_ULL(63, 59) | BIT_ULL(10) | GENMASK_ULL(1, 0) |
		       (modes & PTWALK_ARM64_DS ? GENMASK_ULL(9, 8) : 0);
	return GENMASK_ULL(63, 50) | GENMASK_ULL(11, 0) |
	       (where & PTWALK_BIT_BLOCK ? BIT_ULL(16) : 0);
}

static void decode_bits(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	static const u8 places[] = { PTWALK_BIT_LEAF, PTWALK_BIT_LEAF | PTWALK_BIT_BLOCK,
				     PTWALK_BIT_TABLE };
	unsigned int p, i, pie;

	for (p = 0; p < ARRAY_SIZE(places) * 2; p++) {
		unsigned int level = places[p / 2] & PTWALK_BIT_BLOCK ? 1 : 0;
		unsigned int shift = f->space.geo.level[level].shift;
		u64 seen = f->space.geo.pa_low & ~0ULL << shift;
		u8 modes = ptwalk_arm64_modes(&f->space.geo);

		pie = p & 1;
		modes |= pie ? PTWALK_ARM64_PIE : 0;
		for (i = 0; i < ptwalk_arm64_nr_bits; i++) {
			const struct ptwalk_bit *b = &ptwalk_arm64_bits[i];

			KUNIT_ASSERT_LT(test, b->hi, 64);
			KUNIT_ASSERT_LE(test, b->lo, b->hi);
			KUNIT_EXPECT_NOT_NULL(test, b->name);
			if (!(b->where & places[p / 2]) || (b->unless & modes) ||
			    (b->only && !(b->only & modes)))
				continue;
			KUNIT_EXPECT_EQ_MSG(test, seen & bits_of(b), 0ULL, "%s", b->name);
			seen |= bits_of(b);
		}
		/* Of a leaf, none but the high address bits of 64K are left unnamed. */
		KUNIT_EXPECT_EQ(test, seen & ~(f->space.geo.pa_low & ~0ULL << shift),
				named_bits(places[p / 2], modes));
	}
}

static struct kunit_case decode_cases[] = {
	KUNIT_CASE_PARAM(decode_descriptor, decode_gen_params),
	KUNIT_CASE_PARAM(decode_addresses, shape_gen_params),
	KUNIT_CASE_PARAM(decode_prot, prot_gen_params),
	KUNIT_CASE(decode_pie_index),
	KUNIT_CASE(decode_memtypes),
	KUNIT_CASE(decode_flags),
	KUNIT_CASE_PARAM(decode_bits, shape_gen_params),
	{}
};

static struct kunit_suite decode_suite = {
	.name = "ptwalk-decode",
	.test_cases = decode_cases,
};

kunit_test_suite(decode_suite);
