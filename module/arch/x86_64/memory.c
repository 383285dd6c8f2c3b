// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: what is memory, and what the linear map maps beside it.
 */
#include <linux/mm.h>
#include <linux/sizes.h>

#include "ptwalk_arch.h"
#include "ram.h"

/* The first megabyte is mapped whatever it is: init_mem_mapping() in arch/x86/mm/init.c. */
void ptwalk_arch_linear_extra(struct ptwalk_ram *ram)
{
	ptwalk_ram_put(ram, 0, SZ_1M, PTWALK_RAM_FIRMWARE);
}

/* Struct pages exist for holes next to memory, too, where devices may be. */
bool ptwalk_arch_is_table_ram(u64 pa)
{
	return pfn_valid(PHYS_PFN(pa)) && page_is_ram(PHYS_PFN(pa));
}
