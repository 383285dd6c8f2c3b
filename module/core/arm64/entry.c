// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: decoding of descriptors. It uses no macro of the kernel, so it decodes every
 * granule and size on any machine. The bits are those of D8.3, "Translation table
 * descriptor formats".
 */
#include "arm64.h"

#define VALID		BIT_ULL(0)
#define TABLE_OR_PAGE	BIT_ULL(1)
#define ATTR_INDEX	GENMASK_ULL(4, 2)
#define AP_EL0		BIT_ULL(6)	/* AP[1] */
#define AP_RDONLY	BIT_ULL(7)	/* AP[2] */
#define AF		BIT_ULL(10)
#define DBM		BIT_ULL(51)
#define PXN		BIT_ULL(53)
#define PXN_TABLE	BIT_ULL(59)
#define APTABLE_NO_EL0	BIT_ULL(61)	/* APTable[0] */
#define APTABLE_RDONLY	BIT_ULL(62)	/* APTable[1] */

#define L	PTWALK_BIT_LEAF
#define B	PTWALK_BIT_BLOCK
#define T	PTWALK_BIT_TABLE
#define DS	PTWALK_ARM64_DS
#define PIE	PTWALK_ARM64_PIE

#define WORDS(...)	((const char *const []) { __VA_ARGS__ })
#define OFF_ON		WORDS("off", "on")
#define EXEC		WORDS("exec", "no-exec")
#define IMPOSES(what)	WORDS("-", what)

/* 55 to 58 and 63 are Linux's own: arch/arm64/include/asm/pgtable-prot.h. */
const struct ptwalk_bit ptwalk_arm64_bits[] = {
	{ "valid",	NULL,		0,  0,  L | T, WORDS("invalid", "valid") },
	{ "type",	NULL,		1,  1,  L | T, WORDS("block", "table-or-page") },
	{ "AttrIndx",	NULL,		4,  2,  L },
	{ "NS",		NULL,		5,  5,  L, WORDS("secure", "non-secure") },
	{ "AP[1]",	"user",		6,  6,  L, WORDS("kernel-only", "user"), PIE },
	{ "PIIndex[0]",	NULL,		6,  6,  L, NULL, 0, PIE },
	{ "AP[2]",	NULL,		7,  7,  L, WORDS("read-write", "read-only"), PIE },
	{ "nDirty",	NULL,		7,  7,  L, WORDS("dirty", "clean"), 0, PIE },
	{ "SH",		NULL,		9,  8,  L,
	  WORDS("non-shareable", "reserved", "outer-shareable", "inner-shareable"), DS },
	{ "OA[51:50]",	NULL,		9,  8,  L | T, NULL, 0, DS },
	{ "AF",		NULL,		10, 10, L | T, WORDS("not-accessed", "accessed") },
	{ "nG",		"ng",		11, 11, L, WORDS("global", "not-global") },
	{ "nT",		"nt",		16, 16, B, OFF_ON },
	{ "GP",		"gp",		50, 50, L, WORDS("not-guarded", "guarded") },
	{ "DBM",	NULL,		51, 51, L, OFF_ON, PIE },
	{ "PIIndex[1]",	NULL,		51, 51, L, NULL, 0, PIE },
	{ "Contiguous",	"cont",		52, 52, L, WORDS("single", "group") },
	{ "PXN",	NULL,		53, 53, L, EXEC, PIE },
	{ "PIIndex[2]",	NULL,		53, 53, L, NULL, 0, PIE },
	{ "UXN",	NULL,		54, 54, L, EXEC, PIE },
	{ "PIIndex[3]",	NULL,		54, 54, L, NULL, 0, PIE },
	{ "sw-dirty",	NULL,		55, 55, L, OFF_ON },
	{ "sw-special",	"special",	56, 56, L, OFF_ON },
	{ "sw-devmap",	"devmap",	57, 57, L, OFF_ON },
	{ "sw-58",	"sw58",		58, 58, L, OFF_ON },
	{ "PXNTable",	"pxn",		59, 59, T, IMPOSES("no-exec") },
	{ "UXNTable",	"uxn",		60, 60, T, IMPOSES("user-no-exec") },
	{ "APTable[0]",	"no-user",	61, 61, T, IMPOSES("kernel-only") },
	{ "APTable[1]",	"ro",		62, 62, T, IMPOSES("read-only") },
	{ "NSTable",	"ns",		63, 63, T, IMPOSES("non-secure") },
	{ "bit59",	NULL,		59, 59, L },
	{ "POIndex",	NULL,		62, 60, L },
	{ "bit63",	"sw63",		63, 63, L },
};

const unsigned int ptwalk_arm64_nr_bits = ARRAY_SIZE(ptwalk_arm64_bits);

#undef L
#undef B
#undef T
#undef DS
#undef PIE

/* MAIR_EL1.Attr<n>: the memory types that have a name (D24.2.109). */
static const struct memtype {
	u8 attr;
	char name[PTWALK_MEMTYPE];
} memtypes[] = {
	{ 0x00, "device-nGnRnE" },
	{ 0x04, "device-nGnRE" },
	{ 0x08, "device-nGRE" },
	{ 0x0c, "device-GRE" },
	{ 0x44, "normal-nc" },
	{ 0xbb, "normal-wt" },
	{ 0xf0, "normal-tagged" },
	{ 0xff, "normal" },
};

/*
 * The four-bit permissions of PIR_EL1 and PIRE0_EL1: base permissions in D8.4.2, with
 * reserved values as no access. 1001 is a shadow stack, which only special
 * instructions can write.
 */
