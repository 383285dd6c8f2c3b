// SPDX-License-Identifier: GPL-2.0-only
/*
 * The format of x86_64 tables, of 4 and of 5 levels.
 */
#include "x86_64.h"

/** ptwalk_x86_64_ops - the upper half of the kernel's root */
const struct ptwalk_format_ops ptwalk_x86_64_ops = {
	.name = "x86_64",
	.root = "init_top_pgt",
	.geometry = ptwalk_x86_64_geometry,
	.decode = ptwalk_x86_64_decode,
	.inherit = ptwalk_x86_64_inherit,
	.prot = ptwalk_x86_64_prot,
	.modes = ptwalk_x86_64_modes,
	.bits = ptwalk_x86_64_bits,
	.nr_bits = &ptwalk_x86_64_nr_bits,
	.fields = ptwalk_x86_64_fields,
	.nr_fields = &ptwalk_x86_64_nr_fields,
};
