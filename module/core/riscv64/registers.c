// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: the fields of the registers, and their meanings.
 */
#include "riscv64.h"

static const char *const absent_present[] = { "absent", "present" };

static void mean_root(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		      size_t size)
{
	const struct ptwalk_riscv64_regs *r = regs;

	(void)f;
	(void)value;
	snprintf(buf, size, "root-pa-0x%016llx", r->root);
}

static void mean_mode(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		      size_t size)
{
	(void)regs;
	(void)f;
	if (value >= 8 && value <= 10)
		snprintf(buf, size, "Sv%llu", 39 + 9 * (value - 8));
	else
		snprintf(buf, size, "%s", value ? "reserved" : "bare");
}

#define REG(field)	.offset = offsetof(struct ptwalk_riscv64_regs, field)
#define PRESENCE	.words = absent_present, .nr_words = ARRAY_SIZE(absent_present)
#define ISA		.reg = "isa", REG(isa), PRESENCE

/* "isa" is no register of the hardware, but what the kernel found in the device tree. */
const struct ptwalk_field ptwalk_riscv64_fields[] = {
	{ .reg = "swapper_pg_dir", REG(root), .name = "PPN", .hi = 55, .lo = 12,
	  .mean = mean_root },
	{ .reg = "satp", REG(satp), .name = "MODE", .hi = 63, .lo = 60, .mean = mean_mode },
	{ ISA, .name = "Svnapot", .hi = 0, .lo = 0 },
	{ ISA, .name = "Svpbmt", .hi = 1, .lo = 1 },
	{ ISA, .name = "Svade", .hi = 2, .lo = 2 },
	{ ISA, .name = "Svadu", .hi = 3, .lo = 3 },
	{ ISA, .name = "XTheadMae", .hi = 4, .lo = 4 },
};

const unsigned int ptwalk_riscv64_nr_fields = ARRAY_SIZE(ptwalk_riscv64_fields);