static const char pie_perms[16][4] = {
	[0x1] = "r", [0x2] = "x", [0x3] = "rx", [0x5] = "rw", [0x6] = "rw",
	[0x7] = "rwx", [0x8] = "r", [0x9] = "r", [0xa] = "rx", [0xc] = "rw",
	[0xe] = "rwx",
};

/**
 * ptwalk_arm64_decode - decode one entry
 * @g: the geometry
 * @level: of its table
 * @index: in that table; not used
 * @raw: the entry
 * @e: filled
 */
void ptwalk_arm64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
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
	if (!(raw & VALID)) {
		e->kind = PTWALK_INVALID;
		return;
	}
	/* 0b11 is a page at the last level, and a table above it. */
	e->kind = !!(raw & TABLE_OR_PAGE) == !level ? PTWALK_LEAF :
		  level ? PTWALK_TABLE : PTWALK_BAD;
	if (e->kind == PTWALK_LEAF) {
		if (!(ptwalk_arm64_format(g)->block_levels & 1u << level))
			e->kind = PTWALK_BAD;
		shift = g->level[level].shift;
	}
	if (e->kind == PTWALK_BAD)
		return;
	e->pa = ptwalk_entry_pa(g, shift, raw);
	e->attrs = raw & ~(g->pa_low & ~0ULL << shift) & ~g->pa_high;
}

/**
 * ptwalk_arm64_inherit - restrictions of a table entry on everything under it
 * @g: the geometry
 * @above: restrictions on the entry itself
 * @raw: the entry
 *
 * Return: the restrictions; equal values mean equal restrictions.
 */
u64 ptwalk_arm64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw)
{
	if (ptwalk_arm64_format(g)->no_hierarchy)
		return 0;
	return above | (raw & PTWALK_ARM64_HIERARCHICAL);
}

/**
 * ptwalk_arm64_modes - which modes the registers turn on
 * @g: the geometry
 *
 * Return: mask of enum ptwalk_arm64_mode.
 */
u8 ptwalk_arm64_modes(const struct ptwalk_geometry *g)
{
	return ptwalk_arm64_format(g)->modes;
}

/**
 * ptwalk_arm64_memtype - a memory type by its index into MAIR_EL1
 * @mair: the register
 * @index: 0 to 7
 * @name: filled
 *
 * Return: true if it is normal memory, and cacheable.
 */
bool ptwalk_arm64_memtype(u64 mair, unsigned int index, char name[PTWALK_MEMTYPE])
{
	u8 attr = (u8)(mair >> (index * 8) & 0xff), outer = attr >> 4, inner = attr & 0xf;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(memtypes) && memtypes[i].attr != attr; i++)
		;
	if (i < ARRAY_SIZE(memtypes))
		memcpy(name, memtypes[i].name, PTWALK_MEMTYPE);
	else
		snprintf(name, PTWALK_MEMTYPE, "attr%u:0x%02x", index, attr);
	/* Device memory has no outer attributes; 4 is non-cacheable. */
	return outer && outer != 4 && inner != 4;
}

/* D8.4.1, direct permissions. UXN does not affect the kernel. */
static void direct_prot(const struct ptwalk_geometry *g, u64 attrs, u64 inherited,
			struct ptwalk_prot *p)
{
	const struct ptwalk_arm64_format *fmt = ptwalk_arm64_format(g);
	bool writable = !(attrs & AP_RDONLY) || ((attrs & DBM) && fmt->hw_dirty);

	p->r = true;
	p->w = writable && !(inherited & APTABLE_RDONLY);
	p->user = (attrs & AP_EL0) && !(inherited & APTABLE_NO_EL0);
	p->x = !(attrs & PXN) && !(inherited & PXN_TABLE);
	/* The kernel can't execute what user mode can write. */
	if (p->w && (p->user || fmt->wxn))
		p->x = false;
}

/* D8.4.2, indirect permissions: an index of four scattered bits into PIR_EL1. */
static void indirect_prot(const struct ptwalk_geometry *g, u64 attrs, struct ptwalk_prot *p)
{
	const struct ptwalk_arm64_format *fmt = ptwalk_arm64_format(g);
	unsigned int index = (unsigned int)((attrs >> 6 & 1) | (attrs >> 51 & 1) << 1 |
			     (attrs >> 53 & 1) << 2 | (attrs >> 54 & 1) << 3);
	const char *perm = pie_perms[fmt->pir >> (index * 4) & 0xf];
	const char *user = pie_perms[fmt->pire0 >> (index * 4) & 0xf];

	p->r = strchr(perm, 'r');
	p->w = strchr(perm, 'w');
	/* SCTLR_EL1.WXN does not apply here (R_HJYGR); 0110 has WXN built in. */
	p->x = strchr(perm, 'x');
	p->user = user[0] != '\0';
	/* Writable by user mode and executable by the kernel means no access (R_VFPJF). */
	if (p->x && strchr(user, 'w')) {
		p->r = false;
		p->w = false;
		p->x = false;
		p->user = false;
	}
}

/**
 * ptwalk_arm64_prot - effective permissions and memory type of a leaf
 * @g: the geometry
 * @level: of the leaf; not used
 * @attrs: of the leaf
 * @inherited: from the tables above it
 * @p: filled
 */
void ptwalk_arm64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
		       u64 inherited, struct ptwalk_prot *p)
{
	(void)level;
	if (ptwalk_arm64_modes(g) & PTWALK_ARM64_PIE)
		indirect_prot(g, attrs, p);
	else
		direct_prot(g, attrs, inherited, p);
	p->accessed = attrs & AF;
	p->cont = attrs & PTWALK_ARM64_CONTIGUOUS;
	p->cached = ptwalk_arm64_memtype(ptwalk_arm64_format(g)->mair,
					 (unsigned int)(attrs & ATTR_INDEX) >> 2, p->memtype);
}
