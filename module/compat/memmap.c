// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that has struct pages but is not System RAM in use: blocks that are offline,
 * and device memory (ZONE_DEVICE: persistent memory, PCI peer-to-peer, coherent
 * devices). Both were added by arch_add_memory(), which maps them in the linear map;
 * only MEMORY_DEVICE_PRIVATE is not mapped, as no CPU can reach it (mm/memremap.c).
 *
 * The kernel's memory map is asked section by section: most sections are online as a
 * whole, and most of the possible ones do not exist.
 */
#include <linux/memory_hotplug.h>
#include <linux/memremap.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "ksym.h"
#include "locks.h"
#include "memmap.h"
#include "ptwalk_ram.h"

static bool (*is_map_memory)(phys_addr_t pa);

/**
 * ptwalk_memmap_init - find memblock's function that knows mapped memory by the byte
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 */
void ptwalk_memmap_init(void)
{
	is_map_memory = (void *)ptwalk_ksym_function("memblock_is_map_memory");
}

/**
 * ptwalk_memmap_may_map - may this byte be memory that was mapped at boot?
 * @pa: its physical address
 *
 * Return: false if memblock knows that it is not.
 */
bool ptwalk_memmap_may_map(u64 pa)
{
	return !is_map_memory || is_map_memory(pa);
}

#ifdef CONFIG_SPARSEMEM
/*
 * Classify [pfn, *end): a subsection, or more of its section if it belongs to a device,
 * which has ranges. False if it is online, or is not mapped.
 */
static bool classify(struct mem_section *ms, unsigned long pfn, unsigned long *end,
		     enum ptwalk_ram_kind *kind)
{
	unsigned long last = section_nr_to_pfn(pfn_to_section_nr(pfn) + 1);
	struct dev_pagemap *pgmap;
	bool mapped;
	int i;

	if (!pfn_section_valid(ms, pfn) || pfn_to_online_page(pfn))
		return false;
	*kind = PTWALK_RAM_OFFLINE;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return true;
	*kind = PTWALK_RAM_DEVICE;
	for (i = 0; i < pgmap->nr_range; i++)
		if (PFN_PHYS(pfn) >= pgmap->ranges[i].start &&
		    PFN_PHYS(pfn) <= pgmap->ranges[i].end)
			*end = min(last, PHYS_PFN(pgmap->ranges[i].end + 1));
	mapped = pgmap->type != MEMORY_DEVICE_PRIVATE;
	put_dev_pagemap(pgmap);
	return mapped;
}

/* Enter section @nr. Returns the next one; a missing root is skipped as a whole. */
static unsigned long put_section(struct ptwalk_ram *ram, unsigned long nr)
{
	unsigned long pfn = section_nr_to_pfn(nr), last = section_nr_to_pfn(nr + 1), end;
	struct mem_section *ms = __nr_to_section(nr);
	enum ptwalk_ram_kind kind;
	bool is;

	if (!ms)
		return nr - nr % SECTIONS_PER_ROOT + SECTIONS_PER_ROOT;
	if (!present_section(ms) || (online_section(ms) && !online_device_section(ms)))
		return nr + 1;
	for (; pfn < last && !ram->more; pfn = end) {
		end = pfn + PAGES_PER_SUBSECTION;
		/* The usage map of a section may be freed; 6.8 and later wait for RCU. */
		rcu_read_lock_sched();
		is = classify(ms, pfn, &end, &kind);
		rcu_read_unlock_sched();
		if (is)
			ptwalk_ram_put(ram, PFN_PHYS(pfn), PFN_PHYS(end), kind);
	}
	return nr + 1;
}

/**
 * ptwalk_memmap_put - add offline blocks and device memory
 * @ram: the table, which has the System RAM
 * @last: the last address of any resource
 *
 * Context: may sleep. Takes the lock of memory hotplug if it was found.
 */
void ptwalk_memmap_put(struct ptwalk_ram *ram, u64 last)
{
	unsigned long end = min(pfn_to_section_nr(PHYS_PFN(last)) + 1, NR_MEM_SECTIONS);
	unsigned long nr = 0;

	while (nr < end && !ram->more) {
		nr = put_section(ram, nr);
		if (!(nr % SECTIONS_PER_ROOT))
			cond_resched();
	}
}
#else
void ptwalk_memmap_put(struct ptwalk_ram *ram, u64 last)
{
}
#endif

/**
 * ptwalk_memmap_reserved - was a page never given to the allocator?
 * @pa: its physical address
 *
 * Context: may sleep.
 * Return: true if so; then only its owner uses it, through its own mapping.
 */
bool ptwalk_memmap_reserved(u64 pa)
{
	struct page *page;
	bool is;

	ptwalk_locks_take();
	page = pfn_to_online_page(PHYS_PFN(pa));
	is = page && PageReserved(page);
	ptwalk_locks_release();
	return is;
}
