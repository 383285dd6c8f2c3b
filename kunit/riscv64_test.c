// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: geometry, entries and registers. Raw values are written out, not computed from
 * the decoder's own tables. Walks of this format are in format_test.c.
 */
#include <kunit/test.h>
#include "core/riscv64/riscv64.h"
#include "ptwalk_text.h"

#define MODE(n)		((u64)(n) << 60)
#define SVNAPOT		PTWALK_RISCV64_SVNAPOT
#define SVPBMT		PTWALK_RISCV64_SVPBMT
#define SVADE		PTWALK_RISCV64_SVADE
#define SVADU		PTWALK_RISCV64_SVADU
#define MAE		PTWALK_RISCV64_MAE

#define ROOT		0x80f00000ULL

static void set_geometry(struct kunit *test, unsigned int mode, u64 isa, struct ptwalk_geometry *g)
{
	struct ptwalk_riscv64_regs regs = { .root = ROOT, .satp = MODE(mode), .isa = isa };

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(g, &ptwalk_riscv64_ops, &regs), 0);
}

/* ---- geometry ---- */

/**
 * struct geometry_case - satp, and what follows from it
 * @name: of the case
 * @satp: the register
 * @root: the root
 * @err: 0, or the error
 * @va_start: lowest address of the kernel's half
 * @names: of the levels from the root down
 */
struct geometry_case {
	const char *name;
	u64 satp, root;
	int err;
	u64 va_start;
	const char *names;
};

static const struct geometry_case geometries[] = {
	{ "Sv39", MODE(8) | 0x80f00, ROOT, 0, 0xffffffc000000000, "pgd pmd pte " },
	{ "Sv48, with an ASID", MODE(9) | 0x123ULL << 44, ROOT, 0, 0xffff800000000000,
	  "pgd pud pmd pte " },
	{ "Sv57", MODE(10), ROOT, 0, 0xff00000000000000, "pgd p4d pud pmd pte " },
	{ "the highest root", MODE(8), 0xfffffffffff000, 0, 0xffffffc000000000,
	  "pgd pmd pte " },
	{ "no translation", MODE(0), ROOT, -EOPNOTSUPP },
	{ "Sv32 has no mode here", MODE(1), ROOT, -EOPNOTSUPP },
	{ "reserved mode 7", MODE(7), ROOT, -EOPNOTSUPP },
	{ "Sv64", MODE(11), ROOT, -EOPNOTSUPP },
	{ "custom mode", MODE(15), ROOT, -EOPNOTSUPP },
	{ "no root", MODE(8), 0, -EINVAL },
	{ "a root that is not aligned", MODE(8), ROOT + 8, -EINVAL },
	{ "a root beyond 56 bits", MODE(8), BIT_ULL(56), -EINVAL },
};

static void geometry_desc(const struct geometry_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(geometry, geometries, geometry_desc);

static void riscv64_geometry(struct kunit *test)
{
	const struct geometry_case *c = test->param_value;
	struct ptwalk_riscv64_regs regs = { .root = c->root, .satp = c->satp };
	struct ptwalk_geometry g;
	char names[32] = "";
	unsigned int l;

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_riscv64_ops, &regs), c->err);
	if (c->err)
		return;
	for (l = g.levels; l--;) {
		KUNIT_EXPECT_EQ(test, g.level[l].shift, 12 + 9 * l);
		KUNIT_EXPECT_EQ(test, g.level[l].entries, 512u);
		KUNIT_EXPECT_EQ(test, g.level[l].step, BIT_ULL(10 + 9 * l));
		KUNIT_EXPECT_EQ(test, g.level[l].cont, 0);
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s ",
			 g.level[l].name);
	}
	KUNIT_EXPECT_STREQ(test, names, c->names);
	KUNIT_EXPECT_EQ(test, g.va_start, c->va_start);
	KUNIT_EXPECT_EQ(test, g.va_last, ~0ULL);
	KUNIT_EXPECT_EQ(test, g.va_start, ~0ULL << (g.va_bits - 1));
	KUNIT_EXPECT_EQ(test, g.pa_bits, 56);
	KUNIT_EXPECT_EQ(test, g.root_pa, c->root);
	KUNIT_EXPECT_EQ(test, g.napot_mask, 0ULL);
}

