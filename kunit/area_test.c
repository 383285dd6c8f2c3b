// SPDX-License-Identifier: GPL-2.0-only
/*
 * One area: its kind, the end of its body, and how much of it must be mapped.
 */
#include "fake.h"
#include "ptwalk_area.h"

#define HAS_VM	PTWALK_AREA_HAS_VM
#define LAZY	PTWALK_AREA_LAZY
#define GUARD	PTWALK_AREA_GUARDED
#define ALLOC	PTWALK_AREA_ALLOC
#define MAP	PTWALK_AREA_MAP
#define IO	PTWALK_AREA_IO
#define USER	PTWALK_AREA_USERMAP
#define DMA	PTWALK_AREA_DMA_COHERENT
#define PARTIAL	PTWALK_AREA_PARTIAL

/* Bits for struct ptwalk_origin. */
#define IN_IMAGE	1
#define IN_MODULE	2
#define PERCPU	4

/** struct kind_case - flags and origin, and the kind in a word */
struct kind_case {
	const char *name;
	u16 flags;
	u8 origin;
	const char *want;
};

static const struct kind_case kinds[] = {
	{ "vmalloc", HAS_VM | GUARD | ALLOC, 0, "vmalloc" },
	{ "vmap", HAS_VM | GUARD | MAP, 0, "vmap" },
	{ "ioremap", HAS_VM | GUARD | IO, 0, "ioremap" },
	{ "module", HAS_VM | GUARD | ALLOC, IN_MODULE, "module" },
	{ "user", HAS_VM | GUARD | ALLOC | USER, 0, "user" },
	{ "dma", HAS_VM | GUARD | MAP | DMA, 0, "dma" },
	{ "percpu", HAS_VM | ALLOC, PERCPU, "percpu" },
	{ "image", HAS_VM | MAP, IN_IMAGE, "image" },
	{ "no vm", 0, 0, "vm_map_ram" },
	{ "no flag at all", HAS_VM, 0, "other" },
	{ "guard only", HAS_VM | GUARD, 0, "other" },
	{ "sparse", HAS_VM | GUARD | PARTIAL, 0, "other" },
	{ "sparse vmalloc", HAS_VM | ALLOC | PARTIAL, 0, "vmalloc" },
	{ "lazy", LAZY, 0, "other" },
	{ "lazy, whatever it was", LAZY | HAS_VM | GUARD | ALLOC | IO, IN_MODULE, "other" },
	{ "lazy, of the image", LAZY, IN_IMAGE, "other" },
	{ "no vm, whatever it says", GUARD | ALLOC | IO, IN_MODULE | PERCPU, "vm_map_ram" },
	{ "no vm, in the image", 0, IN_IMAGE, "vm_map_ram" },
	{ "image before module", HAS_VM | ALLOC, IN_IMAGE | IN_MODULE | PERCPU, "image" },
	{ "module before percpu", HAS_VM | ALLOC, IN_MODULE | PERCPU, "module" },
	{ "module before ioremap", HAS_VM | IO, IN_MODULE, "module" },
	{ "percpu before all flags", HAS_VM | IO | DMA | USER | ALLOC | MAP, PERCPU, "percpu" },
	{ "ioremap before dma", HAS_VM | IO | DMA | USER | ALLOC | MAP, 0, "ioremap" },
	{ "dma before user", HAS_VM | DMA | USER | ALLOC | MAP, 0, "dma" },
	{ "user before vmalloc", HAS_VM | USER | ALLOC | MAP, 0, "user" },
	{ "user, somebody's pages", HAS_VM | USER | MAP, 0, "user" },
	{ "vmalloc before vmap", HAS_VM | ALLOC | MAP, 0, "vmalloc" },
};

static void kind_desc(const struct kind_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kind, kinds, kind_desc);

static void area_kind(struct kunit *test)
{
	const struct kind_case *c = test->param_value;
	struct ptwalk_origin o = {
		.image = c->origin & IN_IMAGE,
		.module = c->origin & IN_MODULE,
		.percpu = c->origin & PERCPU,
	};

	KUNIT_EXPECT_STREQ(test, c->want,
			   ptwalk_area_kind_name(ptwalk_area_classify(c->flags, &o)));
}

