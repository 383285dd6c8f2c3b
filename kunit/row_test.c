// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows, compared with expected text character by character, in buffers of every size.
 */
#include "fake.h"
#include "ptwalk_text.h"

/** ROOM - for the longest row, and more */
#define ROOM	768

static const struct ptwalk_region regions[] = {
	{ 0xffff000000000000, 0xffff7fffffffffff, "linear" },
	{ 0xffff800080000000, 0xfffffdffbfffffff, "vmalloc", .areas = true },
	{ 0xffff800080010000, 0xffff80008007ffff, "image:text", 1, true, true },
};

static const struct ptwalk_region gap = {
	0xffff800000000000, 0xffff80007fffffff, "gap", .gap = true
};

#define PLAIN { \
	.start = 0xffff800080100000, .end = 0xffff800080110000, .caller = 0xffff800080012340, \
	.kind = PTWALK_AREA_VMALLOC, \
}

static const struct ptwalk_area plain = PLAIN;
static const struct ptwalk_area of_module = {
	.start = 0xffff800080200000, .end = 0xffff800080210000, .caller = 0xffff800080012340,
	.kind = PTWALK_AREA_MODULE,
};

static const struct ptwalk_area of_nobody = {
	.start = 0xffff800080300000, .end = 0xffff800080310000, .kind = PTWALK_AREA_MODULE,
};

static const struct ptwalk_owner in_linear = { .region = &regions[0] };
static const struct ptwalk_owner in_plain = { .region = &regions[1], .area = &plain };
static const struct ptwalk_owner in_module = { .region = &regions[1], .area = &of_module };
static const struct ptwalk_owner in_nobody = { .region = &regions[1], .area = &of_nobody };
static const struct ptwalk_owner in_none = { .region = &regions[1] };
static const struct ptwalk_owner in_text = { .region = &regions[2], .area = &plain };
static const struct ptwalk_owner in_gap = { .region = &gap };

static const char *symbol(void *priv, u64 address)
{
	return address == 0xffff800080012340 ? priv : "wrong";
}

static const char *module(void *priv, u64 va)
{
	return va == of_module.start ? "mod" : NULL;
}

/**
 * struct page_of_text - a text with a guard after its buffer
 * @out: the text
 * @buf: its buffer, and after it bytes that must not change
 */
struct page_of_text {
	struct ptwalk_text out;
	char buf[ROOM];
};

static void start_text(struct page_of_text *p, const struct ptwalk_space *space, size_t size)
{
	static char name[] = "make_it";

	memset(p->buf, '#', sizeof(p->buf));
	p->out = (struct ptwalk_text) {
		.buf = p->buf, .size = size, .space = space, .areas_known = true,
		.symbol = symbol, .module = module, .priv = name,
	};
}

