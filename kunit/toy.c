// SPDX-License-Identifier: GPL-2.0-only
/*
 * The invented format: three levels, 4K pages, addresses two bits below their place.
 */
#include "core/riscv64/riscv64.h"
#include "toy.h"

#define RWX		(TOY_R | TOY_W | TOY_X)
#define ADDRESS		GENMASK_ULL(53, 10)
#define RESERVED	GENMASK_ULL(62, 54)
/* What a group has in the low bits of its page number. */
#define GROUP_MARK	(8ULL << 10)
#define GROUP_BITS	(15ULL << 10)

/** TOY_ROOT - where the first page of the root is */
#define TOY_ROOT	0x80000040000000ULL

/** struct toy_regs - the registers of an address space */
struct toy_regs {
	const struct toy_shape *shape;
	u64 root_pa;
};

static void set_level(struct ptwalk_geometry *g, unsigned int level, const char *name)
{
	struct ptwalk_level *l = &g->level[level];

	*l = (struct ptwalk_level) {
		.shift = 12 + 9 * level,
		.entries = 512,
		.cont = level ? 0 : TOY_GROUP,
		.name = name,
		.step = BIT_ULL(12 + 9 * level) >> 2,
		.attrs = ~(ADDRESS & ~0ULL << (10 + 9 * level)),
		.reserved = RESERVED,
	};
}

static int toy_geometry(const void *of, struct ptwalk_geometry *g)
{
	const struct toy_regs *regs = of;
	const struct toy_shape *shape = regs->shape;
	u64 bytes = (u64)shape->entries << 30;

	g->page_shift = 12;
	g->pa_bits = 56;
	g->levels = 3;
	set_level(g, 0, "pte");
	set_level(g, 1, "pmd");
	set_level(g, 2, "pgd");
	g->level[2].entries = shape->entries;
	while (BIT_ULL(g->va_bits) < bytes)
		g->va_bits++;
	if (shape->shared)
		bytes /= 2;
	g->va_start = shape->upper ? -bytes : 0;
	g->va_last = g->va_start + bytes - 1;
	g->root_pa = regs->root_pa;
	g->table_mask = TOY_V | RWX | TOY_G | ADDRESS;
	g->accessed_faults = true;
	g->cont_mask = TOY_N;
	g->napot_mask = TOY_N;
	g->pa_low = ADDRESS;
	g->pa_low_shift = 2;
	return 0;
}

static enum ptwalk_kind kind_of(unsigned int level, u64 raw)
{
	u64 below = ADDRESS & ~(~0ULL << (10 + 9 * level));

	if (!raw)
		return PTWALK_EMPTY;
	if (!(raw & TOY_V))
		return PTWALK_INVALID;
	/* Writable, but not readable, is reserved. */
	if (raw & RESERVED || (raw & (TOY_R | TOY_W)) == TOY_W)
		return PTWALK_BAD;
	if (!(raw & RWX))
		return level && !(raw & (TOY_N | TOY_A | TOY_D | TOY_U)) ? PTWALK_TABLE :
		       PTWALK_BAD;
	if (raw & TOY_N)
		return !level && (raw & GROUP_BITS) == GROUP_MARK ? PTWALK_LEAF : PTWALK_BAD;
	return raw & below ? PTWALK_BAD : PTWALK_LEAF;
}

static void toy_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
		       struct ptwalk_entry *e)
{
	e->kind = kind_of(level, raw);
	e->pa = 0;
	e->attrs = raw;
	if (e->kind != PTWALK_TABLE && e->kind != PTWALK_LEAF)
		return;
	e->attrs = raw & ~ADDRESS;
	if (raw & TOY_N)
		raw = (raw & ~GROUP_BITS) | (u64)(index % TOY_GROUP) << 10;
	e->pa = (raw & ADDRESS) << 2;
}

static u64 toy_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw)
{
	return above | (raw & TOY_G);
}

static void toy_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs, u64 inherited,
		     struct ptwalk_prot *p)
{
	*p = (struct ptwalk_prot) {
		.r = attrs & TOY_R,
		.w = attrs & TOY_W,
		.x = attrs & TOY_X,
		.user = attrs & TOY_U,
		.accessed = attrs & TOY_A,
		.cont = attrs & TOY_N,
		.cached = PTWALK_CACHED,
		.memtype = "main",
	};
}

static u8 toy_modes(const struct ptwalk_geometry *g)
{
	return 0;
}

#define LEAF	PTWALK_BIT_LEAF
#define TABLE	PTWALK_BIT_TABLE

static const char *const off_on[] = { "0", "1" };

static const struct ptwalk_bit toy_bits[] = {
	{ "G",		"global",	5, 5, LEAF | TABLE, off_on },
	{ "D",		"dirty",	7, 7, LEAF, off_on },
	{ "PPN",	NULL,		53, 10, LEAF | TABLE },
	{ "N",		"napot",	63, 63, LEAF, off_on },
};

static const unsigned int toy_nr_bits = ARRAY_SIZE(toy_bits);
static const unsigned int toy_nr_fields;

const struct ptwalk_format_ops toy_ops = {
	.name = "toy",
	.root = "root",
	.geometry = toy_geometry,
	.decode = toy_decode,
	.inherit = toy_inherit,
	.prot = toy_prot,
	.modes = toy_modes,
	.bits = toy_bits,
	.nr_bits = &toy_nr_bits,
	.nr_fields = &toy_nr_fields,
};

static u64 toy_encode(const struct fake *f, unsigned int level, bool table, u64 pa, u64 attrs)
{
	u64 raw = (pa >> 2 & ADDRESS) | attrs | TOY_V;

	return attrs & TOY_N ? (raw & ~GROUP_BITS) | GROUP_MARK : raw;
}

/**
 * toy_new - an arena of this format, with an empty root
 * @test: the test; its memory is freed with it
 * @shape: of its address space
 *
 * Return: the arena.
 */
struct fake *toy_new(struct kunit *test, const struct toy_shape *shape)
{
	const struct toy_regs regs = { .shape = shape, .root_pa = TOY_ROOT + shape->offset };
	const struct ptwalk_riscv64_regs sv = {
		.root = TOY_ROOT,
		.satp = (shape->levels + 5ULL) << 60,
		.isa = PTWALK_RISCV64_SVNAPOT,
	};
	struct fake *f = shape->levels ?
		fake_new_format(test, &ptwalk_riscv64_ops, &sv, TOY_ROOT) :
		fake_new_format(test, &toy_ops, &regs, TOY_ROOT);

	f->encode = toy_encode;
	return f;
}

/**
 * toy_shape_named - one of toy_shapes[]
 * @test: the test
 * @name: its name
 *
 * Return: the shape.
 */
const struct toy_shape *toy_shape_named(struct kunit *test, const char *name)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(toy_shapes) && strcmp(toy_shapes[i].name, name); i++)
		;
	KUNIT_ASSERT_LT_MSG(test, i, ARRAY_SIZE(toy_shapes), "no shape %s", name);
	return &toy_shapes[i];
}

/**
 * toy_map_group - map a group of pages by equal entries
 * @f: the arena
 * @va: where, aligned to the group
 * @pa: what, likewise
 * @attrs: all bits but address, %TOY_V and %TOY_N
 */
void toy_map_group(struct fake *f, u64 va, u64 pa, u64 attrs)
{
	u64 page = fake_size(f, 0);
	u32 i;

	for (i = 0; i < TOY_GROUP; i++)
		*fake_slot(f, va + i * page, 0) = fake_leaf(f, 0, pa, attrs | TOY_N);
}