/* Each kind has a name of its own, without blanks. */
static void area_names(struct kunit *test)
{
	unsigned int i, k;

	for (i = 0; i < PTWALK_AREA_KINDS; i++) {
		const char *name = ptwalk_area_kind_name(i);

		KUNIT_ASSERT_NOT_NULL(test, name);
		KUNIT_EXPECT_NE(test, *name, '\0');
		KUNIT_EXPECT_NULL(test, strpbrk(name, " \t\n:"));
		for (k = 0; k < i; k++)
			KUNIT_EXPECT_STRNEQ(test, name, ptwalk_area_kind_name(k));
	}
}

static void area_body(struct kunit *test)
{
	struct ptwalk_area a = { .start = 0x100000, .end = 0x180000 };
	static const u8 shifts[] = { 12, 14, 16 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(shifts); i++) {
		a.flags = HAS_VM | ALLOC;
		KUNIT_EXPECT_EQ(test, ptwalk_area_body_end(&a, shifts[i]), a.end);
		a.flags |= GUARD;
		KUNIT_EXPECT_EQ(test, ptwalk_area_body_end(&a, shifts[i]),
				a.end - BIT_ULL(shifts[i]));
		a.kind = PTWALK_AREA_PERCPU;
		KUNIT_EXPECT_EQ(test, ptwalk_area_body_end(&a, shifts[i]), a.end);
		a.kind = PTWALK_AREA_VMALLOC;
		a.end = a.start + BIT_ULL(shifts[i]);
		KUNIT_EXPECT_EQ(test, ptwalk_area_body_end(&a, shifts[i]), a.start);
		a.end = 0x180000;
	}
}

#define NOTHING	PTWALK_EXPECT_NOTHING
#define EVERY	PTWALK_EXPECT_ALL
#define EITHER	PTWALK_EXPECT_ALL_OR_NONE

/* What is expected of each kind: without an array of pages, and with one. */
static const u8 expects[PTWALK_AREA_KINDS][2] = {
	[PTWALK_AREA_VMALLOC] = { EITHER, EVERY },
	[PTWALK_AREA_VMAP] = { EITHER, EITHER },
	[PTWALK_AREA_IOREMAP] = { EITHER, EITHER },
	[PTWALK_AREA_MODULE] = { EITHER, EVERY },
	[PTWALK_AREA_USER] = { EITHER, EVERY },
	[PTWALK_AREA_DMA] = { EITHER, EITHER },
	[PTWALK_AREA_PERCPU] = { NOTHING, NOTHING },
	[PTWALK_AREA_VM_MAP_RAM] = { NOTHING, NOTHING },
	[PTWALK_AREA_IMAGE] = { NOTHING, NOTHING },
	[PTWALK_AREA_OTHER] = { NOTHING, NOTHING },
};

/* Every kind with every flag: only those of the lazy and the partial matter. */
static void area_expect(struct kunit *test)
{
	struct ptwalk_area a = { .start = 0x100000, .end = 0x180000 };
	unsigned int kind, flags, pages;

	for (kind = 0; kind < PTWALK_AREA_KINDS; kind++) {
		for (pages = 0; pages < 2; pages++) {
			a.kind = kind;
			a.nr_pages = pages * 7;
			for (flags = 0; flags < 2 * PARTIAL; flags++) {
				int want = flags & (LAZY | PARTIAL) ? NOTHING :
					   expects[kind][pages];

				a.flags = flags;
				if (ptwalk_area_expect(&a) == want)
					continue;
				KUNIT_FAIL(test, "%s, flags %x, %u pages",
					   ptwalk_area_kind_name(kind), flags, a.nr_pages);
				return;
			}
		}
	}
}

static struct kunit_case area_cases[] = {
	KUNIT_CASE_PARAM(area_kind, kind_gen_params),
	KUNIT_CASE(area_names),
	KUNIT_CASE(area_body),
	KUNIT_CASE(area_expect),
	{}
};

static struct kunit_suite area_suite = {
	.name = "ptwalk-area",
	.test_cases = area_cases,
};

kunit_test_suite(area_suite);
