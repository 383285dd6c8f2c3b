/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ptwalk: the terms, and what an address space is. Read this file first.
 *
 * Data flows in one direction; each type is what one stage passes to the next:
 *
 *	registers, or a dump's notes
 *	  -> struct ptwalk_space	what an address space is	ptwalk.h
 *	  -> struct ptwalk_batch	like entries of one table	ptwalk_walk.h
 *	  -> struct ptwalk_run		like leaves over many tables	ptwalk_run.h
 *	  -> struct ptwalk_finding	what is wrong			ptwalk_check.h
 *	  -> text			rows				ptwalk_text.h
 *
 * Terms:
 *
 *	entry		one 64-bit word of a table (some manuals: descriptor)
 *	leaf		an entry that maps memory (page or block)
 *	level		0 is the pte table, g->levels - 1 is the root
 *	batch		neighbours in one table that are alike, as the walk yields them
 *	run		the largest range of like leaves, over any number of tables
 *	extent		the largest range that is also physically contiguous
 *	window		the part of a table that a walk has copied
 *	path		the entries that lead from the root to a table
 *	area		a vmap area: a range that the kernel's own lists describe
 *	owner		what an address belongs to: a region, or an area in it
 *	totals		counts over one range: of a region, of areas of one kind
 *	stats		the totals of a whole address space
 *	iterator	a walk in progress of an open file (trace_iterator)
 *	vtop		virtual to physical, for one address, with its path (crash)
 *	space		one address space: of a kernel, a process, a VM, a dump
 *
 * Ranges are [start, last], both inclusive, so that a range may begin at 0 and
 * end at the last address there is. Sizes are bytes.
 */
#ifndef PTWALK_H
#define PTWALK_H

#include "ptwalk_port.h"

/** PTWALK_VERSION - version of the module, MAJOR.MINOR */
#define PTWALK_VERSION	"0.1"

/** PTWALK_ABI - version of the files, as in the first line of each */
#define PTWALK_ABI	"ptwalk/1"

/** PTWALK_LEVELS - most levels that any supported hardware walks */
#define PTWALK_LEVELS	5

/** PTWALK_ENTRY_BYTES - size of an entry, in every format */
#define PTWALK_ENTRY_BYTES	8

struct ptwalk_format_ops;

/**
 * struct ptwalk_level - one level of the tables
 * @shift: log2 of the bytes that one entry maps
 * @entries: entries in a table, a power of two. The root may have fewer than fit
 *	in a page, or more: then it is several pages in a row.
 * @cont: leaves in a contiguous group, 0 where the level has none
 * @name: the kernel's name: "pgd" at the root, "pte" at level 0
 * @step: difference between the entries of two leaves that are contiguous
 * @attrs: the bits of a leaf that are not address, and that hardware does not set by
 *	itself. Two leaves of a level that are equal under this mask are alike. Address
 *	bits outside @pa_low are kept: leaves that differ in them count as different
 *	here, although they are alike.
 * @reserved: the bits that must be zero in the attributes of a leaf
 * @no_leaf: no entry of the level can be a leaf
 */
struct ptwalk_level {
	u8 shift;
	u32 entries;
	u16 cont;
	const char *name;
	u64 step;
	u64 attrs;
	u64 reserved;
	bool no_leaf;
};

/** PTWALK_FORMAT_WORDS - words in a geometry for the private data of a format */
#define PTWALK_FORMAT_WORDS	8

/**
 * struct ptwalk_geometry - the shape of the tables of one address space
 * @ops: the format of the entries
 * @page_shift: log2 of a page
 * @va_bits: bits of virtual address that are translated
 * @pa_bits: bits of physical address that an entry can hold
 * @levels: levels of table, 1 to %PTWALK_LEVELS
 * @va_start: lowest address of the space
 * @va_last: highest address of the space. Where one root translates both halves
 *	of the addresses, each half is a space of its own.
 * @root_pa: physical address of the root table
 * @table_mask: bits of a table entry that decide what lies under it, without
 *	those that hardware changes by itself and those for user mode alone
 * @hw_mask: bits of a leaf that hardware may set at any time, as for an access or a
 *	write. They are in no mask of its level, and in no attributes.
 * @accessed_faults: an access through a leaf whose access flag is clear faults, as
 *	hardware does not set the flag
 * @cont_mask: set in the leaves of a contiguous group; 0 if the format has none
 * @napot_mask: set in leaves whose neighbours are equal and yet map consecutive
 *	pages, a contiguous group at a time (RISC-V Svnapot). 0 if there are none.
 * @pa_low: low part of the address in an entry, in order
 * @pa_low_shift: how far to shift them left
 * @pa_high: high part of the address in an entry
 * @pa_high_shift: how far to shift those left
 * @level: indexed by level
 * @format: private data of the format's operations
 *
 * Filled once by the format, constant from then on.
 */
