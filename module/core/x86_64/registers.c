// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: the fields of the registers, and their meanings.
 */
#include "x86_64.h"

static const char *const off_on[] = { "off", "on" };
static const char *const levels[] = { "4-levels", "5-levels" };
static const char *const obeys[] = { "kernel-ignores-r/w", "kernel-obeys-r/w" };

static void mean_root(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		      size_t size)
{
	(void)regs;
	snprintf(buf, size, "root-pa-0x%016llx", value << f->lo);
}

static void mean_running(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
			 size_t size)
{
	const struct ptwalk_x86_64_regs *r = regs;

	snprintf(buf, size, "%s-0x%016llx", (r->root >> f->lo) == value ? "kernel" : "process",
		 value << f->lo);
}

static void mean_number(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
			size_t size)
{
	(void)regs;
	(void)f;
	snprintf(buf, size, "%llu-bit", value);
}

static void mean_c_bit(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		       size_t size)
{
	unsigned int bit = 0;

	(void)regs;
	(void)f;
	while (value >> bit > 1)
		bit++;
	if (value)
		snprintf(buf, size, "bit-%u", bit);
	else
		snprintf(buf, size, "none");
}

static void mean_memtype(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
			 size_t size)
{
	const struct ptwalk_x86_64_regs *r = regs;
	char name[PTWALK_MEMTYPE];

	(void)value;
	ptwalk_x86_64_memtype(r->pat, f->lo / 8u, name);
	snprintf(buf, size, "%s", name);
}

#define REG(field)	.offset = offsetof(struct ptwalk_x86_64_regs, field)
#define CR0		.reg = "CR0", REG(cr0)
#define CR3		.reg = "CR3", REG(cr3)
#define CR4		.reg = "CR4", REG(cr4)
#define EFER		.reg = "IA32_EFER", REG(efer)
#define PAT		.reg = "IA32_PAT", REG(pat)
#define CPUID		.reg = "CPUID"
#define WORDS(w)	.words = (w), .nr_words = ARRAY_SIZE(w)
#define MEMTYPE(n)	{ PAT, .name = "PA" #n, .hi = 8 * (n) + 7, .lo = 8 * (n), \
			  .mean = mean_memtype }

const struct ptwalk_field ptwalk_x86_64_fields[] = {
	{ .reg = "init_top_pgt", REG(root), .name = "root", .hi = 51, .lo = 12, .mean = mean_root },
	{ CR3, .name = "PML", .hi = 51, .lo = 12, .mean = mean_running },
	{ CR0, .name = "WP", .hi = 16, .lo = 16, WORDS(obeys) },
	{ CR0, .name = "PG", .hi = 31, .lo = 31, WORDS(off_on) },
	{ CR4, .name = "PGE", .hi = 7, .lo = 7, WORDS(off_on) },
	{ CR4, .name = "LA57", .hi = 12, .lo = 12, WORDS(levels) },
	{ CR4, .name = "PCIDE", .hi = 17, .lo = 17, WORDS(off_on) },
	{ CR4, .name = "SMEP", .hi = 20, .lo = 20, WORDS(off_on) },
	{ CR4, .name = "SMAP", .hi = 21, .lo = 21, WORDS(off_on) },
	{ CR4, .name = "PKS", .hi = 24, .lo = 24, WORDS(off_on) },
	{ EFER, .name = "LMA", .hi = 10, .lo = 10, WORDS(off_on) },
	{ EFER, .name = "NXE", .hi = 11, .lo = 11, WORDS(off_on) },
	MEMTYPE(0), MEMTYPE(1), MEMTYPE(2), MEMTYPE(3),
	MEMTYPE(4), MEMTYPE(5), MEMTYPE(6), MEMTYPE(7),
	{ CPUID, REG(pa_bits), .name = "MAXPHYADDR", .hi = 7, .lo = 0, .mean = mean_number },
	{ CPUID, REG(gbpages), .name = "Page1GB", .hi = 0, .lo = 0, WORDS(off_on) },
	{ CPUID, REG(c_bit), .name = "C-bit", .hi = 63, .lo = 0, .mean = mean_c_bit },
};

const unsigned int ptwalk_x86_64_nr_fields = ARRAY_SIZE(ptwalk_x86_64_fields);