static struct page_of_text *new_text(struct kunit *test)
{
	struct page_of_text *p = kunit_kzalloc(test, sizeof(*p), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	start_text(p, NULL, ROOM);
	return p;
}

/* A kernel with 4K pages and 48 bits, as regs would have it. */
static const struct ptwalk_space *new_space(struct kunit *test)
{
	struct fake *f = fake_new(test, &fake_shapes[1]);
	const struct ptwalk_geometry *g = &f->space.geo;
	int err = ptwalk_layout_build(&f->space.layout, g->va_start, g->va_last, regions,
				      ARRAY_SIZE(regions));

	KUNIT_ASSERT_EQ(test, err, 0);
	return &f->space;
}

/**
 * struct row - a row: the function that prints it, its arguments, and the text
 * @run: for ptwalk_put_run(), or as @put says
 * @owner: of @run
 * @extents: of ptwalk_put_run()
 * @table: for ptwalk_put_table()
 * @level: for ptwalk_put_level()
 * @region: for ptwalk_put_region()
 * @totals: for that
 * @finding: for ptwalk_put_finding()
 * @like: for ptwalk_put_like_tables()
 * @zone: for ptwalk_put_zone()
 * @hole: with @zone, for ptwalk_put_hole()
 * @holes: with @zone, for ptwalk_put_hole_stats()
 * @linear: @run is for ptwalk_put_linear_run()
 * @entries: @run is for ptwalk_put_entries()
 * @text: the row
 */
struct row {
	const struct ptwalk_run *run;
	const struct ptwalk_owner *owner;
	bool extents;
	const struct ptwalk_batch *table;
	const struct ptwalk_batch *level;
	const struct ptwalk_region *region;
	const struct ptwalk_totals *totals;
	const struct ptwalk_finding *finding;
	const struct ptwalk_like_tables *like;
	const struct ptwalk_zone *zone;
	const struct ptwalk_hole *hole;
	const struct ptwalk_hole_stats *holes;
	bool linear;
	bool entries;
	const char *text;
};

static void put_row(struct ptwalk_text *out, const struct row *r)
{
	if (r->table)
		ptwalk_put_table(out, r->table);
	else if (r->level)
		ptwalk_put_level(out, r->level);
	else if (r->region)
		ptwalk_put_region(out, r->region, r->totals);
	else if (r->totals)
		ptwalk_put_totals(out, r->totals);
	else if (r->finding)
		ptwalk_put_finding(out, r->finding);
	else if (r->like)
		ptwalk_put_like_tables(out, r->like);
	else if (r->hole)
		ptwalk_put_hole(out, r->zone, r->hole);
	else if (r->holes)
		ptwalk_put_hole_stats(out, r->zone, r->holes);
	else if (r->zone)
		ptwalk_put_zone(out, r->zone);
	else if (r->linear)
		ptwalk_put_linear_run(out, r->run);
	else if (r->entries)
		ptwalk_put_entries(out, r->run, r->owner);
	else
		ptwalk_put_run(out, r->run, r->owner, r->extents);
}

#define RUN(...)	(&(const struct ptwalk_run) { __VA_ARGS__ })
#define BATCH(...)	(&(const struct ptwalk_batch) { __VA_ARGS__ })
#define TOTALS(...)	(&(const struct ptwalk_totals) { __VA_ARGS__ })
#define FINDING(...)	(&(const struct ptwalk_finding) { __VA_ARGS__ })
#define EXTENTS(count)	.extents = { .n = (count) }

#define LEAF_RUN(va, size, l, a, n, where) \
	.start = (va), .bytes = (size), .kind = PTWALK_LEAF, .level = (l), .attrs = (a), \
	.leaves = (n), .pa = (where)
#define PAGE_RUN	LEAF_RUN(0xffff800080100000, 0x1000, 0, FAKE_RW | 3, 1, 0x425bb000)
#define LAST_RUN	LEAF_RUN(0xfffffffffffff000, 0x1000, 0, FAKE_RW | 3, 1, 0x425bb000)
/* User access, executable, uncached, not accessed, in a group. */
#define ODD_ATTRS	(FAKE_CONT | FAKE_RO | BIT_ULL(6) | 4 | 3)
#define GROUP_RUN	LEAF_RUN(0xffff800080110000, 0x10000, 0, ODD_ATTRS, 16, 0x42500000)
#define BLOCK_RUN	LEAF_RUN(0xffff000040000000, 0x40000000, 2, FAKE_RW | 1, 1, 0x80000000)

static const struct row runs[] = {
	{ RUN(PAGE_RUN, EXTENTS(1)), &in_plain,
	  .text = "0xffff800080100000-0xffff800080101000 4096 pte 1 rw- normal "
		  "0x00000000425bb000 vmalloc:make_it attrs=0x0068000000000403\n" },
	{ RUN(PAGE_RUN, EXTENTS(12345)), &in_module,
	  .text = "0xffff800080100000-0xffff800080101000 4096 pte 1 rw- normal "
		  "scattered:12345 module:make_it[mod] attrs=0x0068000000000403\n" },
	{ RUN(PAGE_RUN, EXTENTS(2)), &in_nobody, true,
	  .text = "0xffff800080100000-0xffff800080101000 4096 pte 1 rw- normal "
		  "0x00000000425bb000 module:- attrs=0x0068000000000403\n" },
	{ RUN(PAGE_RUN, EXTENTS(1), .inherited = FAKE_RO_TABLE), &in_none,
	  .text = "0xffff800080100000-0xffff800080101000 4096 pte 1 r-- normal "
		  "0x00000000425bb000 none attrs=0x0068000000000403\n" },
	{ RUN(LAST_RUN, EXTENTS(1)), &in_gap,
	  .text = "0xfffffffffffff000-0x0000000000000000 4096 pte 1 rw- normal "
		  "0x00000000425bb000 none attrs=0x0068000000000403\n" },
	{ RUN(GROUP_RUN, EXTENTS(16), .repeated = true), &in_text,
	  .text = "0xffff800080110000-0xffff800080120000 65536 pte 16 r-x device-nGnRE "
		  "scattered:16 image:text attrs=0x00100000000000c7 cont=16 user=1 accessed=0 "
		  "repeated=1\n" },
	{ RUN(BLOCK_RUN, EXTENTS(1)), &in_linear,
	  .text = "0xffff000040000000-0xffff000080000000 1073741824 pud 1 rw- normal "
		  "0x0000000080000000 linear attrs=0x0068000000000401\n" },
	{ RUN(.start = 0xffff800080000000, .bytes = 0x200000, .kind = PTWALK_OUTSIDE, .level = 1,
	      .pa = 0x12345000, .leaves = 1), &in_none,
	  .text = "# 0xffff800080000000-0xffff800080200000 outside-ram: "
		  "table at 0x0000000012345000\n" },
	{ RUN(.start = 0xffff800080000000, .bytes = 0x200000, .kind = PTWALK_TORN, .level = 1,
	      .pa = 0x12345000, .leaves = 1), &in_none,
	  .text = "# 0xffff800080000000-0xffff800080200000 torn: "
		  "table at 0x0000000012345000\n" },
	{ RUN(BLOCK_RUN, EXTENTS(1)), .linear = true,
	  .text = "0xffff000040000000-0xffff000080000000 1073741824 pud 1 rw- normal "
		  "0x0000000080000000\n" },
	{ RUN(GROUP_RUN, EXTENTS(1)), .linear = true,
	  .text = "0xffff800080110000-0xffff800080120000 65536 pte 16 r-x device-nGnRE "
		  "0x0000000042500000 cont=16\n" },
};

static const struct row entries[] = {
	{ RUN(PAGE_RUN, .index = 256), &in_plain, .entries = true,
	  .text = "      PTE[256] 0xffff800080100000-0xffff800080101000 -> 0x00000000425bb000 "
		  "rw- normal owner=vmalloc:make_it\n" },
	{ RUN(GROUP_RUN, .index = 272), &in_text, .entries = true,
	  .text = "      PTE[272-287] 0xffff800080110000-0xffff800080120000 -> "
		  "0x0000000042500000 r-x device-nGnRE flags=user,cont accessed=0 "
		  "owner=image:text\n" },
	/* nT is a bit of blocks alone. */
	{ RUN(LEAF_RUN(0xffff000040000000, 0x40000000, 2, FAKE_RW | BIT_ULL(16) | 1, 1,
		       0x80000000), .index = 1), &in_linear, .entries = true,
	  .text = "  PUD[1] 0xffff000040000000-0xffff000080000000 -> 0x0000000080000000 "
		  "rw- normal flags=nt owner=linear\n" },
	{ RUN(.start = 0xffff800080000000, .bytes = 0x1000, .kind = PTWALK_INVALID, .leaves = 1,
	      .raw = 0xdead0000), &in_none, .entries = true,
	  .text = "      PTE[0] 0xffff800080000000-0xffff800080001000 invalid "
		  "raw=0x00000000dead0000\n" },
	{ .table = BATCH(.start = 0xffff800000000000, .kind = PTWALK_TABLE, .level = 3,
			 .index = 256, .count = 1, .raw = 0x41000003, .pa = 0x41000000, .used = 3),
	  .text = "PGD[256] 0xffff800000000000 table pa 0x0000000041000000 used 3/512\n" },
	{ .table = BATCH(.start = 0xffff800000000000, .kind = PTWALK_TABLE, .level = 2,
			 .count = 8, .raw = 0x41000003 | FAKE_PXN_TABLE | FAKE_RO_TABLE,
			 .pa = 0x41000000, .used = 512, .repeated = true),
	  .text = "  PUD[0-7] 0xffff800000000000 table pa 0x0000000041000000 used 512/512 "
		  "flags=pxn,ro repeated=8\n" },
	{ .level = BATCH(.kind = PTWALK_EMPTY, .level = 1, .index = 7, .table_pa = 0x41000000),
	  .text = "pmd 7 0x0000000041000000 0x0000000000000000 empty -\n" },
	{ .level = BATCH(.kind = PTWALK_TABLE, .level = 3, .index = 511, .table_pa = 0x41000000,
			 .raw = 0x42000003 | FAKE_RO_TABLE),
	  .text = "pgd 511 0x0000000041000000 0x4000000042000003 table valid=valid,"
		  "type=table-or-page,AF=not-accessed,PXNTable=-,UXNTable=-,APTable[0]=-,"
		  "APTable[1]=read-only,NSTable=-\n" },
	{ .level = BATCH(.kind = PTWALK_LOOP, .level = 2, .index = 1, .table_pa = 0x41000000,
			 .raw = 0x41000003),
	  .text = "pud 1 0x0000000041000000 0x0000000041000003 loop valid=valid,"
		  "type=table-or-page,AF=not-accessed,PXNTable=-,UXNTable=-,APTable[0]=-,"
		  "APTable[1]=-,NSTable=-\n" },
	{ .level = BATCH(.kind = PTWALK_LEAF, .level = 0, .index = 8, .table_pa = 0x41000000,
			 .raw = 0x50000703 | FAKE_RW),
	  .text = "pte 8 0x0000000041000000 0x0068000050000703 leaf valid=valid,"
		  "type=table-or-page,AttrIndx=0,NS=secure,AP[1]=kernel-only,AP[2]=read-write,"
		  "SH=inner-shareable,AF=accessed,nG=global,GP=not-guarded,DBM=on,"
		  "Contiguous=single,PXN=no-exec,UXN=no-exec,sw-dirty=off,sw-special=off,"
		  "sw-devmap=off,sw-58=off,bit59=0,POIndex=0,bit63=0\n" },
};

#define LIKE(...)	(&(const struct ptwalk_like_tables) { __VA_ARGS__ })

static const struct row tables[] = {
	{ .like = LIKE(.start = 0xffff000044000000, .level = 1, .index = 32, .n = 480,
		       .leaves = { LEAF_RUN(0xffff000044000000, 0x200000, 0, FAKE_RW | 3, 512,
					    0x84000000) }, .owner = { .region = &regions[0] }),
	  .text = "    PMD[32-511] 0xffff000044000000-0xffff000080000000 480 tables, each 512/512 "
		  "-> 0x0000000084000000 rw- normal owner=linear\n" },
	{ .like = LIKE(.start = 0xffff000080000000, .level = 2, .index = 2, .n = 3, .bottom = 0,
		       .attrs = FAKE_PXN_TABLE,
		       .leaves = { LEAF_RUN(0xffff000080000000, 0x200000, 0, ODD_ATTRS, 512,
					    0x80000000) }, .owner = { .region = &regions[0] }),
	  .text = "  PUD[2-4] 0xffff000080000000-0xffff000140000000 3 tables, each 512/512 tables, "
		  "each 512/512 -> 0x0000000080000000 r-x device-nGnRE flags=user,cont accessed=0 "
		  "owner=linear table_flags=pxn\n" },
	{ .like = LIKE(.start = 0xffff000000000000, .level = 2, .index = 0, .n = 2, .bottom = 1,
		       .leaves = { LEAF_RUN(0xffff000000000000, 0x40000000, 1, FAKE_RW | 1, 512,
					    0x40000000) }, .owner = { .region = &regions[0] }),
	  .text = "  PUD[0-1] 0xffff000000000000-0xffff000080000000 2 tables, each 512/512 "
		  "-> 0x0000000040000000 rw- normal owner=linear\n" },
	{ .like = LIKE(.start = 0xffff800080000000, .level = 1, .index = 0, .n = 2, .empty = true),
	  .text = "    PMD[0-1] 0xffff800080000000-0xffff800080400000 2 tables, each 0/512\n" },
};

static const struct ptwalk_zone a_zone = {
	0xffff800080000000, 0xfffffdffbfffffff, { "vmalloc", "kprobes", "bpf" }, 3
};

static const struct ptwalk_zone other_zone = {
	0xffff800078000000, 0xffff80007fffffff, { "modules" }, 1
};

static const struct ptwalk_area freed = {
	.start = 0xffff800080300000, .end = 0xffff800080310000, .flags = PTWALK_AREA_LAZY
};

#define HOLE(...)	(&(const struct ptwalk_hole) { __VA_ARGS__ })

static const struct row holes[] = {
	{ .zone = &a_zone,
	  .text = "# zone vmalloc 0xffff800080000000-0xfffffdffc0000000 138535243874304 "
		  "also=kprobes,bpf\n" },
	{ .zone = &other_zone,
	  .text = "# zone modules 0xffff800078000000-0xffff800080000000 134217728\n" },
	{ .zone = &a_zone, .hole = HOLE(0xffff800080110000, 0xffff8000802fffff, &plain, &freed),
	  .text = "0xffff800080110000-0xffff800080300000 2031616 vmalloc:make_it freed "
		  "zone=vmalloc\n" },
	{ .zone = &other_zone, .hole = HOLE(0xffff800078000000, 0xffff80007fffffff),
	  .text = "0xffff800078000000-0xffff800080000000 134217728 - - zone=modules\n" },
	{ .zone = &a_zone,
	  .holes = &(const struct ptwalk_hole_stats) { 3, 12288, 4096, 8192, { 20480, 7, 0, 9 } },
	  .text = "# free vmalloc 12288 holes=3 largest=4096 lazy=8192\n"
		  "# fits vmalloc 20480 pmd=7 pud=0\n" },
};

#define SOME_TOTALS	TOTALS(.mapped = 12288, .tables = { 5, 4, 3, 1 }, \
			       .leaves = { 10, 20, 30, 40 }, .cont = 16, EXTENTS(7))

