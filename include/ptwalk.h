/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ptwalk: the shared types. The one file to read first.
 *
 * The data goes one way, and each type here is what one stage hands to the next:
 *
 *	registers -> struct ptwalk_geometry	module/arch/, what a table looks like
 *	table memory -> struct ptwalk_reader	module/reader.c, how it is copied
 *	descriptors -> struct ptwalk_strip	module/walk.c, like ones in one table
 *	strips -> struct ptwalk_run		module/run.c, merged over tables
 *	address -> struct ptwalk_region		module/layout.c, whose it is
 *	runs -> rows of text			module/files/
 *
 * Conventions: a range is [start, end), and an end of 2^64 is held as 0. Kernel
 * addresses lie in the upper half, so no range starts at 0, and 'end - start' and
 * 'end - 1' are right for that 0 as well. Sizes are bytes. Levels count from the
 * bottom: level 0 is the pte table, level g->levels - 1 is the root.
 */
#ifndef PTWALK_H
#define PTWALK_H

#include "ptwalk_kernel.h"
#include "ptwalk_format.h"	/* of the architecture: struct ptwalk_format */

/** PTWALK_VERSION - version of the module, MAJOR.MINOR */
#define PTWALK_VERSION	"0.1"

/** PTWALK_ABI - version of the files, as in the first line of each */
#define PTWALK_ABI	"ptwalk/1"

/** PTWALK_LEVELS - most levels that any supported hardware walks */
#define PTWALK_LEVELS	5

/**
 * PTWALK_WINDOW - most descriptors that are copied at once
 *
 * A 4K table is one window, tables of larger granules are several, so the
 * memory of a walk does not depend on the granule.
 */
#define PTWALK_WINDOW	512

/**
 * PTWALK_RETRIES - times a walk looks again at a table that changes under it
 *
 * Past that, the range of the table is reported as %PTWALK_TORN.
 */
#define PTWALK_RETRIES	8

/**
 * struct ptwalk_level - one level of the tables
 * @shift: log2 of the bytes that one descriptor maps
 * @entries: descriptors in a table, a power of two; fewer at the root
 * @cont: leaves in a contiguous group, 0 where the level has none
 * @name: the kernel's name: "pgd" at the root, "pte" at level 0
 */
struct ptwalk_level {
	u8 shift;
	u32 entries;
	u16 cont;
	const char *name;
};

/**
 * struct ptwalk_geometry - what the registers say of the kernel's tables
 * @page_shift: log2 of the granule
 * @va_bits: bits of kernel virtual address that are translated
 * @pa_bits: bits of physical address that a descriptor can hold
 * @levels: levels of table, 1 to %PTWALK_LEVELS
 * @va_start: lowest address that these tables translate; they end at 2^64
 * @root_pa: physical address of the root table
 * @table_mask: bits of a table descriptor that decide what lies under it: not
 *	those that hardware changes by itself, nor those for user mode alone
 * @cont_mask: set in the leaves of a contiguous group
 * @level: indexed by level, 0 is the pte table
 * @fmt: the architecture's own, for its decoder only
 *
 * Filled by ptwalk_arch_geometry(), never changed afterwards.
 */
struct ptwalk_geometry {
	u8 page_shift;
	u8 va_bits;
	u8 pa_bits;
	u8 levels;
	u64 va_start;
	u64 root_pa;
	u64 table_mask;
	u64 cont_mask;
	struct ptwalk_level level[PTWALK_LEVELS];
	struct ptwalk_format fmt;
};

/**
 * enum ptwalk_kind - what a descriptor is, or why nothing is known of its range
 * @PTWALK_EMPTY: zero
 * @PTWALK_INVALID: not zero, but not valid to the hardware: a fault
 * @PTWALK_TABLE: points to a table of the level below
 * @PTWALK_LEAF: maps memory
 * @PTWALK_BAD: marked valid in a way that the architecture reserves
 * @PTWALK_TORN: its table kept changing while it was read
 * @PTWALK_FAULT: its table could not be read
 * @PTWALK_OUTSIDE: its table is not in RAM, so it was not read
 * @PTWALK_LOOP: its table is one of its own ancestors
 *
 * A decoder knows the first five; the others are verdicts of the walk on a table
 * descriptor.
 */
enum ptwalk_kind {
	PTWALK_EMPTY,
	PTWALK_INVALID,
	PTWALK_TABLE,
	PTWALK_LEAF,
	PTWALK_BAD,
	PTWALK_TORN,
	PTWALK_FAULT,
	PTWALK_OUTSIDE,
	PTWALK_LOOP,
	PTWALK_KINDS
};

/**
 * struct ptwalk_desc - one descriptor, decoded
 * @kind: what it is
 * @pa: where it points, for a table or a leaf; otherwise 0
 * @attrs: the raw value without its address bits
 */
struct ptwalk_desc {
	enum ptwalk_kind kind;
	u64 pa;
	u64 attrs;
};

/** PTWALK_MEMTYPE - room for the name of a memory type */
#define PTWALK_MEMTYPE	16

