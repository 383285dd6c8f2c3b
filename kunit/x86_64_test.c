// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: the geometry from registers, single entries, permissions, and the registers
 * explained. Raw values are written out, not computed from the decoder's own tables.
 */
#include "core/x86_64/x86_64.h"
#include "fake.h"
#include "ptwalk_text.h"

#define PG		BIT_ULL(31)
#define WP		BIT_ULL(16)
#define LA57		BIT_ULL(12)
#define SMEP		BIT_ULL(20)
#define LMA		BIT_ULL(10)
#define NXE		BIT_ULL(11)

/* As Linux sets it: wb, wc, uc-, uc, wb, wp, uc-, wt. */
#define PAT		0x0407050600070106ULL

#define ON		(PG | WP)
#define LONG		(LMA | NXE)
#define ROOT		0x6422000

/* CR3 is that of some process. */
#define REGS(root, cr0, cr4, efer, pat, pa_bits, c_bit, gbpages) \
	{ root, cr0, 0x1a5e005, cr4, efer, pat, pa_bits, c_bit, gbpages }

#define FOUR		REGS(ROOT, ON, 0, LONG, PAT, 46, 0, 1)
#define FIVE		REGS(ROOT, ON, LA57, LONG, PAT, 52, 0, 1)
#define NO_NX		REGS(ROOT, ON, 0, LMA, PAT, 46, 0, 1)
#define NO_WP		REGS(ROOT, PG, 0, LONG, PAT, 46, 0, 1)
#define WITH_SMEP	REGS(ROOT, ON, SMEP, LONG, PAT, 46, 0, 1)
#define NO_1G		REGS(ROOT, ON, 0, LONG, PAT, 46, 0, 0)
#define SEV		REGS(ROOT, ON, 0, LONG, PAT, 48, BIT_ULL(51), 1)

/* ---- geometry ---- */

/**
 * struct shape_case - registers, and what they describe
 * @name: of the case
 * @regs: the registers
 * @levels: how many
 * @va_start: first address
 * @names: of the levels, from the root down
 * @pa_low: address bits
 * @reserved: bits of a leaf that must be zero, of the lowest three levels
 */
struct shape_case {
	const char *name;
	struct ptwalk_x86_64_regs regs;
	u8 levels;
	u64 va_start;
	const char *names;
	u64 pa_low;
	u64 reserved[3];
};

static const struct shape_case shapes[] = {
	{ "4 levels", FOUR, 4, 0xffff800000000000, "pgd pud pmd pte", 0x3ffffffff000,
	  { 0xfc00000000000, 0xfc000001fe000, 0xfc0003fffe000 } },
	{ "5 levels", FIVE, 5, 0xff00000000000000,
	  "pgd p4d pud pmd pte", 0xffffffffff000, { 0, 0x1fe000, 0x3fffe000 } },
	{ "no NX", NO_NX, 4, 0xffff800000000000, "pgd pud pmd pte", 0x3ffffffff000,
	  { 0x800fc00000000000, 0x800fc000001fe000, 0x800fc0003fffe000 } },
	{ "C-bit 47", REGS(ROOT, ON, 0, LONG, PAT, 43, BIT_ULL(47), 1), 4, 0xffff800000000000,
	  "pgd pud pmd pte", 0x7fffffff000,
	  { 0xf780000000000, 0xf7800001fe000, 0xf78003fffe000 } },
	{ "C-bit in the address", REGS(ROOT, ON, 0, LONG, PAT, 52, BIT_ULL(51), 1), 4,
	  0xffff800000000000, "pgd pud pmd pte", 0x7fffffffff000, { 0, 0x1fe000, 0x3fffe000 } },
};

static void shape_desc(const struct shape_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, shapes, shape_desc);

