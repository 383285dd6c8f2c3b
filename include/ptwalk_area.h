/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmap areas, as the kernel's own lists describe the vmalloc space. The lists are
 * read in module/compat/ and copied in module/areas.c.
 */
#ifndef PTWALK_AREA_H
#define PTWALK_AREA_H

#include "ptwalk.h"

/**
 * enum ptwalk_area_kind - what an area is for
 * @PTWALK_AREA_VMALLOC: vmalloc() and the like: pages of its own
 * @PTWALK_AREA_VMAP: vmap() of somebody's pages
 * @PTWALK_AREA_IOREMAP: ioremap()
 * @PTWALK_AREA_MODULE: a module's text or data
 * @PTWALK_AREA_USER: vmalloc_user(): may be mapped to user space, too
 * @PTWALK_AREA_DMA: a coherent DMA buffer
 * @PTWALK_AREA_PERCPU: a chunk of the per-CPU allocator
 * @PTWALK_AREA_VM_MAP_RAM: vm_map_ram(), or a block of it
 * @PTWALK_AREA_IMAGE: a segment of the kernel image
 * @PTWALK_AREA_OTHER: none of these
 *
 * In the order of the names in ptwalk_area_kind_name().
 */
enum ptwalk_area_kind {
	PTWALK_AREA_VMALLOC,
	PTWALK_AREA_VMAP,
	PTWALK_AREA_IOREMAP,
	PTWALK_AREA_MODULE,
	PTWALK_AREA_USER,
	PTWALK_AREA_DMA,
	PTWALK_AREA_PERCPU,
	PTWALK_AREA_VM_MAP_RAM,
	PTWALK_AREA_IMAGE,
	PTWALK_AREA_OTHER,
	/* private: their number */
	PTWALK_AREA_KINDS
};

/**
 * enum ptwalk_area_flag - properties of an area, independent of the kernel's version
 * @PTWALK_AREA_LAZY: freed, but its addresses not yet given back
 * @PTWALK_AREA_HAS_VM: has a vm_struct. An area without one belongs to
 *	vm_map_ram(), or is being taken down.
 * @PTWALK_AREA_GUARDED: its last page is a guard page, unless it is a percpu area
 * @PTWALK_AREA_ALLOC: VM_ALLOC: owns its pages
 * @PTWALK_AREA_MAP: VM_MAP: maps pages of its caller
 * @PTWALK_AREA_IO: VM_IOREMAP
 * @PTWALK_AREA_USERMAP: VM_USERMAP
 * @PTWALK_AREA_DMA_COHERENT: VM_DMA_COHERENT
 * @PTWALK_AREA_PARTIAL: VM_SPARSE or VM_UNINITIALIZED, or made before vmalloc_init():
 *	pages may be missing
 */
enum ptwalk_area_flag {
	PTWALK_AREA_LAZY = 1 << 0,
	PTWALK_AREA_HAS_VM = 1 << 1,
	PTWALK_AREA_GUARDED = 1 << 2,
	PTWALK_AREA_ALLOC = 1 << 3,
	PTWALK_AREA_MAP = 1 << 4,
	PTWALK_AREA_IO = 1 << 5,
	PTWALK_AREA_USERMAP = 1 << 6,
	PTWALK_AREA_DMA_COHERENT = 1 << 7,
	PTWALK_AREA_PARTIAL = 1 << 8,
};

/**
 * struct ptwalk_area - one vmap area
 * @start: first address
 * @end: address after the last, guard page included; never 0, as areas are allocated
 *	from a range that ends below 2^64
 * @caller: address of the code that made it, 0 if not known
 * @phys: physical start of an ioremap; 0 if not known
 * @pages: address of the array of its struct page pointers; 0 if there is none
 * @nr_pages: entries in that array
 * @flags: enum ptwalk_area_flag
 * @kind: enum ptwalk_area_kind, once classified
 *
 * 56 bytes; in a snapshot an area takes 64.
 */
struct ptwalk_area {
	u64 start;
	u64 end;
	u64 caller;
	u64 phys;
	u64 pages;
	u32 nr_pages;
	u16 flags;
	u8 kind;
};

/**
 * enum ptwalk_expect - how much of an area has to be mapped
 * @PTWALK_EXPECT_NOTHING: any part of it may be mapped, or none
 * @PTWALK_EXPECT_ALL: every page but the guard
 * @PTWALK_EXPECT_ALL_OR_NONE: every page but the guard, or none if only the addresses
 *	were reserved
 */
enum ptwalk_expect {
	PTWALK_EXPECT_NOTHING,
	PTWALK_EXPECT_ALL,
	PTWALK_EXPECT_ALL_OR_NONE,
};

/**
 * struct ptwalk_origin - where an area comes from
 * @image: it lies in the kernel image
 * @module: a module owns its first address
 * @percpu: it was made by the percpu allocator, or for the first percpu chunk
 */
struct ptwalk_origin {
	bool image;
	bool module;
	bool percpu;
};

/* area.c */
enum ptwalk_area_kind ptwalk_area_classify(u16 flags, const struct ptwalk_origin *o);
const char *ptwalk_area_kind_name(enum ptwalk_area_kind kind);
u64 ptwalk_area_body_end(const struct ptwalk_area *a, unsigned int page_shift);
enum ptwalk_expect ptwalk_area_expect(const struct ptwalk_area *a);

#endif /* PTWALK_AREA_H */