/* What the extensions change. */
static void riscv64_extensions(struct kunit *test)
{
	static const struct {
		u64 isa, napot, hw;
		u16 cont;
		u64 reserved;
	} rows[] = {
		{ 0, 0, 0, 0, 0xffc0000000000000 },
		{ SVNAPOT, BIT_ULL(63), 0, 16, 0x7fc0000000000000 },
		{ SVPBMT, 0, 0, 0, 0x9fc0000000000000 },
		{ SVNAPOT | SVPBMT | SVADE, BIT_ULL(63), 0, 16, 0x1fc0000000000000 },
		{ SVADU, 0, 0xc0, 0, 0xffc0000000000000 },
		{ SVADE | SVADU, 0, 0, 0, 0xffc0000000000000 },
		{ MAE, 0, 0, 0, 0x07c0000000000000 },
		/* They have one place, and the older one is what the kernel then uses. */
		{ MAE | SVNAPOT | SVPBMT, 0, 0, 0, 0x07c0000000000000 },
	};
	struct ptwalk_geometry g;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		set_geometry(test, 9, rows[i].isa, &g);
		KUNIT_EXPECT_EQ_MSG(test, g.napot_mask, rows[i].napot, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.cont_mask, rows[i].napot, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.level[0].cont, rows[i].cont, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.level[1].cont, 0, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.hw_mask, rows[i].hw, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.level[0].attrs & 0xc0, rows[i].hw ^ 0xc0, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.table_mask & 0xc0, rows[i].hw ^ 0xc0, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, g.accessed_faults, !rows[i].hw, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, ptwalk_riscv64_format(&g)->reserved, rows[i].reserved,
				    "row %u", i);
	}
}

/* ---- entries ---- */

/**
 * struct decode_case - an entry, and what it is
 * @name: of the case
 * @isa: the extensions
 * @level: its level
 * @index: in its table
 * @raw: the entry
 * @kind: what it is
 * @pa: where it points
 * @attrs: the rest of its bits
 */
struct decode_case {
	const char *name;
	u64 isa;
	u8 level;
	u16 index;
	u64 raw;
	enum ptwalk_kind kind;
	u64 pa;
	u64 attrs;
};

#define BAD_CASE(n, isa, l, raw)	{ n, isa, l, 0, raw, PTWALK_BAD }
#define LEAF_CASE(n, isa, l, raw, pa, a) { n, isa, l, 0, raw, PTWALK_LEAF, pa, a }
#define GROUP_CASE(n, i, raw, pa, a)	{ n, SVNAPOT, 0, i, raw, PTWALK_LEAF, pa, a }