static const struct row counts[] = {
	{ .totals = TOTALS(.mapped = 0), .text = " 0 0 0 0 0 0 0 0 0 extents=0\n" },
	/* Four levels: there is no p4d, and level 3 is the pgd. */
	{ .totals = SOME_TOTALS, .text = " 12288 13 53248 40 0 30 20 10 16 extents=7\n" },
	{ .region = &regions[2], .totals = SOME_TOTALS,
	  .text = "0xffff800080010000-0xffff800080080000 458752 image:text 12288 13 53248 40 0 "
		  "30 20 10 16 extents=7\n" },
	{ .region = &(const struct ptwalk_region) { ~0ULL << 30, ~0ULL, "high" },
	  .totals = TOTALS(.mapped = 0),
	  .text = "0xffffffffc0000000-0x0000000000000000 1073741824 high 0 0 0 0 0 0 0 0 0 "
		  "extents=0\n" },
};

static const struct row findings[] = {
	{ .finding = FINDING(.start = 0xffff800080100000, .last = 0xffff800080100fff,
			     .rule = PTWALK_WX, .region = &regions[1], .area = PLAIN),
	  .text = "error wx 0xffff800080100000-0xffff800080101000 no-wx rwx vmalloc:make_it\n" },
	{ .finding = FINDING(.start = 0xffff000000000000, .last = 0xffff0000001fffff,
			     .rule = PTWALK_LINEAR_AFFINE, .expected = 0x40000000,
			     .actual = 0x50000000, .region = &regions[0]),
	  .text = "error linear-affine 0xffff000000000000-0xffff000000200000 "
		  "0x0000000040000000 0x0000000050000000 linear\n" },
	{ .finding = FINDING(.start = 0xffff000000000000, .last = 0xffff000000000fff,
			     .rule = PTWALK_MMU_DISAGREES, .expected = 0x40000000,
			     .actual = PTWALK_NO_PA),
	  .text = "error mmu-disagrees 0xffff000000000000-0xffff000000001000 "
		  "0x0000000040000000 fault linear\n" },
	{ .finding = FINDING(.start = 0xffff800080110000, .last = 0xffff80008011ffff,
			     .rule = PTWALK_CONT_BROKEN, .expected = 16, .actual = 3,
			     .region = &regions[1]),
	  .text = "error cont-broken 0xffff800080110000-0xffff800080120000 cont=16 cont=3 none\n" },
	{ .finding = FINDING(.start = 0xfffffffffffff000, .last = ~0ULL, .rule = PTWALK_AF_CLEAR,
			     .region = &regions[2]),
	  .text = "warning af-clear 0xfffffffffffff000-0x0000000000000000 accessed af-clear "
		  "image:text\n" },
};

