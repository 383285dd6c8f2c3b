// SPDX-License-Identifier: GPL-2.0-only
/*
 * One vmap area: its kind, and how much of it must be mapped.
 */
#include "ptwalk_area.h"

/**
 * ptwalk_area_classify - what an area is for
 * @flags: enum ptwalk_area_flag
 * @o: where it comes from
 *
 * Flags and the owner of the addresses decide, not names of functions, which change
 * between kernels.
 *
 * Return: the kind.
 */
enum ptwalk_area_kind ptwalk_area_classify(u16 flags, const struct ptwalk_origin *o)
{
	/* The first row that fits decides. */
	const struct {
		bool fits;
		enum ptwalk_area_kind kind;
	} kinds[] = {
		{ flags & PTWALK_AREA_LAZY, PTWALK_AREA_OTHER },
		{ !(flags & PTWALK_AREA_HAS_VM), PTWALK_AREA_VM_MAP_RAM },
		{ o->image, PTWALK_AREA_IMAGE },
		{ o->module, PTWALK_AREA_MODULE },
		{ o->percpu, PTWALK_AREA_PERCPU },
		{ flags & PTWALK_AREA_IO, PTWALK_AREA_IOREMAP },
		{ flags & PTWALK_AREA_DMA_COHERENT, PTWALK_AREA_DMA },
		{ flags & PTWALK_AREA_USERMAP, PTWALK_AREA_USER },
		{ flags & PTWALK_AREA_ALLOC, PTWALK_AREA_VMALLOC },
		{ flags & PTWALK_AREA_MAP, PTWALK_AREA_VMAP },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i].fits)
			return kinds[i].kind;
	return PTWALK_AREA_OTHER;
}

/**
 * ptwalk_area_kind_name - name of a kind
 * @kind: the kind
 *
 * Return: the name, as in the column "kind".
 */
const char *ptwalk_area_kind_name(enum ptwalk_area_kind kind)
{
	static const char *const names[PTWALK_AREA_KINDS] = {
		"vmalloc", "vmap", "ioremap", "module", "user", "dma", "percpu", "vm_map_ram",
		"image", "other",
	};

	return names[kind];
}

/**
 * ptwalk_area_body_end - end of the part that may be mapped
 * @a: the area, classified
 * @page_shift: log2 of a page
 *
 * pcpu_get_vm_areas() makes areas of exactly the size that it needs, without a guard
 * page, but does not set VM_NO_GUARD.
 *
 * Return: the address of the guard page, or the end if there is none.
 */
u64 ptwalk_area_body_end(const struct ptwalk_area *a, unsigned int page_shift)
{
	bool guarded = a->flags & PTWALK_AREA_GUARDED && a->kind != PTWALK_AREA_PERCPU;

	return a->end - (guarded ? BIT_ULL(page_shift) : 0);
}

/**
 * ptwalk_area_expect - how much of an area has to be mapped
 * @a: the area, classified
 *
 * Nothing is expected of percpu chunks, which are populated on demand, of blocks of
 * vm_map_ram(), which hold many short-lived mappings, and of the image, which frees
 * its init sections. An area without pages may only reserve addresses.
 *
 * Return: enum ptwalk_expect.
 */
enum ptwalk_expect ptwalk_area_expect(const struct ptwalk_area *a)
{
	if (a->flags & (PTWALK_AREA_LAZY | PTWALK_AREA_PARTIAL))
		return PTWALK_EXPECT_NOTHING;
	switch (a->kind) {
	case PTWALK_AREA_VMALLOC:
	case PTWALK_AREA_MODULE:
	case PTWALK_AREA_USER:
		return a->nr_pages ? PTWALK_EXPECT_ALL : PTWALK_EXPECT_ALL_OR_NONE;
	case PTWALK_AREA_IOREMAP:
	case PTWALK_AREA_VMAP:
	case PTWALK_AREA_DMA:
		return PTWALK_EXPECT_ALL_OR_NONE;
	default:
		return PTWALK_EXPECT_NOTHING;
	}
}
