// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the regions of the running kernel's address space.
 *
 * The borders are the kernel's own (arch/arm64/include/asm/memory.h, pgtable.h and
 * fixmap.h), except those that depend on the bits of address that the hardware
 * translates. These come from the geometry: a 52-bit kernel on 48-bit hardware has its
 * linear map at 0xffff000000000000, whatever PAGE_OFFSET says.
 */
#include <linux/mm.h>
#include <linux/sizes.h>

#include <asm/fixmap.h>
#include <asm/kasan.h>
#include <asm/memory.h>
#include <asm/pgtable.h>

#include "compat/align.h"
#include "compat/arm64/bpf_region.h"
#include "compat/ksym.h"
#include "compat/arm64/map_memory.h"
#include "ptwalk_arch.h"
#include "ram.h"
#include "region_list.h"

/* The image is inside another region, and takes precedence. */
#define RANK_IMAGE 1

#if defined(CONFIG_KASAN_GENERIC) || defined(CONFIG_KASAN_SW_TAGS)
static u64 shadow_end(void)
{
	return KASAN_SHADOW_END;
}

static u64 shadow_bytes(const struct ptwalk_geometry *g)
{
	return 1ULL << (g->va_bits - KASAN_SHADOW_SCALE_SHIFT);
}
#else
/* Without KASAN there is nothing between the linear map and the modules. */
static u64 shadow_end(void)
{
	return _PAGE_END(VA_BITS_MIN);
}

static u64 shadow_bytes(const struct ptwalk_geometry *g)
{
	return 0;
}
#endif

static int add_section(struct ptwalk_region_list *l, const char *name, u64 start, u64 end)
{
	return ptwalk_region_add(l, (struct ptwalk_region) {
		.start = start, .name = name, .rank = RANK_IMAGE, .areas = true, .fixed = true,
	}, end);
}

/*
 * The image: code and data as the kernel registered them, translated to virtual
 * addresses, and the end of the text by symbol. The init sections, freed after boot, are
 * between code and data. (arch/arm64/kernel/vmlinux.lds.S)
 */
static int add_image(struct ptwalk_region_list *l)
{
	u64 etext = ptwalk_ksym("_etext");
	u64 text, init, rest, last;
	int err;

	if (!ptwalk_ram_child("Kernel code", &text, &init) ||
	    !ptwalk_ram_child("Kernel data", &rest, &last))
		return 0;
	text += kimage_voffset;
	init += 1 + kimage_voffset;
	rest += kimage_voffset;
	if (etext <= text || etext >= init)
		etext = init;
	/* The resources end at bytes, but the text ends with a page. */
	etext = ALIGN(etext, PAGE_SIZE);

	err = add_section(l, "image:text", text, etext);
	if (!err)
		err = add_section(l, "image:rodata", etext, init);
	if (!err)
		err = add_section(l, "image:init", init, rest);
	if (!err)
		err = add_section(l, "image:data", rest,
				  ALIGN(last + 1 + kimage_voffset, PAGE_SIZE));
	return err;
}

int ptwalk_arch_regions(const struct ptwalk_geometry *g,
			struct ptwalk_region *out, u32 max)
{
	u64 linear_end = shadow_end() - shadow_bytes(g);
	const struct {
		u64 start, end;
		const char *name;
		bool areas;
	} fixed[] = {
		{ g->va_start, linear_end, "linear" },
		{ linear_end, shadow_end(), "kasan-shadow" },
		{ BPF_JIT_REGION_START, BPF_JIT_REGION_END, "bpf", true },
		{ MODULES_VADDR, MODULES_END, "modules", true },
		{ VMALLOC_START, VMALLOC_END, "vmalloc", true },
		{ (u64)virt_to_page((void *)g->va_start), VMEMMAP_END, "vmemmap" },
		{ PCI_IO_START, PCI_IO_END, "pci-io" },
		{ FIXADDR_TOP - ((u64)__end_of_fixed_addresses << PAGE_SHIFT), FIXADDR_TOP,
		  "fixmap" },
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

/* __lm_to_phys() in asm/memory.h. On 48-bit hardware, memstart_addr compensates. */
u64 ptwalk_arch_linear_offset(void)
{
	return memstart_addr - PAGE_OFFSET;
}

bool ptwalk_arch_is_table_ram(u64 pa)
{
	return pfn_is_map_memory(PHYS_PFN(pa));
}

void ptwalk_arch_linear_extra(struct ptwalk_ram *ram)
{
}