/* What is written is the row, or a part of it that is not said to be all. */
static void check_size(struct kunit *test, struct page_of_text *p, const struct row *r,
		       const struct ptwalk_space *space, size_t size)
{
	size_t full = strlen(r->text), i;

	start_text(p, space, size);
	put_row(&p->out, r);
	if (size > full)
		KUNIT_ASSERT_EQ(test, p->out.len, full);
	if (size < full)
		KUNIT_ASSERT_GT(test, p->out.len, size);
	if (p->out.len <= size)
		KUNIT_ASSERT_FALSE(test, memcmp(p->buf, r->text, full));
	for (i = size; i < ROOM && p->buf[i] == '#'; i++)
		;
	KUNIT_ASSERT_EQ_MSG(test, i, (size_t)ROOM, "behind a buffer of %zu", size);
}

/* Behind another row, as rows mostly are. */
static void check_second(struct kunit *test, struct page_of_text *p, const struct row *r,
			 const struct ptwalk_space *space)
{
	start_text(p, space, ROOM);
	ptwalk_put(&p->out, "before\n");
	put_row(&p->out, r);
	KUNIT_ASSERT_EQ(test, p->out.len, strlen("before\n") + strlen(r->text));
	p->buf[p->out.len] = '\0';
	KUNIT_EXPECT_FALSE(test, memcmp(p->buf, "before\n", strlen("before\n")));
	KUNIT_EXPECT_STREQ(test, p->buf + strlen("before\n"), r->text);
}