static void x86_64_shape(struct kunit *test)
{
	const struct shape_case *c = test->param_value;
	struct ptwalk_geometry g;
	char names[40] = "";
	unsigned int l;

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_x86_64_ops, &c->regs), 0);
	KUNIT_ASSERT_EQ(test, g.levels, c->levels);
	KUNIT_EXPECT_EQ(test, g.page_shift, 12);
	KUNIT_EXPECT_EQ(test, g.va_bits, c->levels == 5 ? 57 : 48);
	KUNIT_EXPECT_EQ(test, g.va_start, c->va_start);
	KUNIT_EXPECT_EQ(test, g.va_last, ~0ULL);
	KUNIT_EXPECT_EQ(test, g.root_pa, 0x6422000ULL);
	KUNIT_EXPECT_EQ(test, g.pa_low, c->pa_low);
	KUNIT_EXPECT_EQ(test, g.pa_high, 0ULL);
	KUNIT_EXPECT_EQ(test, g.cont_mask, 0ULL);
	KUNIT_EXPECT_FALSE(test, g.accessed_faults);
	KUNIT_EXPECT_EQ(test, g.hw_mask, 0x60ULL);
	for (l = g.levels; l--;) {
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s",
			 *names ? " " : "", g.level[l].name);
		KUNIT_EXPECT_EQ(test, g.level[l].shift, 12 + 9 * l);
		KUNIT_EXPECT_EQ(test, g.level[l].entries, 512);
		KUNIT_EXPECT_EQ(test, g.level[l].step, BIT_ULL(12 + 9 * l));
		if (l < 3)
			KUNIT_EXPECT_EQ(test, g.level[l].reserved, c->reserved[l]);
	}
	KUNIT_EXPECT_STREQ(test, names, c->names);
	/* The kernel's half of the root starts in its middle. */
	KUNIT_EXPECT_EQ(test, ptwalk_level_index(&g, g.levels - 1u, g.va_start), 256);
}

static const struct refused {
	const char *name;
	struct ptwalk_x86_64_regs regs;
	int err;
} refused[] = {
	{ "all zero", REGS(0, 0, 0, 0, 0, 0, 0, 0), -EOPNOTSUPP },
	{ "paging off", REGS(ROOT, WP, 0, LONG, PAT, 46, 0, 1), -EOPNOTSUPP },
	{ "32-bit paging", REGS(ROOT, ON, 0, NXE, PAT, 46, 0, 1), -EOPNOTSUPP },
	{ "no root", REGS(0, ON, 0, LONG, PAT, 46, 0, 1), -EOPNOTSUPP },
	{ "root between pages", REGS(ROOT + 8, ON, 0, LONG, PAT, 46, 0, 1), -EINVAL },
	{ "root out of reach", REGS(BIT_ULL(46), ON, 0, LONG, PAT, 46, 0, 1), -EINVAL },
	{ "53 bits", REGS(ROOT, ON, 0, LONG, PAT, 53, 0, 1), -EINVAL },
	{ "35 bits", REGS(ROOT, ON, 0, LONG, PAT, 35, 0, 1), -EINVAL },
	{ "two C-bits", REGS(ROOT, ON, 0, LONG, PAT, 46, BIT_ULL(47) | BIT_ULL(51), 1), -EINVAL },
	{ "C-bit 12", REGS(ROOT, ON, 0, LONG, PAT, 46, BIT_ULL(12), 1), -EINVAL },
};

static void refused_desc(const struct refused *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void x86_64_refused(struct kunit *test)
{
	const struct refused *c = test->param_value;
	struct ptwalk_geometry g;

	KUNIT_EXPECT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_x86_64_ops, &c->regs), c->err);
}

/* ---- entries ---- */

/**
 * struct entry_case - an entry, and what it is
 * @name: of the case
 * @regs: of its tables
 * @level: its level
 * @raw: the entry
 * @kind: what it is
 * @pa: where it points
 * @attrs: the rest of its bits, less accessed and dirty
 */
struct entry_case {
	const char *name;
	struct ptwalk_x86_64_regs regs;
	u8 level;
	u64 raw;
	enum ptwalk_kind kind;
	u64 pa;
	u64 attrs;
};