/**
 * struct ptwalk_prot - what the kernel may do with a leaf, and how it is cached
 * @r: readable; false only where the architecture can say so
 * @w: writable, as the hardware will decide it
 * @x: executable by the kernel
 * @user: accessible from user mode
 * @accessed: the access flag is set
 * @cont: belongs to a contiguous group
 * @cached: it is ordinary memory that caches may hold
 * @memtype: memory type by name, no blanks, ends with NUL
 *
 * Permissions are effective ones: those of the leaf, less what the tables above
 * it take away, less what the control registers forbid.
 */
struct ptwalk_prot {
	bool r, w, x;
	bool user;
	bool accessed;
	bool cont;
	bool cached;
	char memtype[PTWALK_MEMTYPE];
};

/**
 * struct ptwalk_strip - neighbours in one table that are alike
 * @start: virtual address of the first
 * @kind: of all of them
 * @level: of the descriptors; for repeated tables the level of the leaves
 * @index: of the first one in its table
 * @count: descriptors (leaves, if @kind is %PTWALK_LEAF)
 * @raw: the first one as read
 * @pa: where the first one points
 * @attrs: the raw value without address bits, the same for all
 * @inherited: what the tables above impose, for ptwalk_arch_prot()
 * @table_pa: the table that they stand in
 * @frags: physically contiguous pieces in the strip
 * @head: leaves in the first of these pieces
 * @tail: leaves in the last of them
 * @longest: leaves in the longest
 * @next_pa: physical address after the last leaf
 * @e: the descriptors as copied, @count of them, until the next step of the walk;
 *	NULL if @repeated, and for what is neither a leaf nor %PTWALK_INVALID nor
 *	%PTWALK_BAD
 * @repeated: the leaves of one shared table, seen through many descriptors
 * @used: of a %PTWALK_TABLE, descriptors of its table that are not zero
 * @tables: tables entered since the last strip, by level; a table seen through
 *	several descriptors in a row counts once
 *
 * A walk yields strips in the order of addresses. A strip never crosses the end
 * of its table, nor the limit that the reader of the walk has set, unless it is
 * a single descriptor. Nothing is merged beyond that.
 */
struct ptwalk_strip {
	u64 start;
	enum ptwalk_kind kind;
	u8 level;
	u32 index;
	u64 count;
	u64 raw;
	u64 pa;
	u64 attrs;
	u64 inherited;
	u64 table_pa;
	u64 frags;
	u64 head;
	u64 tail;
	u64 longest;
	u64 next_pa;
	const u64 *e;
	bool repeated;
	u32 used;
	u32 tables[PTWALK_LEVELS];
};

/**
 * struct ptwalk_reader - how a walk reads table memory
 * @read: copy @n descriptors at physical address @pa to @buf. 0 or -EFAULT.
 * @is_ram: may the @bytes at @pa be read without side effects?
 * @enter: take what keeps tables from being freed, if there is such a thing
 * @leave: give it back
 * @pause: called at least once a window, between @leave and @enter, so that
 *	others can run. 0, or -errno to end the walk.
 *
 * Injected, so that tests can walk invented tables. @enter and @leave may be
 * NULL: the walk is safe without them, it looks twice.
 */
struct ptwalk_reader {
	int (*read)(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n);
	bool (*is_ram)(struct ptwalk_reader *rd, u64 pa, u64 bytes);
	void (*enter)(struct ptwalk_reader *rd);
	void (*leave)(struct ptwalk_reader *rd);
	int (*pause)(struct ptwalk_reader *rd);
};

/**
 * struct ptwalk_stats - what a walk cost, and what it met
 * @tables: tables entered
 * @entries: descriptors copied
 * @retries: times that a table had changed when it was looked at again
 * @torn: ranges given up for that
 * @faults: tables that could not be read, or are no RAM, or loop
 */
struct ptwalk_stats {
	u64 tables;
	u64 entries;
	u64 retries;
	u64 torn;
	u64 faults;
};

/**
 * struct ptwalk_cursor - where a walk goes on
 * @va: next virtual address; 0 when the end of the address space is reached
 * @level: level of the next descriptor: the tables above it have been visited
 */
struct ptwalk_cursor {
	u64 va;
	u8 level;
};

/**
 * struct ptwalk_frame - the part of one table that a walk has copied
 * @table_pa: the table
 * @inherited: what the tables above impose on its descriptors
 * @entered: @table_pa and @inherited are those of the cursor's table
 * @first: index of the first descriptor in @buf
 * @count: descriptors in @buf, 0 for none
 * @used: some descriptor met so far was not zero
 * @buf: room for a window, the caller's
 */
struct ptwalk_frame {
	u64 table_pa;
	u64 inherited;
	bool entered;
	u32 first;
	u32 count;
	bool used;
	u64 *buf;
};

/**
 * struct ptwalk_walk - a walk in progress
 * @g: the geometry
 * @rd: the reader
 * @window: most descriptors that are copied at once
 * @cur: where it goes on
 * @end: where it stops
 * @limit: no strip crosses this address; set it before each step, 0 for none
 * @split_phys: end a strip where physical addresses stop being contiguous
 * @split_cont: do so for leaves of contiguous groups
 * @show_tables: yield table descriptors too, before what is under them
 * @dump_tables: and count what is used in those tables, which reads them twice, and
 *	pass over neighbours that lead to the table that was just shown
 * @stats: summed up since ptwalk_walk_init()
 * @tables: tables entered since the last strip
 * @retries: looks at the table in hand that were in vain
 * @frame: indexed by level
 *
 * All state of a walk but the windows. Not to be shared.
 */