struct ptwalk_geometry {
	const struct ptwalk_format_ops *ops;
	u8 page_shift;
	u8 va_bits;
	u8 pa_bits;
	u8 levels;
	u64 va_start;
	u64 va_last;
	u64 root_pa;
	u64 table_mask;
	u64 hw_mask;
	bool accessed_faults;
	u64 cont_mask;
	u64 napot_mask;
	u64 pa_low;
	u64 pa_high;
	u8 pa_low_shift;
	u8 pa_high_shift;
	struct ptwalk_level level[PTWALK_LEVELS];
	u64 format[PTWALK_FORMAT_WORDS];
};

/**
 * struct ptwalk_reader - how a walk reads table memory
 * @read: copy @n entries at physical address @pa to @buf. 0 or -EFAULT. The
 *	entries of a root of several pages may be in two of them.
 * @is_ram: can the @bytes at @pa be read without side effects?
 * @enter: take the locks that keep tables from being freed, if there are any
 * @leave: release them
 * @pause: called at least once a window, between @leave and @enter, so that
 *	others can run. 0, or -errno to end the walk.
 *
 * @enter and @leave may be NULL: the walk is safe without them, because it reads
 * the path to a table again.
 */
struct ptwalk_reader {
	int (*read)(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n);
	bool (*is_ram)(struct ptwalk_reader *rd, u64 pa, u64 bytes);
	void (*enter)(struct ptwalk_reader *rd);
	void (*leave)(struct ptwalk_reader *rd);
	int (*pause)(struct ptwalk_reader *rd);
};

/** PTWALK_REGIONS - most parts that a layout can have */
#define PTWALK_REGIONS	48

/**
 * struct ptwalk_region - a part of an address space
 * @start: first address
 * @last: last address
 * @name: "linear", "vmalloc", "image:text", ...; "gap" for what lies between
 * @rank: where two regions overlap, the one of higher rank gets the overlap
 * @areas: vmap areas are made here; a mapping outside of them has no owner
 * @fixed: mappings here belong to the region, whether or not areas cover them
 * @gap: not a region: any mapping here has no owner
 * @user: user mode may access it, on purpose
 */
struct ptwalk_region {
	u64 start;
	u64 last;
	const char *name;
	u8 rank;
	bool areas;
	bool fixed;
	bool gap;
	bool user;
};

/**
 * struct ptwalk_layout - an address space as regions
 * @n: regions in use
 * @region: sorted, disjoint, and without holes from the first address of the
 *	space to the last
 */
struct ptwalk_layout {
	u32 n;
	struct ptwalk_region region[PTWALK_REGIONS];
};

/**
 * struct ptwalk_space - one address space
 * @geo: the shape of its tables
 * @layout: its regions
 * @reader: how its tables are read
 * @linear_offset: physical address minus address in the linear map, modulo 2^64
 */
struct ptwalk_space {
	struct ptwalk_geometry geo;
	struct ptwalk_layout layout;
	struct ptwalk_reader *reader;
	u64 linear_offset;
};

/**
 * ptwalk_level_bytes - bytes that @count entries of a level map
 * @g: the geometry
 * @level: the level
 * @count: how many
 *
 * Return: bytes; 0 stands for 2^64.
 */
static inline u64 ptwalk_level_bytes(const struct ptwalk_geometry *g,
				     unsigned int level, u64 count)
{
	return count << g->level[level].shift;
}

/**
 * ptwalk_level_index - index of an address in its table of a level
 * @g: the geometry
 * @level: the level
 * @va: the address
 *
 * Return: the index.
 */
static inline u32 ptwalk_level_index(const struct ptwalk_geometry *g, unsigned int level, u64 va)
{
	const struct ptwalk_level *l = &g->level[level];

	return (u32)(va >> l->shift) & (l->entries - 1);
}

/* layout.c */
int ptwalk_layout_build(struct ptwalk_layout *l, u64 va_start, u64 va_last,
			const struct ptwalk_region *in, u32 n);
const struct ptwalk_region *ptwalk_layout_find(const struct ptwalk_layout *l, u64 va);
const struct ptwalk_region *ptwalk_layout_named(const struct ptwalk_layout *l, const char *name);
bool ptwalk_layout_in_image(const struct ptwalk_layout *l, u64 va);

#endif /* PTWALK_H */