static const struct decode_case decodes[] = {
	{ "zero", 0, 0, 0, 0, PTWALK_EMPTY, 0, 0 },
	{ "invalid", 0, 0, 0, 0x200400e6, PTWALK_INVALID, 0, 0x200400e6 },
	{ "invalid, with reserved bits", 0, 2, 0, BIT_ULL(63), PTWALK_INVALID, 0, BIT_ULL(63) },
	LEAF_CASE("page", 0, 0, 0x200400e7, 0x80100000, 0xe7),
	LEAF_CASE("page, highest", 0, 0, 0x003fffffffffffe7, 0xfffffffffff000, 0x3e7),
	LEAF_CASE("page, read alone", 0, 0, 0x200400e3, 0x80100000, 0xe3),
	LEAF_CASE("page, execute alone", 0, 0, 0x200400e9, 0x80100000, 0xe9),
	LEAF_CASE("2M", 0, 1, 0x200800eb, 0x80200000, 0xeb),
	LEAF_CASE("1G", 0, 2, 0x300000e7, 0xc0000000, 0xe7),
	LEAF_CASE("512G", 0, 3, 0x00000040000000e7, 0x10000000000, 0xe7),
	BAD_CASE("2M, not aligned", 0, 1, 0x200404e7),
	BAD_CASE("1G, not aligned", 0, 2, 0x200800e7),
	BAD_CASE("write alone", 0, 0, 0x200400e5),
	BAD_CASE("write and execute", 0, 0, 0x200400ed),
	BAD_CASE("write alone, above", 0, 1, 0x20040005),
	{ "table", 0, 1, 0, 0x20040001, PTWALK_TABLE, 0x80100000, 1 },
	{ "table, root", 0, 3, 511, 0x20040001, PTWALK_TABLE, 0x80100000, 1 },
	{ "table, global, software bits", 0, 2, 0, 0x20040321, PTWALK_TABLE, 0x80100000, 0x321 },
	BAD_CASE("table, at the last level", 0, 0, 0x20040001),
	BAD_CASE("table, U", 0, 1, 0x20040011),
	BAD_CASE("table, A", 0, 1, 0x20040041),
	BAD_CASE("table, D", 0, 1, 0x20040081),
	BAD_CASE("table, N", SVNAPOT, 1, 0x8000000020040001),
	BAD_CASE("table, PBMT", SVPBMT, 1, 0x2000000020040001),
	BAD_CASE("reserved bit 54", SVNAPOT | SVPBMT, 0, 0x00400000200400e7),
	BAD_CASE("reserved bit 60", SVNAPOT | SVPBMT, 0, 0x10000000200400e7),
	BAD_CASE("reserved bit in a table", 0, 1, 0x0040000020040001),
	BAD_CASE("N without Svnapot", SVPBMT, 0, 0x80000000200420e7),
	BAD_CASE("PBMT without Svpbmt", SVNAPOT, 0, 0x20000000200400e7),
	BAD_CASE("PBMT reserved", SVPBMT, 0, 0x60000000200400e7),
	LEAF_CASE("PBMT nc", SVPBMT, 0, 0x20000000200400e7, 0x80100000, 0x20000000000000e7),
	LEAF_CASE("PBMT io", SVPBMT, 1, 0x40000000200800e7, 0x80200000, 0x40000000000000e7),
	GROUP_CASE("first of a group", 0, 0x80000000200420e7, 0x80100000, 0x80000000000000e7),
	GROUP_CASE("fifth of a group", 0x1f5, 0x80000000200420e7, 0x80105000, 0x80000000000000e7),
	GROUP_CASE("last of a group", 15, 0x803fffffffffe0e7, 0xfffffffffff000,
		   0x80000000000000e7),
	BAD_CASE("group of 2", SVNAPOT, 0, 0x80000000200404e7),
	BAD_CASE("group of 8", SVNAPOT, 0, 0x80000000200410e7),
	BAD_CASE("group of 32", SVNAPOT, 0, 0x80000000200440e7),
	BAD_CASE("group of 16, odd bits", SVNAPOT, 0, 0x80000000200430e7),
	BAD_CASE("group of 2M", SVNAPOT, 1, 0x80000000200420e7),
	LEAF_CASE("A and D are kept", SVADE, 0, 0x200400c7, 0x80100000, 0xc7),
	LEAF_CASE("A and D are the hardware's", SVADU, 0, 0x200400c7, 0x80100000, 0x07),
	{ "table, A, of no meaning", SVADU, 1, 0, 0x20040041, PTWALK_TABLE, 0x80100000, 1 },
	LEAF_CASE("MAE", MAE, 0, 0x70000000200400e7, 0x80100000, 0x70000000000000e7),
	LEAF_CASE("MAE, bit 63", MAE, 0, 0x90000000200420e7, 0x80108000, 0x90000000000000e7),
	BAD_CASE("MAE, reserved", MAE, 0, 0x74000000200400e7),
};

