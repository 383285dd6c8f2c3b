// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: decoding of entries. It uses no macro of the kernel, so it decodes 4 and 5
 * levels on any machine. The bits are those of SDM tables 4-15 to 4-20.
 */
#include "x86_64.h"

#define PWT		BIT_ULL(3)
#define PCD		BIT_ULL(4)
#define PAT_PAGE	BIT_ULL(7)
#define PAT_BLOCK	BIT_ULL(12)

#define L	PTWALK_BIT_LEAF
#define B	PTWALK_BIT_BLOCK
#define T	PTWALK_BIT_TABLE
#define P	PTWALK_BIT_PAGE

#define WORDS(...)	((const char *const []) { __VA_ARGS__ })
#define OFF_ON		WORDS("off", "on")

/* 9 to 11 and 52 to 58 are Linux's own: arch/x86/include/asm/pgtable_types.h. */
const struct ptwalk_bit ptwalk_x86_64_bits[] = {
	{ "P",		NULL,		0,  0,  L | T, WORDS("not-present", "present") },
	{ "R/W",	NULL,		1,  1,  L | T, WORDS("read-only", "read-write") },
	{ "U/S",	"user",		2,  2,  L, WORDS("kernel-only", "user") },
	{ "U/S",	NULL,		2,  2,  T, WORDS("kernel-only", "user") },
	{ "PWT",	NULL,		3,  3,  L | T, OFF_ON },
	{ "PCD",	NULL,		4,  4,  L | T, OFF_ON },
	{ "A",		NULL,		5,  5,  L | T, WORDS("not-accessed", "accessed") },
	{ "D",		NULL,		6,  6,  L, WORDS("clean", "dirty") },
	{ "PAT",	NULL,		7,  7,  P, OFF_ON },
	{ "PS",		NULL,		7,  7,  B | T, WORDS("table", "leaf") },
	{ "G",		"g",		8,  8,  L, WORDS("not-global", "global") },
	{ "sw-special",	"special",	9,  9,  L, OFF_ON },
	{ "sw-uffd",	"uffd-wp",	10, 10, L, OFF_ON },
	{ "sw-dirty",	"soft-dirty",	11, 11, L, OFF_ON },
	{ "PAT",	NULL,		12, 12, B, OFF_ON },
	{ "C-bit",	"c-bit",	47, 47, L | T, OFF_ON, 0,
	  PTWALK_X86_64_C_47 },
	{ "C-bit",	"c-bit",	51, 51, L | T, OFF_ON, 0,
	  PTWALK_X86_64_C_51 },
	{ "sw-57:52",	NULL,		57, 52, L | T },
	{ "sw-saved-dirty", "saved-dirty", 58, 58, L, OFF_ON },
	{ "PK",		NULL,		62, 59, L },
	{ "NX",		NULL,		63, 63, L, WORDS("exec", "no-exec") },
	{ "NX",		"nx",		63, 63, T, WORDS("exec", "no-exec") },
};

const unsigned int ptwalk_x86_64_nr_bits = ARRAY_SIZE(ptwalk_x86_64_bits);

#undef L
#undef B
#undef T
#undef P

/**
 * ptwalk_x86_64_decode - decode one entry
 * @g: the geometry
 * @level: of its table
 * @index: in that table; not used
 * @raw: the entry
 * @e: filled
 */
void ptwalk_x86_64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
			  struct ptwalk_entry *e)
{
	unsigned int shift = g->page_shift;

	(void)index;
	e->pa = 0;
	e->attrs = raw;
	if (!raw) {
		e->kind = PTWALK_EMPTY;
		return;
	}
	if (!(raw & PTWALK_X86_64_PRESENT)) {
		e->kind = PTWALK_INVALID;
		return;
	}
	e->kind = !level || raw & PTWALK_X86_64_SIZE ? PTWALK_LEAF : PTWALK_TABLE;
	if (e->kind == PTWALK_LEAF) {
		shift = g->level[level].shift;
		/* PS is reserved in the levels that have no leaves. */
		if (!(ptwalk_x86_64_format(g)->block_levels & 1u << level)) {
			e->kind = PTWALK_BAD;
			return;
		}
	}
	e->pa = ptwalk_entry_pa(g, shift, raw);
	e->attrs = raw & ~(g->pa_low & ~0ULL << shift) & ~g->hw_mask;
}