static const struct entry_case entries[] = {
	{ "pte zero", FOUR, 0, 0, PTWALK_EMPTY, 0, 0 },
	{ "pgd zero", FIVE, 4, 0, PTWALK_EMPTY, 0, 0 },
	{ "pte not present", FOUR, 0, 0x41234062, PTWALK_INVALID, 0, 0x41234062 },
	{ "pmd not present", FOUR, 1, 0x80, PTWALK_INVALID, 0, 0x80 },
	{ "page", FOUR, 0, 0x8000000041234163, PTWALK_LEAF, 0x41234000, 0x8000000000000103 },
	{ "page, accessed is no difference", FOUR, 0, 0x8000000041234103, PTWALK_LEAF,
	  0x41234000, 0x8000000000000103 },
	{ "page, bit 7 is PAT", FOUR, 0, 0x8000000041234183, PTWALK_LEAF, 0x41234000,
	  0x8000000000000183 },
	{ "page, highest", FOUR, 0, 0x80003ffffffff001, PTWALK_LEAF, 0x3ffffffff000,
	  0x8000000000000001 },
	{ "page, a bit that the CPU has not", FOUR, 0, 0x8008000041234001, PTWALK_LEAF,
	  0x41234000, 0x8008000000000001 },
	{ "page, 52 bits", FIVE, 0, 0x800ffffffffff001, PTWALK_LEAF, 0xffffffffff000,
	  0x8000000000000001 },
	{ "2M", FOUR, 1, 0x80000000412001e3, PTWALK_LEAF, 0x41200000, 0x8000000000000183 },
	{ "2M, bit 12 is PAT", FOUR, 1, 0x80000000412011e3, PTWALK_LEAF, 0x41200000,
	  0x8000000000001183 },
	{ "1G", FOUR, 2, 0x80000000800001e3, PTWALK_LEAF, 0x80000000, 0x8000000000000183 },
	{ "1G that the CPU has not", NO_1G, 2, 0x80000000800001e3, PTWALK_BAD, 0,
	  0x80000000800001e3 },
	{ "pgd leaf, 4 levels", FOUR, 3, 0x80e3, PTWALK_BAD, 0, 0x80e3 },
	{ "p4d leaf", FIVE, 3, 0x80e3, PTWALK_BAD, 0, 0x80e3 },
	{ "pgd leaf, 5 levels", FIVE, 4, 0x80e3, PTWALK_BAD, 0, 0x80e3 },
	{ "pmd table", FOUR, 1, 0x41234067, PTWALK_TABLE, 0x41234000, 7 },
	{ "pmd table, no-exec", FOUR, 1, 0x8000000041234063, PTWALK_TABLE, 0x41234000,
	  0x8000000000000003 },
	{ "pgd table", FIVE, 4, 0xfffff41234067, PTWALK_TABLE, 0xfffff41234000, 7 },
	{ "page, encrypted", SEV, 0, 0x8008000041234163, PTWALK_LEAF, 0x41234000,
	  0x8008000000000103 },
	{ "table, encrypted", SEV, 2, 0x8000041234067, PTWALK_TABLE, 0x41234000,
	  0x8000000000007 },
};

static void entry_desc(const struct entry_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(entry, entries, entry_desc);

static void x86_64_entry(struct kunit *test)
{
	const struct entry_case *c = test->param_value;
	struct ptwalk_geometry g;
	struct ptwalk_entry e;

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_x86_64_ops, &c->regs), 0);
	ptwalk_decode(&g, c->level, 0, c->raw, &e);
	KUNIT_EXPECT_EQ(test, (int)e.kind, (int)c->kind);
	KUNIT_EXPECT_EQ(test, e.pa, c->pa);
	KUNIT_EXPECT_EQ(test, e.attrs, c->attrs);
}

/* ---- permissions and memory types ---- */

/**
 * struct prot_case - a leaf under two tables
 * @name: of the case
 * @regs: of its tables
 * @level: of the leaf
 * @tables: the two tables
 * @attrs: of the leaf
 * @expect: its permissions, "u" if user mode may access it, its memory type, and "cached"
 */
struct prot_case {
	const char *name;
	struct ptwalk_x86_64_regs regs;
	u8 level;
	u64 tables[2];
	u64 attrs;
	const char *expect;
};

#define NX BIT_ULL(63)

