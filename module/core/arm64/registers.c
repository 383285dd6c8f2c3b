// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the fields of the registers, and their meanings.
 */
#include "arm64.h"

static const char *const off_on[] = { "off", "on" };
static const char *const granule[] = { "reserved", "16K", "4K", "64K" };
static const char *const cacheability[] = {
	"non-cacheable", "write-back-write-allocate", "write-through", "write-back",
};

static const char *const shareability[] = {
	"non-shareable", "reserved", "outer-shareable", "inner-shareable",
};

static const char *const physical_size[] = {
	"32-bit", "36-bit", "40-bit", "42-bit", "44-bit", "48-bit", "52-bit", "56-bit",
};

static const char *const asid_size[] = { "8-bit-asids", "16-bit-asids" };
static const char *const asid_of[] = { "asid-from-ttbr0", "asid-from-ttbr1" };
static const char *const walks[] = { "walks-enabled", "walks-disabled" };
static const char *const hierarchy[] = {
	"hierarchical-permissions", "no-hierarchical-permissions",
};

static const char *const output_address[] = { "up-to-48-bit", "up-to-52-bit" };

static void mean_root(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		      size_t size)
{
	struct ptwalk_geometry g = {};

	(void)f;
	(void)value;
	if (ptwalk_arm64_geometry(regs, &g))
		snprintf(buf, size, "unknown");
	else
		snprintf(buf, size, "root-pa-0x%016llx", g.root_pa);
}

static void mean_asid(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		      size_t size)
{
	(void)regs;
	(void)f;
	snprintf(buf, size, "asid-%llu", value);
}

static void mean_va_size(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
			 size_t size)
{
	(void)regs;
	(void)f;
	snprintf(buf, size, "%llu-bit", 64 - value);
}

static void mean_memtype(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
			 size_t size)
{
	const struct ptwalk_arm64_regs *r = regs;
	char name[PTWALK_MEMTYPE];

	(void)value;
	ptwalk_arm64_memtype(r->mair, f->lo / 8u, name);
	snprintf(buf, size, "%s", name);
}

#define REG(field)	.offset = offsetof(struct ptwalk_arm64_regs, field)
#define TTBR1		.reg = "TTBR1_EL1", REG(ttbr1)
#define TCR		.reg = "TCR_EL1", REG(tcr)
#define MAIR		.reg = "MAIR_EL1", REG(mair)
#define SCTLR		.reg = "SCTLR_EL1", REG(sctlr)
#define WORDS(w)	.words = (w), .nr_words = ARRAY_SIZE(w)
#define MEMTYPE(n)	{ MAIR, .name = "Attr" #n, .hi = 8 * (n) + 7, .lo = 8 * (n), \
			  .mean = mean_memtype }

const struct ptwalk_field ptwalk_arm64_fields[] = {
	{ TTBR1, .name = "ASID",  .hi = 63, .lo = 48, .mean = mean_asid },
	{ TTBR1, .name = "BADDR", .hi = 47, .lo = 1,  .mean = mean_root },
	{ TTBR1, .name = "CnP",   .hi = 0,  .lo = 0,  WORDS(off_on) },
	{ TCR,   .name = "T0SZ",  .hi = 5,  .lo = 0,  .mean = mean_va_size },
	{ TCR,   .name = "T1SZ",  .hi = 21, .lo = 16, .mean = mean_va_size },
	{ TCR,   .name = "A1",    .hi = 22, .lo = 22, WORDS(asid_of) },
	{ TCR,   .name = "EPD1",  .hi = 23, .lo = 23, WORDS(walks) },
	{ TCR,   .name = "IRGN1", .hi = 25, .lo = 24, WORDS(cacheability) },
	{ TCR,   .name = "ORGN1", .hi = 27, .lo = 26, WORDS(cacheability) },
	{ TCR,   .name = "SH1",   .hi = 29, .lo = 28, WORDS(shareability) },
	{ TCR,   .name = "TG1",   .hi = 31, .lo = 30, WORDS(granule) },
	{ TCR,   .name = "IPS",   .hi = 34, .lo = 32, WORDS(physical_size) },
	{ TCR,   .name = "AS",    .hi = 36, .lo = 36, WORDS(asid_size) },
	{ TCR,   .name = "TBI1",  .hi = 38, .lo = 38, WORDS(off_on) },
	{ TCR,   .name = "HA",    .hi = 39, .lo = 39, WORDS(off_on) },
	{ TCR,   .name = "HD",    .hi = 40, .lo = 40, WORDS(off_on) },
	{ TCR,   .name = "HPD1",  .hi = 42, .lo = 42, WORDS(hierarchy) },
	{ TCR,   .name = "E0PD1", .hi = 56, .lo = 56, WORDS(off_on) },
	{ TCR,   .name = "DS",    .hi = 59, .lo = 59, WORDS(output_address) },
	MEMTYPE(0), MEMTYPE(1), MEMTYPE(2), MEMTYPE(3),
	MEMTYPE(4), MEMTYPE(5), MEMTYPE(6), MEMTYPE(7),
	{ SCTLR, .name = "WXN",   .hi = 19, .lo = 19, WORDS(off_on) },
	{ .reg = "TCR2_EL1", REG(tcr2), .name = "PIE", .hi = 1, .lo = 1, WORDS(off_on) },
};

const unsigned int ptwalk_arm64_nr_fields = ARRAY_SIZE(ptwalk_arm64_fields);