static void check_rows(struct kunit *test, const struct row *rows, u32 n)
{
	const struct ptwalk_space *space = new_space(test);
	struct page_of_text *p = new_text(test);
	size_t size;
	u32 i;

	for (i = 0; i < n; i++) {
		start_text(p, space, ROOM);
		put_row(&p->out, &rows[i]);
		KUNIT_ASSERT_LT(test, p->out.len, (size_t)ROOM);
		p->buf[p->out.len] = '\0';
		KUNIT_EXPECT_STREQ(test, p->buf, rows[i].text);
		KUNIT_ASSERT_LT(test, strlen(rows[i].text), (size_t)ROOM - 1);
		for (size = 0; size <= strlen(rows[i].text) + 1; size++)
			check_size(test, p, &rows[i], space, size);
		check_second(test, p, &rows[i], space);
	}
}

static void rows_of_runs(struct kunit *test)
{
	check_rows(test, runs, ARRAY_SIZE(runs));
}

static void rows_of_entries(struct kunit *test)
{
	check_rows(test, entries, ARRAY_SIZE(entries));
}

static void rows_of_tables(struct kunit *test)
{
	check_rows(test, tables, ARRAY_SIZE(tables));
}

static void rows_of_holes(struct kunit *test)
{
	check_rows(test, holes, ARRAY_SIZE(holes));
}

