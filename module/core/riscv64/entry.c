// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: decoding of entries. It uses no macro of the kernel, so it decodes every mode
 * on any machine. (10.4.1, and 10.3.2 for what faults)
 */
#include "riscv64.h"

#define V	PTWALK_RISCV64_V
#define R	PTWALK_RISCV64_R
#define W	PTWALK_RISCV64_W
#define X	PTWALK_RISCV64_X
#define U	PTWALK_RISCV64_U
#define A	PTWALK_RISCV64_A
#define PPN	PTWALK_RISCV64_PPN

/* The low bits of the page number of a group: their lowest set bit is its size. */
#define GROUP_BITS	GENMASK_ULL(13, 10)
#define GROUP_OF_16	BIT_ULL(13)

#define LEAF	PTWALK_BIT_LEAF
#define TABLE	PTWALK_BIT_TABLE
#define MAE	PTWALK_RISCV64_MAE
#define NAPOT	PTWALK_RISCV64_SVNAPOT
#define PBMT	PTWALK_RISCV64_SVPBMT

#define WORDS(...)	((const char *const []) { __VA_ARGS__ })
#define MAY(what)	WORDS("-", what)

/* RSW, two bits for software, is Linux's: arch/riscv/include/asm/pgtable-bits.h. */
const struct ptwalk_bit ptwalk_riscv64_bits[] = {
	{ "V",		NULL,	0,  0,  LEAF | TABLE, WORDS("invalid", "valid") },
	{ "R",		NULL,	1,  1,  LEAF | TABLE, MAY("read") },
	{ "W",		NULL,	2,  2,  LEAF | TABLE, MAY("write") },
	{ "X",		NULL,	3,  3,  LEAF | TABLE, MAY("exec") },
	{ "U",		"user",	4,  4,  LEAF | TABLE, WORDS("kernel-only", "user") },
	{ "G",		"g",	5,  5,  LEAF | TABLE, WORDS("not-global", "global") },
	{ "A",		NULL,	6,  6,  LEAF | TABLE, WORDS("not-accessed", "accessed") },
	{ "D",		NULL,	7,  7,  LEAF | TABLE, WORDS("clean", "dirty") },
	{ "RSW[0]",	"sw8",	8,  8,  LEAF | TABLE, WORDS("off", "on") },
	{ "RSW[1]",	"sw9",	9,  9,  LEAF | TABLE, WORDS("off", "on") },
	{ "bits58:54",	NULL,	58, 54, LEAF | TABLE },
	{ "bits60:59",	NULL,	60, 59, LEAF | TABLE, NULL, MAE },
	{ "bits62:61",	NULL,	62, 61, LEAF | TABLE, NULL, MAE | PBMT },
	{ "PBMT",	NULL,	62, 61, LEAF | TABLE,
	  WORDS("pma", "nc", "io", "reserved"), 0, PBMT },
	{ "bit63",	NULL,	63, 63, LEAF | TABLE, NULL, MAE | NAPOT },
	{ "N",		"napot", 63, 63, LEAF | TABLE, WORDS("single", "group"), 0, NAPOT },
	{ "MAE",	NULL,	63, 59, LEAF | TABLE, NULL, 0, MAE },
};

const unsigned int ptwalk_riscv64_nr_bits = ARRAY_SIZE(ptwalk_riscv64_bits);

#undef LEAF
#undef TABLE
#undef MAE
#undef NAPOT
#undef PBMT

static enum ptwalk_kind kind_of(const struct ptwalk_geometry *g, unsigned int level, u64 raw)
{
	const struct ptwalk_riscv64_format *fmt = ptwalk_riscv64_format(g);

	if (!raw)
		return PTWALK_EMPTY;
	if (!(raw & V))
		return PTWALK_INVALID;
	/* Writable but not readable is reserved, and so is the last memory type. */
	if (raw & fmt->reserved || (raw & (R | W)) == W ||
	    (fmt->isa & PTWALK_RISCV64_SVPBMT && !(~raw & PTWALK_RISCV64_PBMT)))
		return PTWALK_BAD;
	if (!(raw & (R | X)))
		return level && !(raw & fmt->leaf_only) ? PTWALK_TABLE : PTWALK_BAD;
	if (raw & g->napot_mask)
		return !level && (raw & GROUP_BITS) == GROUP_OF_16 ? PTWALK_LEAF : PTWALK_BAD;
	/* A leaf above the last level must be aligned. */
	return raw & PPN & g->level[level].attrs ? PTWALK_BAD : PTWALK_LEAF;
}

