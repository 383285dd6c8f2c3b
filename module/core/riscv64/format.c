// SPDX-License-Identifier: GPL-2.0-only
/*
 * The format of riscv64 tables: Sv39, Sv48 and Sv57.
 */
#include "riscv64.h"

/** ptwalk_riscv64_ops - the kernel's half of the tables */
const struct ptwalk_format_ops ptwalk_riscv64_ops = {
	.name = "riscv64",
	.root = "swapper_pg_dir",
	.geometry = ptwalk_riscv64_geometry,
	.decode = ptwalk_riscv64_decode,
	.inherit = ptwalk_riscv64_inherit,
	.prot = ptwalk_riscv64_prot,
	.modes = ptwalk_riscv64_modes,
	.bits = ptwalk_riscv64_bits,
	.nr_bits = &ptwalk_riscv64_nr_bits,
	.fields = ptwalk_riscv64_fields,
	.nr_fields = &ptwalk_riscv64_nr_fields,
};
