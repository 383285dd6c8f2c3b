// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: from a descriptor to what it says. Pure: no macro of the kernel's
 * decides anything here, so every granule and size is decoded on any machine.
 * Bits are those of D8.3, "Translation table descriptor formats".
 */
#include "ptwalk_arch.h"

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

#define WORDS(...)	(const char *const []) { __VA_ARGS__ }
#define OFF_ON		WORDS("off", "on")
#define EXEC		WORDS("exec", "no-exec")
#define IMPOSES(what)	WORDS("-", what)

/* 55 to 58 and 63 are Linux's own: arch/arm64/include/asm/pgtable-prot.h. */
const struct ptwalk_bit ptwalk_arch_bits[] = {
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

const unsigned int ptwalk_arch_nr_bits = ARRAY_SIZE(ptwalk_arch_bits);

#undef L
#undef B
#undef T
#undef DS
#undef PIE

/* MAIR_EL1.Attr<n>: the ones that have a name (D24.2.109). */
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
 * A permission of PIR_EL1 and PIRE0_EL1, four bits: PIRx base permissions in
 * D8.4.2, the reserved ones as no access. 1001 is a shadow stack: it is
 * writable only by instructions of its own.
 */
static const char pie_perms[16][4] = {
	[0x1] = "r", [0x2] = "x", [0x3] = "rx", [0x5] = "rw", [0x6] = "rw",
	[0x7] = "rwx", [0x8] = "r", [0x9] = "r", [0xa] = "rx", [0xc] = "rw",
	[0xe] = "rwx",
};

/* Address bits of a leaf start at the size that it maps. */
static u64 output_address(const struct ptwalk_geometry *g, u64 raw, unsigned int shift)
{
	return (raw & g->fmt.addr & ~0ULL << shift) |
	       (raw & g->fmt.high) << g->fmt.high_shift;
}

u64 ptwalk_arch_pa(const struct ptwalk_geometry *g, unsigned int level, u64 raw)
{
	return output_address(g, raw, g->level[level].shift);
}

u64 ptwalk_arch_attrs(const struct ptwalk_geometry *g, unsigned int level)
{
	return ~(g->fmt.addr & ~0ULL << g->level[level].shift);
}

void ptwalk_arch_decode(const struct ptwalk_geometry *g, unsigned int level,
			u64 raw, struct ptwalk_desc *d)
{
	unsigned int shift = g->page_shift;

	d->pa = 0;
	d->attrs = raw;
	if (!raw) {
		d->kind = PTWALK_EMPTY;
		return;
	}
	if (!(raw & VALID)) {
		d->kind = PTWALK_INVALID;
		return;
	}
	/* 0b11 is a page at the last level, and a table above it. */
	d->kind = !!(raw & TABLE_OR_PAGE) == !level ? PTWALK_LEAF :
		  level ? PTWALK_TABLE : PTWALK_BAD;
	if (d->kind == PTWALK_LEAF) {
		if (!(g->fmt.block_levels & 1u << level))
			d->kind = PTWALK_BAD;
		shift = g->level[level].shift;
	}
	if (d->kind == PTWALK_BAD)
		return;
	d->pa = output_address(g, raw, shift);
	d->attrs = raw & ~(g->fmt.addr & ~0ULL << shift) & ~g->fmt.high;
}

u64 ptwalk_arch_reserved(const struct ptwalk_geometry *g, unsigned int level)
{
	u64 mask = 0;

	/* Address bits that this format does not have, and the low ones of a leaf but nT. */
	if (!(g->fmt.modes & PTWALK_ARM64_DS))
		mask |= GENMASK_ULL(49, 48);
	if (level)
		mask |= GENMASK_ULL(g->level[level].shift - 1, 17) | GENMASK_ULL(15, 12);
	else if (g->page_shift > 12)
		mask |= GENMASK_ULL(g->page_shift - 1, 12);
	return mask & ~g->fmt.high;
}

u64 ptwalk_arch_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw)
{
	if (g->fmt.no_hierarchy)
		return 0;
	return above | (raw & PTWALK_ARM64_HIERARCHICAL);
}

u8 ptwalk_arch_modes(const struct ptwalk_geometry *g)
{
	return g->fmt.modes;
}

static void name_memtype(const struct ptwalk_geometry *g, u64 attrs, struct ptwalk_prot *p)
{
	unsigned int index = (attrs & ATTR_INDEX) >> 2, i;
	u8 attr = g->fmt.mair >> (index * 8) & 0xff;
	u8 outer = attr >> 4, inner = attr & 0xf;

	/* Device memory has no outer attributes; 4 is non-cacheable. */
	p->cached = outer && outer != 4 && inner != 4;
	for (i = 0; i < ARRAY_SIZE(memtypes); i++) {
		if (memtypes[i].attr == attr) {
			memcpy(p->memtype, memtypes[i].name, sizeof(p->memtype));
			return;
		}
	}
	snprintf(p->memtype, sizeof(p->memtype), "attr%u:0x%02x", index, attr);
}

/* D8.4.1, direct permissions. UXN is not the kernel's concern. */
static void direct_prot(const struct ptwalk_geometry *g, u64 attrs, u64 inherited,
			struct ptwalk_prot *p)
{
	bool writable = !(attrs & AP_RDONLY) || ((attrs & DBM) && g->fmt.hw_dirty);

	p->r = true;
	p->w = writable && !(inherited & APTABLE_RDONLY);
	p->user = (attrs & AP_EL0) && !(inherited & APTABLE_NO_EL0);
	p->x = !(attrs & PXN) && !(inherited & PXN_TABLE);
	/* What user mode can write, the kernel never executes. */
	if (p->w && (p->user || g->fmt.wxn))
		p->x = false;
}

/* D8.4.2, indirect permissions: an index of four scattered bits into PIR_EL1. */
static void indirect_prot(const struct ptwalk_geometry *g, u64 attrs, struct ptwalk_prot *p)
{
	unsigned int index = (attrs >> 6 & 1) | (attrs >> 51 & 1) << 1 |
			     (attrs >> 53 & 1) << 2 | (attrs >> 54 & 1) << 3;
	const char *perm = pie_perms[g->fmt.pir >> (index * 4) & 0xf];
	const char *user = pie_perms[g->fmt.pire0 >> (index * 4) & 0xf];

	p->r = strchr(perm, 'r');
	p->w = strchr(perm, 'w');
	/* SCTLR_EL1.WXN has no say here (R_HJYGR): 0110 is the one that obeys its like. */
	p->x = strchr(perm, 'x');
	p->user = user[0] != '\0';
	/* What user mode can write and the kernel execute is for nobody (R_VFPJF). */
	if (p->x && strchr(user, 'w'))
		p->r = p->w = p->x = p->user = false;
}

void ptwalk_arch_prot(const struct ptwalk_geometry *g, u64 attrs, u64 inherited,
		      struct ptwalk_prot *p)
{
	memset(p, 0, sizeof(*p));
	if (g->fmt.modes & PTWALK_ARM64_PIE)
		indirect_prot(g, attrs, p);
	else
		direct_prot(g, attrs, inherited, p);
	p->accessed = attrs & AF;
	p->cont = attrs & PTWALK_ARM64_CONTIGUOUS;
	name_memtype(g, attrs, p);
}