struct ptwalk_walk {
	const struct ptwalk_geometry *g;
	struct ptwalk_reader *rd;
	u32 window;
	struct ptwalk_cursor cur;
	u64 end;
	u64 limit;
	bool split_phys;
	bool split_cont;
	bool show_tables;
	bool dump_tables;
	struct ptwalk_stats stats;
	u32 tables[PTWALK_LEVELS];
	u32 retries;
	struct ptwalk_frame frame[PTWALK_LEVELS];
};

/**
 * struct ptwalk_run - strips that are alike, over any number of tables
 * @start: virtual address
 * @bytes: of virtual address space
 * @kind: of all
 * @level: of all
 * @attrs: of all
 * @inherited: of all
 * @owner: of all, compared as a pointer
 * @raw: the first descriptor as read
 * @pa: where the first one points
 * @table_pa: the table of the first
 * @index: of the first in its table
 * @leaves: how many
 * @frags: physically contiguous pieces
 * @tail: bytes in the last of these pieces
 * @longest: bytes in the longest
 * @next_pa: where the last piece would go on
 * @repeated: leaves seen through a table that stands for itself many times
 */
struct ptwalk_run {
	u64 start;
	u64 bytes;
	enum ptwalk_kind kind;
	u8 level;
	u64 attrs;
	u64 inherited;
	const void *owner;
	u64 raw;
	u64 pa;
	u64 table_pa;
	u32 index;
	u64 leaves;
	u64 frags;
	u64 tail;
	u64 longest;
	u64 next_pa;
	bool repeated;
};

/**
 * enum ptwalk_merge - how far runs reach
 * @PTWALK_MERGE_LIKE: same level, attributes and owner
 * @PTWALK_MERGE_PHYS: and physically contiguous
 * @PTWALK_MERGE_TABLE: and in one table
 */
enum ptwalk_merge {
	PTWALK_MERGE_LIKE,
	PTWALK_MERGE_PHYS,
	PTWALK_MERGE_TABLE,
};

/** PTWALK_REGIONS - most pieces that a layout can have */
#define PTWALK_REGIONS	48

/**
 * struct ptwalk_region - a piece of the kernel's address space
 * @start: first address
 * @end: address after the last, 0 for 2^64
 * @name: "linear", "vmalloc", "image:text", ...; "gap" for what lies between
 * @rank: of two that overlap, the higher one gets the overlap
 * @areas: vmap areas live here; what is mapped outside of them is nobody's
 * @fixed: what is mapped here is the region's own, whatever areas there are
 * @gap: no region at all: whatever is mapped here is nobody's
 */
struct ptwalk_region {
	u64 start;
	u64 end;
	const char *name;
	u8 rank;
	bool areas;
	bool fixed;
	bool gap;
};

/**
 * struct ptwalk_layout - the kernel's address space, whole
 * @n: pieces in use
 * @region: sorted, disjoint, and without holes from va_start to 2^64
 */
struct ptwalk_layout {
	u32 n;
	struct ptwalk_region region[PTWALK_REGIONS];
};

/**
 * enum ptwalk_step - what a step of a walk came to
 * @PTWALK_END: the end of the range
 * @PTWALK_STRIP: a strip
 * @PTWALK_LIMIT: the cursor is at or past the limit: set a new one
 */
enum ptwalk_step {
	PTWALK_END,
	PTWALK_STRIP,
	PTWALK_LIMIT,
};

/* walk.c */
void ptwalk_walk_init(struct ptwalk_walk *w, const struct ptwalk_geometry *g,
		      struct ptwalk_reader *rd, u64 *windows, u32 window);
void ptwalk_walk_seek(struct ptwalk_walk *w, struct ptwalk_cursor cur, u64 end);
void ptwalk_walk_forget(struct ptwalk_walk *w);
int ptwalk_walk_next(struct ptwalk_walk *w, struct ptwalk_strip *s);

/* strip.c */
u64 ptwalk_strip_pa(const struct ptwalk_geometry *g, const struct ptwalk_strip *s, u64 offset);

/* run.c */
void ptwalk_run_start(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		      const struct ptwalk_strip *s, const void *owner);
bool ptwalk_run_add(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		    const struct ptwalk_strip *s, const void *owner,
		    enum ptwalk_merge how);

/* layout.c */
int ptwalk_layout_build(struct ptwalk_layout *l, u64 va_start,
			const struct ptwalk_region *in, u32 n);
const struct ptwalk_region *ptwalk_layout_find(const struct ptwalk_layout *l,
					       u64 va);
const struct ptwalk_region *ptwalk_layout_named(const struct ptwalk_layout *l,
						const char *name);

/**
 * ptwalk_level_bytes - bytes that @count descriptors of a level map
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

#endif /* PTWALK_H */