/**
 * ptwalk_riscv64_decode - decode one entry
 * @g: the geometry
 * @level: of its table
 * @index: in that table
 * @raw: the entry
 * @e: filled
 */
void ptwalk_riscv64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
			   struct ptwalk_entry *e)
{
	e->kind = kind_of(g, level, raw);
	e->pa = 0;
	e->attrs = raw;
	if (e->kind != PTWALK_TABLE && e->kind != PTWALK_LEAF)
		return;
	e->attrs = raw & ~PPN & ~g->hw_mask;
	/* The entries of a group are equal: their index tells them apart. */
	if (raw & g->napot_mask)
		raw = (raw & ~GROUP_BITS) |
		      (u64)(index % PTWALK_RISCV64_GROUP) << PTWALK_RISCV64_PPN_SHIFT;
	e->pa = (raw & PPN) << g->pa_low_shift;
}

/**
 * ptwalk_riscv64_inherit - restrictions of a table entry on everything under it
 * @g: the geometry
 * @above: restrictions on the entry itself
 * @raw: the entry
 *
 * Return: 0: tables restrict nothing.
 */
u64 ptwalk_riscv64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw)
{
	(void)g;
	(void)above;
	(void)raw;
	return 0;
}

/**
 * ptwalk_riscv64_modes - which modes the registers turn on
 * @g: the geometry
 *
 * Return: mask of enum ptwalk_riscv64_extension.
 */
u8 ptwalk_riscv64_modes(const struct ptwalk_geometry *g)
{
	return ptwalk_riscv64_format(g)->isa;
}

/* XTheadMae: strong order, cacheable, bufferable, shareable, trustable, from bit 63 down. */
static void name_mae(u64 attrs, struct ptwalk_prot *p)
{
	static const char *const names[32] = { [0x06] = "nc", [0x0e] = "pma", [0x12] = "io" };
	unsigned int type = (unsigned int)(attrs >> 59);

	p->cached = type >> 3 & 1 ? PTWALK_CACHED : PTWALK_UNCACHED;
	if (names[type])
		snprintf(p->memtype, sizeof(p->memtype), "%s", names[type]);
	else
		snprintf(p->memtype, sizeof(p->memtype), "mae:0x%02x", type);
}

/*
 * "pma" is what the platform says of the physical address, which is cached for RAM.
 * Without an extension, it is all there is, and the tables don't tell anything.
 */
static void name_memtype(const struct ptwalk_geometry *g, u64 attrs, struct ptwalk_prot *p)
{
	static const char names[][4] = { "pma", "nc", "io", "-" };
	unsigned int type = (unsigned int)((attrs & PTWALK_RISCV64_PBMT) >> 61);
	u8 isa = ptwalk_riscv64_format(g)->isa;

	if (isa & PTWALK_RISCV64_MAE) {
		name_mae(attrs, p);
	} else if (isa & PTWALK_RISCV64_SVPBMT) {
		snprintf(p->memtype, sizeof(p->memtype), "%s", names[type]);
		p->cached = type ? PTWALK_UNCACHED : PTWALK_CACHED;
	} else {
		snprintf(p->memtype, sizeof(p->memtype), "unknown");
		p->cached = PTWALK_CACHED_UNKNOWN;
	}
}

/**
 * ptwalk_riscv64_prot - permissions and memory type of a leaf
 * @g: the geometry
 * @level: of the leaf; not used
 * @attrs: of the leaf
 * @inherited: not used
 * @p: filled
 *
 * A page can be readable alone, or executable alone. The kernel can never execute what
 * user mode may access (10.1.1.2).
 */
void ptwalk_riscv64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
			 u64 inherited, struct ptwalk_prot *p)
{
	(void)level;
	(void)inherited;
	*p = (struct ptwalk_prot) {
		.r = attrs & R,
		.w = attrs & W,
		.x = (attrs & X) && !(attrs & U),
		.user = attrs & U,
		.accessed = (attrs & A) || !g->accessed_faults,
		.cont = attrs & g->cont_mask,
	};
	name_memtype(g, attrs, p);
}
