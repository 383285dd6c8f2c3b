// SPDX-License-Identifier: GPL-2.0-only
/*
 * The format of arm64 stage 1 tables.
 */
#include "arm64.h"

/** ptwalk_arm64_ops - tables of TTBR1_EL1 */
const struct ptwalk_format_ops ptwalk_arm64_ops = {
	.name = "arm64",
	.root = "TTBR1_EL1",
	.geometry = ptwalk_arm64_geometry,
	.decode = ptwalk_arm64_decode,
	.inherit = ptwalk_arm64_inherit,
	.prot = ptwalk_arm64_prot,
	.modes = ptwalk_arm64_modes,
	.bits = ptwalk_arm64_bits,
	.nr_bits = &ptwalk_arm64_nr_bits,
	.fields = ptwalk_arm64_fields,
	.nr_fields = &ptwalk_arm64_nr_fields,
};
