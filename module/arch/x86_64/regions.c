// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: the regions of the running kernel's address space
 * (Documentation/arch/x86/x86_64/mm.rst).
 *
 * With KASLR the kernel moves the linear map, vmalloc and vmemmap; its macros for their
 * borders read variables then.
 */
#include <linux/efi.h>
#include <linux/mm.h>

#include <asm/cpu_entry_area.h>
#include <asm/fixmap.h>
#include <asm/page.h>
#include <asm/pgtable.h>
#include <asm/vsyscall.h>

#include "compat/align.h"
#include "ptwalk_arch.h"
#include "ram.h"
#include "region_list.h"

/* Inside another region, or of a size that is an upper limit only. */
#define RANK_INSIDE 1
#define RANK_IMAGE 2

/* Half a terabyte each: what one entry of a root of 4 levels maps. */
#define SLOT BIT_ULL(39)

#ifdef CONFIG_KASAN
static u64 shadow_start(void)
{
	return KASAN_SHADOW_START;
}

static u64 shadow_end(void)
{
	return KASAN_SHADOW_END;
}
#else
static u64 shadow_start(void)
{
	return 0;
}

static u64 shadow_end(void)
{
	return 0;
}
#endif

/*
 * Parts of the image as the kernel registered them, translated to virtual addresses. The
 * init sections are between data and bss. The kernel maps data by 2M, and clears what it
 * does not need of the last one. The rest of the range for images is not mapped, or is
 * early memory (brk).
 */
static int add_image(struct ptwalk_region_list *l)
{
	static const struct {
		const char *name, *first, *last;
		u64 align;
	} parts[] = {
		{ "image:text", "Kernel code", "Kernel code", PAGE_SIZE },
		{ "image:rodata", "Kernel rodata", "Kernel rodata", PAGE_SIZE },
		{ "image:data", "Kernel data", "Kernel bss", PMD_SIZE },
	};
	u64 offset = __START_KERNEL_map - phys_base, start, last, other;
	unsigned int i;
	int err = 0;

	for (i = 0; i < ARRAY_SIZE(parts) && !err; i++)
		if (ptwalk_ram_child(parts[i].first, &start, &other) &&
		    ptwalk_ram_child(parts[i].last, &other, &last))
			err = ptwalk_region_add(l, (struct ptwalk_region) {
				.start = ALIGN_DOWN(start + offset, PAGE_SIZE),
				.name = parts[i].name, .rank = RANK_IMAGE, .fixed = true,
			}, ALIGN(last + 1 + offset, parts[i].align));
	return err;
}

/* As long as the memory that the kernel supports, but up to the next region only. */
static u64 vmemmap_end(void)
{
	u64 bytes = BIT_ULL(MAX_PHYSMEM_BITS - PAGE_SHIFT) * sizeof(struct page);

	return VMEMMAP_START + min_t(u64, bytes, CPU_ENTRY_AREA_BASE - VMEMMAP_START);
}

int ptwalk_arch_regions(const struct ptwalk_geometry *g,
			struct ptwalk_region *out, u32 max)
{
	const struct {
		struct ptwalk_region r;
		u64 end;
	} fixed[] = {
		/* With PTI, the entries of a process that has an LDT (LDT_BASE_ADDR). */
		{ { .start = LDT_BASE_ADDR, .name = "ldt-remap" }, LDT_END_ADDR },
		/* Where the map ends is not known for all kernels: vmalloc is next. */
		{ { .start = PAGE_OFFSET, .name = "linear" }, VMALLOC_START },
		{ { .start = VMALLOC_START, .name = "vmalloc", .areas = true }, VMALLOC_END + 1 },
		{ { .start = VMEMMAP_START, .name = "vmemmap" }, vmemmap_end() },
		{ { .start = shadow_start(), .name = "kasan-shadow", .rank = RANK_INSIDE },
		  shadow_end() },
		{ { .start = CPU_ENTRY_AREA_BASE, .name = "cpu-entry-area" },
		  CPU_ENTRY_AREA_BASE + SLOT },
		{ { .start = ESPFIX_BASE_ADDR, .name = "espfix" }, ESPFIX_BASE_ADDR + SLOT },
		{ { .start = EFI_VA_END, .name = "efi" }, EFI_VA_START },
		{ { .start = __START_KERNEL_map, .name = "image", .fixed = true }, MODULES_VADDR },
		{ { .start = MODULES_VADDR, .name = "modules", .areas = true }, MODULES_END },
		{ { .start = FIXADDR_TOP - ((u64)__end_of_fixed_addresses << PAGE_SHIFT),
		    .name = "fixmap", .rank = RANK_INSIDE }, FIXADDR_TOP + PAGE_SIZE },
		/* Mapped with vsyscall=emulate only. */
		{ { .start = VSYSCALL_ADDR, .name = "vsyscall", .rank = RANK_IMAGE, .user = true },
		  VSYSCALL_ADDR + PAGE_SIZE },
	};
	struct ptwalk_region_list l = { .out = out, .max = max };
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(fixed); i++) {
		err = ptwalk_region_add(&l, fixed[i].r, fixed[i].end);
		if (err)
			return err;
	}
	err = add_image(&l);
	return err ? err : l.n;
}

u64 ptwalk_arch_linear_offset(void)
{
	return -(u64)PAGE_OFFSET;
}