static void decode_desc(const struct decode_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(decode, decodes, decode_desc);

static void riscv64_decode(struct kunit *test)
{
	const struct decode_case *c = test->param_value;
	struct ptwalk_geometry g;
	struct ptwalk_entry e;

	set_geometry(test, 9, c->isa, &g);
	ptwalk_decode(&g, c->level, c->index, c->raw, &e);
	KUNIT_EXPECT_EQ(test, (int)e.kind, (int)c->kind);
	KUNIT_EXPECT_EQ(test, e.pa, c->pa);
	KUNIT_EXPECT_EQ(test, e.attrs, c->kind == PTWALK_BAD ? c->raw : c->attrs);
}

/* The leaf of the next page is one step further, at every level. */
static void riscv64_steps(struct kunit *test)
{
	struct ptwalk_geometry g;
	struct ptwalk_entry e;
	unsigned int l, bit;

	set_geometry(test, 10, SVNAPOT | SVPBMT, &g);
	for (l = 0; l < g.levels; l++) {
		for (bit = g.level[l].shift; bit < 56; bit++) {
			u64 raw = (BIT_ULL(bit) >> 2) | 0xe7;

			ptwalk_decode(&g, l, 0, raw, &e);
			KUNIT_ASSERT_EQ(test, e.pa, BIT_ULL(bit));
			KUNIT_ASSERT_EQ(test, ptwalk_entry_pa(&g, g.level[l].shift, raw), e.pa);
			KUNIT_ASSERT_EQ(test, raw & g.level[l].attrs, 0xe7ULL);
			ptwalk_decode(&g, l, 1, raw + g.level[l].step, &e);
			KUNIT_ASSERT_EQ(test, e.pa, BIT_ULL(bit) + BIT_ULL(g.level[l].shift));
		}
	}
}

/* Where table entries differ in what the decoder looks at, the walk compares them. */
static void riscv64_table_mask(struct kunit *test)
{
	struct ptwalk_geometry g;
	unsigned int bit;

	set_geometry(test, 8, 0, &g);
	for (bit = 0; bit < 64; bit++) {
		struct ptwalk_entry one, other;
		u64 raw = 0x20040001;
		bool same;

		ptwalk_decode(&g, 1, 0, raw, &one);
		ptwalk_decode(&g, 1, 0, raw ^ BIT_ULL(bit), &other);
		same = one.kind == other.kind && one.pa == other.pa;
		KUNIT_EXPECT_TRUE_MSG(test, same || g.table_mask & BIT_ULL(bit), "bit %u", bit);
	}
	KUNIT_EXPECT_EQ(test, ~g.table_mask, 3ULL << 8);
}

/* ---- permissions and memory types ---- */

static void riscv64_prot(struct kunit *test)
{
	static const struct {
		u64 isa, attrs;
		const char *want;
	} rows[] = {
		{ 0, 0xe3, "r-- a" },
		{ 0, 0xe7, "rw- a" },
		{ 0, 0xe9, "--x a" },
		{ 0, 0xeb, "r-x a" },
		{ 0, 0xef, "rwx a" },
		{ 0, 0xf7, "rw- user a" },
		/* The kernel can't execute user memory, with or without SUM. */
		{ 0, 0xff, "rw- user a" },
		{ 0, 0xf9, "--- user a" },
		{ 0, 0xa7, "rw- " },
		{ SVADE, 0xa7, "rw- " },
		{ SVADU, 0x27, "rw- a" },
		{ SVNAPOT, 0x80000000000000e7, "rw- cont a" },
		{ MAE, 0x90000000000000e7, "rw- a" },
	};
	struct ptwalk_geometry g;
	struct ptwalk_prot p;
	char got[24];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		set_geometry(test, 8, rows[i].isa, &g);
		ptwalk_riscv64_prot(&g, 0, rows[i].attrs, 0, &p);
		snprintf(got, sizeof(got), "%c%c%c %s%s%s", p.r ? 'r' : '-', p.w ? 'w' : '-',
			 p.x ? 'x' : '-', p.user ? "user " : "", p.cont ? "cont " : "",
			 p.accessed ? "a" : "");
		KUNIT_EXPECT_STREQ(test, got, rows[i].want);
	}
	/* Tables take nothing away. */
	KUNIT_EXPECT_EQ(test, ptwalk_riscv64_inherit(&g, 0, ~0ULL), 0ULL);
}

static void riscv64_memtypes(struct kunit *test)
{
	static const struct {
		u64 isa, attrs;
		const char *memtype;
		enum ptwalk_cached cached;
	} rows[] = {
		{ 0, 0xe7, "unknown", PTWALK_CACHED_UNKNOWN },
		{ SVNAPOT, 0x80000000000000e7, "unknown", PTWALK_CACHED_UNKNOWN },
		{ SVPBMT, 0xe7, "pma", PTWALK_CACHED },
		{ SVPBMT, 0x20000000000000e7, "nc", PTWALK_UNCACHED },
		{ SVPBMT, 0x40000000000000e7, "io", PTWALK_UNCACHED },
		{ SVPBMT | SVNAPOT, 0xa0000000000000e7, "nc", PTWALK_UNCACHED },
		{ MAE, 0x70000000000000e7, "pma", PTWALK_CACHED },
		{ MAE, 0x30000000000000e7, "nc", PTWALK_UNCACHED },
		{ MAE, 0x90000000000000e7, "io", PTWALK_UNCACHED },
		{ MAE, 0xe7, "mae:0x00", PTWALK_UNCACHED },
		{ MAE, 0x78000000000000e7, "mae:0x0f", PTWALK_CACHED },
	};
	struct ptwalk_geometry g;
	struct ptwalk_prot p;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		set_geometry(test, 8, rows[i].isa, &g);
		ptwalk_riscv64_prot(&g, 0, rows[i].attrs, 0, &p);
		KUNIT_EXPECT_STREQ(test, p.memtype, rows[i].memtype);
		KUNIT_EXPECT_EQ_MSG(test, (int)p.cached, (int)rows[i].cached, "row %u", i);
	}
}

/* ---- tables of bits and fields ---- */