/**
 * ptwalk_x86_64_inherit - restrictions of a table entry on everything under it
 * @g: the geometry
 * @above: restrictions on the entry itself
 * @raw: the entry
 *
 * A bit of the result is set if the tables take its permission away: R/W and U/S permit
 * when they are set, and NX when it is clear.
 *
 * Return: the restrictions; equal values mean equal restrictions.
 */
u64 ptwalk_x86_64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw)
{
	u64 taken = raw ^ (PTWALK_X86_64_WRITE | PTWALK_X86_64_USER);

	if (!ptwalk_x86_64_format(g)->nx)
		taken &= ~PTWALK_X86_64_NX;
	return above | (taken & PTWALK_X86_64_HIERARCHICAL);
}

/**
 * ptwalk_x86_64_modes - which modes the registers turn on
 * @g: the geometry
 *
 * Return: mask of enum ptwalk_x86_64_mode.
 */
u8 ptwalk_x86_64_modes(const struct ptwalk_geometry *g)
{
	u64 c_bit = ptwalk_x86_64_format(g)->c_bit;

	return (c_bit == BIT_ULL(47) ? PTWALK_X86_64_C_47 : 0) |
	       (c_bit == BIT_ULL(51) ? PTWALK_X86_64_C_51 : 0);
}

/**
 * ptwalk_x86_64_memtype - a memory type by its index into IA32_PAT
 * @pat: the register
 * @index: 0 to 7
 * @name: filled
 *
 * The MTRRs can make a type stricter; they are not looked at.
 *
 * Return: true if it is cacheable: write-back, write-through or write-protected.
 */
bool ptwalk_x86_64_memtype(u64 pat, unsigned int index, char name[PTWALK_MEMTYPE])
{
	/* SDM table 11-10. */
	static const char names[8][4] = { "uc", "wc", "", "", "wt", "wp", "wb", "uc-" };
	unsigned int type = pat >> (index * 8) & 0xff;

	if (type < ARRAY_SIZE(names) && names[type][0])
		snprintf(name, PTWALK_MEMTYPE, "%s", names[type]);
	else
		snprintf(name, PTWALK_MEMTYPE, "pat%u:0x%02x", index, type);
	return type >= 4 && type <= 6;
}

/* The index into IA32_PAT: bit 7 of a page, or bit 12 of a block, then PCD and PWT. */
static unsigned int pat_index(unsigned int level, u64 attrs)
{
	return (attrs & PWT ? 1u : 0) | (attrs & PCD ? 2u : 0) |
	       (attrs & (level ? PAT_BLOCK : PAT_PAGE) ? 4u : 0);
}

/**
 * ptwalk_x86_64_prot - effective permissions and memory type of a leaf
 * @g: the geometry
 * @level: of the leaf
 * @attrs: of the leaf
 * @inherited: from the tables above it
 * @p: filled
 */
void ptwalk_x86_64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
			u64 inherited, struct ptwalk_prot *p)
{
	const struct ptwalk_x86_64_format *fmt = ptwalk_x86_64_format(g);

	memset(p, 0, sizeof(*p));
	p->r = true;
	p->w = (attrs & PTWALK_X86_64_WRITE && !(inherited & PTWALK_X86_64_WRITE)) || !fmt->wp;
	p->user = attrs & PTWALK_X86_64_USER && !(inherited & PTWALK_X86_64_USER);
	p->x = !fmt->nx || (!(attrs & PTWALK_X86_64_NX) && !(inherited & PTWALK_X86_64_NX));
	if (p->user && fmt->smep)
		p->x = false;
	/* Hardware sets the flag, so its state decides nothing. */
	p->accessed = true;
	p->cached = ptwalk_x86_64_memtype(fmt->pat, pat_index(level, attrs), p->memtype);
}
