// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: the regions of the running kernel's address space
 * (Documentation/arch/riscv/vm-layout.rst). The borders are the kernel's own macros, which
 * ask how many levels the tables have. The linear map comes after the vmalloc space, and
 * the image is at the end, with modules and BPF programs below it.
 */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include <asm/fixmap.h>
#include <asm/kasan.h>

#include "compat/align.h"
#include "compat/ksym.h"
#include "ptwalk_arch.h"
#include "region_list.h"

#ifdef CONFIG_KASAN
#define SHADOW_START	KASAN_SHADOW_START
#define SHADOW_END	KASAN_SHADOW_END
#else
#define SHADOW_START	0
#define SHADOW_END	0
#endif

/*
 * The image, divided where protection changes: by symbols of data, which kallsyms may not
 * have. A part whose end is not known takes in the next one. No area describes the image.
 * (arch/riscv/kernel/vmlinux.lds.S)
 */
static int add_image(struct ptwalk_region_list *l)
{
	static const struct {
		const char *name, *end;
	} parts[] = {
		{ "image:text", "__init_begin" },
		{ "image:init", "__start_rodata" },
		{ "image:rodata", "_data" },
		{ "image:data" },
	};
	/* It is mapped by whole blocks (create_kernel_page_table()). */
	u64 at = kernel_map.virt_addr, last = ALIGN(at + kernel_map.size, PMD_SIZE), end;
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		end = parts[i].end ? ptwalk_ksym(parts[i].end) : last;
		if (end <= at || end > last || end & ~PAGE_MASK)
			continue;
		err = ptwalk_region_add(l, (struct ptwalk_region) {
			.start = at, .name = parts[i].name, .fixed = true,
		}, end);
		if (err)
			return err;
		at = end;
	}
	return 0;
}

int ptwalk_arch_regions(const struct ptwalk_geometry *g,
			struct ptwalk_region *out, u32 max)
{
	/* MODULES_VADDR and MODULES_END, which need symbols that are not exported. */
	u64 modules_start = PAGE_ALIGN(kernel_map.virt_addr + kernel_map.size) - SZ_2G;
	const struct {
		u64 start, end;
		const char *name;
		bool areas;
	} fixed[] = {
		{ FIXADDR_START, FIXADDR_TOP, "fixmap" },
		{ PCI_IO_START, PCI_IO_END, "pci-io" },
		{ VMEMMAP_START, VMEMMAP_END, "vmemmap" },
		{ VMALLOC_START, VMALLOC_END, "vmalloc", true },
		{ PAGE_OFFSET, PAGE_OFFSET + KERN_VIRT_SIZE, "linear" },
		{ SHADOW_START, SHADOW_END, "kasan-shadow" },
		{ modules_start, kernel_map.virt_addr, "modules", true },
	};
	struct ptwalk_region_list l = { .out = out, .max = max };
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(fixed); i++) {
		err = ptwalk_region_add(&l, (struct ptwalk_region) {
			.start = fixed[i].start, .name = fixed[i].name, .areas = fixed[i].areas,
		}, fixed[i].end);
		if (err)
			return err;
	}
	err = add_image(&l);
	return err ? err : l.n;
}

/* linear_mapping_pa_to_va() in asm/page.h. */
u64 ptwalk_arch_linear_offset(void)
{
	return -(u64)kernel_map.va_pa_offset;
}

/*
 * Memory that firmware keeps to itself has a page struct as well. It is not in the linear
 * map, so reading it fails.
 */
bool ptwalk_arch_is_table_ram(u64 pa)
{
	return pfn_valid(PHYS_PFN(pa));
}

void ptwalk_arch_linear_extra(struct ptwalk_ram *ram)
{
}