static const struct prot_case prots[] = {
	{ "all", FOUR, 0, { 7, 7 }, 7, "rwx u wb cached" },
	{ "kernel data", FOUR, 0, { 7, 7 }, NX | 3, "rw- - wb cached" },
	{ "kernel text", FOUR, 1, { 3, 3 }, 0x81, "r-x - wb cached" },
	{ "read-only table", FOUR, 0, { 7, 5 }, 7, "r-x u wb cached" },
	{ "read-only root", FOUR, 0, { 5, 7 }, 7, "r-x u wb cached" },
	{ "kernel's table", FOUR, 0, { 3, 7 }, 7, "rwx - wb cached" },
	{ "no-exec table", FOUR, 0, { 7, NX | 7 }, 7, "rw- u wb cached" },
	{ "no-exec, NX off", NO_NX, 0, { 7, NX | 7 }, NX | 7, "rwx u wb cached" },
	{ "read-only, WP off", NO_WP, 0, { 5, 5 }, 5, "rwx u wb cached" },
	{ "user, SMEP", WITH_SMEP, 0, { 7, 7 }, 7, "rw- u wb cached" },
	{ "kernel, SMEP", WITH_SMEP, 0, { 7, 7 }, 3, "rwx - wb cached" },
	{ "user leaf in the kernel's table, SMEP", WITH_SMEP, 0, { 7, 3 }, 7,
	  "rwx - wb cached" },
	{ "PWT", FOUR, 0, { 7, 7 }, 0xb, "rwx - wc -" },
	{ "PCD", FOUR, 0, { 7, 7 }, 0x13, "rwx - uc- -" },
	{ "PCD, PWT", FOUR, 0, { 7, 7 }, 0x1b, "rwx - uc -" },
	{ "page, PAT", FOUR, 0, { 7, 7 }, 0x83, "rwx - wb cached" },
	{ "page, PAT, PWT", FOUR, 0, { 7, 7 }, 0x8b, "rwx - wp cached" },
	{ "page, PAT, PCD, PWT", FOUR, 0, { 7, 7 }, 0x9b, "rwx - wt cached" },
	{ "2M, PS is not PAT", FOUR, 1, { 7, 7 }, 0x8b, "rwx - wc -" },
	{ "2M, PAT, PWT", FOUR, 1, { 7, 7 }, 0x108b, "rwx - wp cached" },
	{ "a type that is reserved", REGS(ROOT, ON, 0, LONG, 0x02, 46, 0, 1), 0,
	  { 7, 7 }, 3, "rwx - pat0:0x02 -" },
};

static void prot_desc(const struct prot_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(prot, prots, prot_desc);

static void x86_64_prot(struct kunit *test)
{
	const struct prot_case *c = test->param_value;
	struct ptwalk_geometry g;
	struct ptwalk_prot p;
	u64 inherited;
	char said[48];

	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&g, &ptwalk_x86_64_ops, &c->regs), 0);
	inherited = g.ops->inherit(&g, 0, c->tables[0]);
	inherited = g.ops->inherit(&g, inherited, c->tables[1]);
	g.ops->prot(&g, c->level, c->attrs, inherited, &p);
	snprintf(said, sizeof(said), "%c%c%c %c %s %s", p.r ? 'r' : '-', p.w ? 'w' : '-',
		 p.x ? 'x' : '-', p.user ? 'u' : '-', p.memtype, p.cached ? "cached" : "-");
	KUNIT_EXPECT_STREQ(test, said, c->expect);
	KUNIT_EXPECT_TRUE(test, p.accessed);
	KUNIT_EXPECT_FALSE(test, p.cont);
}

/* ---- in words ---- */

/* What is put into @buf, of @size bytes. */
static struct ptwalk_text text_into(char *buf, size_t size, const struct ptwalk_space *space)
{
	memset(buf, 0, size);
	return (struct ptwalk_text) { .buf = buf, .size = size - 1, .space = space };
}

/**
 * struct words_case - an entry, and some of what is said of it
 * @regs: of its tables
 * @where: what it is
 * @raw: the entry
 * @bits: parts of what ptwalk_put_bits() says, in order
 * @flags: all that ptwalk_put_flags() says
 */
struct words_case {
	struct ptwalk_x86_64_regs regs;
	unsigned int where;
	u64 raw;
	const char *bits[4];
	const char *flags;
};

static const struct words_case words[] = {
	{ FOUR, PTWALK_BIT_LEAF | PTWALK_BIT_PAGE, 0x80000000412341e3,
	  { " P=present,R/W=read-write,U/S=kernel-only,PWT=off,PCD=off,A=accessed,D=dirty,",
	    "D=dirty,PAT=on,G=global,", "sw-dirty=off,sw-57:52=0,", "PK=0,NX=no-exec" },
	  " flags=g" },
	{ FOUR, PTWALK_BIT_LEAF | PTWALK_BIT_BLOCK, 0x41201085,
	  { "R/W=read-only,U/S=user,PWT=off,", "A=not-accessed,D=clean,PS=leaf,G=not-global,",
	    "sw-dirty=off,PAT=on,sw-57:52=0,", "NX=exec" }, " flags=user" },
	{ SEV, PTWALK_BIT_TABLE, 0x8008000041234067,
	  { " P=present,R/W=read-write,U/S=user,PWT=off,PCD=off,A=accessed,PS=table,",
	    "PS=table,C-bit=on,sw-57:52=0,NX=no-exec" }, " flags=c-bit,nx" },
};