static void rows_of_totals(struct kunit *test)
{
	check_rows(test, counts, ARRAY_SIZE(counts));
}

static void rows_of_findings(struct kunit *test)
{
	check_rows(test, findings, ARRAY_SIZE(findings));
}

/* Without areas there are no orphans where areas live. */
static void owner_without_areas(struct kunit *test)
{
	struct page_of_text *p = new_text(test);

	p->out.areas_known = false;
	ptwalk_put_owner(&p->out, &in_none);
	ptwalk_putc(&p->out, ' ');
	ptwalk_put_owner(&p->out, &in_gap);
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_STREQ(test, p->buf, "vmalloc none");
}

/* A line is cut to its width, unless it did not fit and is printed again. */
static void cut_lines(struct kunit *test)
{
	struct page_of_text *p = new_text(test);

	ptwalk_put(&p->out, "before\nabcdef");
	ptwalk_cut(&p->out, 7, 6);
	KUNIT_EXPECT_EQ(test, p->out.len, (size_t)13);
	ptwalk_cut(&p->out, 7, 5);
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_STREQ(test, p->buf, "before\nabcd>");
	start_text(p, NULL, 4);
	ptwalk_put(&p->out, "abcdef");
	ptwalk_cut(&p->out, 0, 3);
	KUNIT_EXPECT_GT(test, p->out.len, (size_t)4);
}