/* With any extensions each bit that is no address has one name. */
static void riscv64_bits(struct kunit *test)
{
	static const u8 places[] = { PTWALK_BIT_LEAF, PTWALK_BIT_TABLE };
	unsigned int isa, i, p;

	for (isa = 0; isa < 64; isa++) {
		unsigned int where = places[isa & 1], modes = isa >> 1;
		u64 seen = 0;

		/* XTheadMae excludes those that would have its place. */
		if (modes & MAE && modes & (SVNAPOT | SVPBMT))
			continue;
		for (i = 0; i < ptwalk_riscv64_nr_bits; i++) {
			const struct ptwalk_bit *b = &ptwalk_riscv64_bits[i];
			u64 bits = GENMASK_ULL(b->hi, b->lo);

			if (!(b->where & where) || b->unless & modes ||
			    (b->only & modes) != b->only)
				continue;
			KUNIT_EXPECT_EQ_MSG(test, seen & bits, 0ULL, "%s of %x", b->name, modes);
			seen |= bits;
		}
		KUNIT_EXPECT_EQ_MSG(test, seen, ~GENMASK_ULL(53, 10), "%x", modes);
	}
	for (i = 0; i < ptwalk_riscv64_nr_bits; i++)
		for (p = 0; ptwalk_riscv64_bits[i].words &&
		     p >> (ptwalk_riscv64_bits[i].hi - ptwalk_riscv64_bits[i].lo + 1) == 0; p++)
			KUNIT_EXPECT_NULL(test, strchr(ptwalk_riscv64_bits[i].words[p], ' '));
}

static void riscv64_fields(struct kunit *test)
{
	static const struct {
		struct ptwalk_riscv64_regs regs;
		const char *rows[7];
	} sets[] = {
		{ { .root = ROOT, .satp = 0x8000000000080f00, .isa = SVNAPOT | SVADE }, {
			"swapper_pg_dir PPN 55:12 0x80f00 root-pa-0x0000000080f00000\n",
			"satp MODE 63:60 0x8 Sv39\n",
			"isa Svnapot 0 0x1 present\n",
			"isa Svpbmt 1 0x0 absent\n",
			"isa Svade 2 0x1 present\n",
			"isa Svadu 3 0x0 absent\n",
			"isa XTheadMae 4 0x0 absent\n",
		} },
		{ { .root = 0xfffffffffff000, .satp = 0xa000000000000000,
		    .isa = SVPBMT | SVADU | MAE }, {
			"swapper_pg_dir PPN 55:12 0xfffffffffff root-pa-0x00fffffffffff000\n",
			"satp MODE 63:60 0xa Sv57\n",
			"isa Svnapot 0 0x0 absent\n",
			"isa Svpbmt 1 0x1 present\n",
			"isa Svade 2 0x0 absent\n",
			"isa Svadu 3 0x1 present\n",
			"isa XTheadMae 4 0x1 present\n",
		} },
	};
	static const char *const modes[16] = {
		[0] = "0x0 bare\n", [8] = "0x8 Sv39\n", [9] = "0x9 Sv48\n", [10] = "0xa Sv57\n",
		[11] = "0xb reserved\n", [15] = "0xf reserved\n",
	};
	struct ptwalk_riscv64_regs regs = {};
	struct ptwalk_text out;
	char row[96];
	u32 s, i;

	KUNIT_ASSERT_EQ(test, *ptwalk_riscv64_ops.nr_fields, ARRAY_SIZE(sets[0].rows));
	for (s = 0; s < ARRAY_SIZE(sets); s++) {
		for (i = 0; i < ARRAY_SIZE(sets[s].rows); i++) {
			memset(row, 0, sizeof(row));
			out = (struct ptwalk_text) { .buf = row, .size = sizeof(row) - 1 };
			ptwalk_put_field(&out, &ptwalk_riscv64_fields[i], &sets[s].regs);
			KUNIT_EXPECT_STREQ(test, row, sets[s].rows[i]);
		}
	}
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		if (!modes[i])
			continue;
		regs.satp = MODE(i);
		memset(row, 0, sizeof(row));
		out = (struct ptwalk_text) { .buf = row, .size = sizeof(row) - 1 };
		ptwalk_put_field(&out, &ptwalk_riscv64_fields[1], &regs);
		KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(row, modes[i]), "%s", row);
	}
}

static struct kunit_case riscv64_cases[] = {
	KUNIT_CASE_PARAM(riscv64_geometry, geometry_gen_params),
	KUNIT_CASE(riscv64_extensions),
	KUNIT_CASE_PARAM(riscv64_decode, decode_gen_params),
	KUNIT_CASE(riscv64_steps),
	KUNIT_CASE(riscv64_table_mask),
	KUNIT_CASE(riscv64_prot),
	KUNIT_CASE(riscv64_memtypes),
	KUNIT_CASE(riscv64_bits),
	KUNIT_CASE(riscv64_fields),
	{}
};

static struct kunit_suite riscv64_suite = {
	.name = "ptwalk-riscv64",
	.test_cases = riscv64_cases,
};

kunit_test_suite(riscv64_suite);