static void x86_64_words(struct kunit *test)
{
	struct ptwalk_space *space = kunit_kzalloc(test, sizeof(*space), GFP_KERNEL);
	struct ptwalk_text out;
	char text[320];
	u32 i, k;

	KUNIT_ASSERT_NOT_NULL(test, space);
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		const struct words_case *c = &words[i];

		KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&space->geo, &ptwalk_x86_64_ops,
							   &c->regs), 0);
		out = text_into(text, sizeof(text), space);
		ptwalk_put_bits(&out, c->raw, c->where);
		for (k = 0; k < ARRAY_SIZE(c->bits) && c->bits[k]; k++)
			KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(text, c->bits[k]), "%s in %s",
						  c->bits[k], text);
		out = text_into(text, sizeof(text), space);
		ptwalk_put_flags(&out, " flags=", c->raw, c->where);
		KUNIT_EXPECT_STREQ(test, text, c->flags);
	}
}

static void x86_64_registers(struct kunit *test)
{
	static const struct ptwalk_x86_64_regs regs = REGS(ROOT, ON, LA57 | SMEP | BIT_ULL(17),
							     LONG, PAT, 46, BIT_ULL(51), 1);
	static const char *const rows[] = {
		"init_top_pgt root 51:12 0x6422 root-pa-0x0000000006422000\n",
		"CR3 PML 51:12 0x1a5e process-0x0000000001a5e000\n",
		"CR0 WP 16 0x1 kernel-obeys-r/w\n",
		"CR0 PG 31 0x1 on\n",
		"CR4 PGE 7 0x0 off\n",
		"CR4 LA57 12 0x1 5-levels\n",
		"CR4 PCIDE 17 0x1 on\n",
		"CR4 SMEP 20 0x1 on\n",
		"CR4 SMAP 21 0x0 off\n",
		"CR4 PKS 24 0x0 off\n",
		"IA32_EFER LMA 10 0x1 on\n",
		"IA32_EFER NXE 11 0x1 on\n",
		"IA32_PAT PA0 7:0 0x6 wb\n",
		"IA32_PAT PA1 15:8 0x1 wc\n",
		"IA32_PAT PA2 23:16 0x7 uc-\n",
		"IA32_PAT PA3 31:24 0x0 uc\n",
		"IA32_PAT PA4 39:32 0x6 wb\n",
		"IA32_PAT PA5 47:40 0x5 wp\n",
		"IA32_PAT PA6 55:48 0x7 uc-\n",
		"IA32_PAT PA7 63:56 0x4 wt\n",
		"CPUID MAXPHYADDR 7:0 0x2e 46-bit\n",
		"CPUID Page1GB 0 0x1 on\n",
		"CPUID C-bit 63:0 0x8000000000000 bit-51\n",
	};
	struct ptwalk_text out;
	char row[96];
	u32 i;

	KUNIT_ASSERT_EQ(test, *ptwalk_x86_64_ops.nr_fields, (u32)ARRAY_SIZE(rows));
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		out = text_into(row, sizeof(row), NULL);
		ptwalk_put_field(&out, &ptwalk_x86_64_ops.fields[i], &regs);
		KUNIT_EXPECT_STREQ(test, row, rows[i]);
	}
}

static struct kunit_case x86_64_cases[] = {
	KUNIT_CASE_PARAM(x86_64_shape, shape_gen_params),
	KUNIT_CASE_PARAM(x86_64_refused, refused_gen_params),
	KUNIT_CASE_PARAM(x86_64_entry, entry_gen_params),
	KUNIT_CASE_PARAM(x86_64_prot, prot_gen_params),
	KUNIT_CASE(x86_64_words),
	KUNIT_CASE(x86_64_registers),
	{}
};

static struct kunit_suite x86_64_suite = {
	.name = "ptwalk-x86_64",
	.test_cases = x86_64_cases,
};

kunit_test_suite(x86_64_suite);