static void leaf_counts(struct kunit *test)
{
	/* There are four levels: the last count is of none. */
	static const u64 some[PTWALK_LEVELS] = { 512, 0, 3, 0, 7 }, none[PTWALK_LEVELS];
	struct page_of_text *p = new_text(test);

	p->out.space = new_space(test);
	ptwalk_put_leaf_counts(&p->out, "<", ", ", '=', some);
	ptwalk_put_leaf_counts(&p->out, "<", ", ", '=', none);
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_STREQ(test, p->buf, "<pte=512, pud=3");
}

/* How many entries a table has differs by level where the root is a small one. */
static void entries_of_a_table(struct kunit *test)
{
	static const struct fake_shape shape = { "64k-48", 16, 48, false };
	struct page_of_text *p = new_text(test);

	p->out.space = &fake_new(test, &shape)->space;
	ptwalk_put_table(&p->out, BATCH(.start = 0xffff800000000000, .kind = PTWALK_TABLE,
					.level = 2, .index = 32, .count = 1, .raw = 0x41000003,
					.pa = 0x41000000, .used = 9));
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_STREQ(test, p->buf, "PGD[32] 0xffff800000000000 table "
			   "pa 0x0000000041000000 used 9/8192\n");
}

/* A block has the bits of leaves and its own; a table that changed has those of tables. */
static void bits_of_a_level(struct kunit *test)
{
	struct page_of_text *p = new_text(test);

	p->out.space = new_space(test);
	ptwalk_put_level(&p->out, BATCH(.kind = PTWALK_LEAF, .level = 1,
					.raw = 0x50010701 | FAKE_RW));
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_NOT_NULL(test, strstr(p->buf, ",nT=on"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(p->buf, ",PXN=no-exec"));
	start_text(p, p->out.space, ROOM);
	ptwalk_put_level(&p->out, BATCH(.kind = PTWALK_TORN, .level = 1,
					.raw = 0x50000003 | FAKE_PXN_TABLE));
	ptwalk_putc(&p->out, '\0');
	KUNIT_EXPECT_NOT_NULL(test, strstr(p->buf, ",PXNTable=no-exec"));
}

static struct kunit_case row_cases[] = {
	KUNIT_CASE(entries_of_a_table),
	KUNIT_CASE(bits_of_a_level),
	KUNIT_CASE(rows_of_runs),
	KUNIT_CASE(rows_of_entries),
	KUNIT_CASE(rows_of_tables),
	KUNIT_CASE(rows_of_holes),
	KUNIT_CASE(rows_of_totals),
	KUNIT_CASE(rows_of_findings),
	KUNIT_CASE(owner_without_areas),
	KUNIT_CASE(cut_lines),
	KUNIT_CASE(leaf_counts),
	{}
};

static struct kunit_suite row_suite = {
	.name = "ptwalk-row",
	.test_cases = row_cases,
};

kunit_test_suite(row_suite);
