/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A second, invented format, so that the core is not tested with a single one. It is as
 * different from arm64 as possible: addresses are shifted in an entry, equal neighbours
 * may map consecutive pages, and one root may translate both halves of the addresses.
 * Its bits are those of riscv64, so the same trees are walked in that format too.
 */
#ifndef PTWALK_TOY_H
#define PTWALK_TOY_H

#include "fake.h"

#define TOY_V	BIT_ULL(0)
#define TOY_R	BIT_ULL(1)
#define TOY_W	BIT_ULL(2)
#define TOY_X	BIT_ULL(3)
#define TOY_U	BIT_ULL(4)
#define TOY_G	BIT_ULL(5)
#define TOY_A	BIT_ULL(6)
#define TOY_D	BIT_ULL(7)
/* With it, a page is one of a group of 16 equal entries. */
#define TOY_N	BIT_ULL(63)

/* The usual leaf: readable, writable, used. */
#define TOY_RW	(TOY_R | TOY_W | TOY_A | TOY_D)

/** TOY_GROUP - pages in a group under %TOY_N */
#define TOY_GROUP	16

/**
 * struct toy_shape - an address space of this format
 * @name: for the name of the test
 * @entries: in the root: a page has 512
 * @shared: its lower half and its upper half are two spaces
 * @upper: this is the upper half; without @shared, the addresses are those at the
 *	upper end
 * @offset: of the root from the start of its page
 * @levels: 0, or the levels of riscv64 tables that take the place of this format
 */
struct toy_shape {
	const char *name;
	u32 entries;
	bool shared;
	bool upper;
	u32 offset;
	u8 levels;
};

static const struct toy_shape toy_shapes[] __maybe_unused = {
	{ "whole", 512, false, false, 0 },
	{ "lower", 512, true, false, 0 },
	{ "upper", 512, true, true, 0 },
	{ "two-pages", 1024, false, false, 0 },
	{ "two-pages-upper", 1024, true, true, 0 },
	{ "small", 64, false, false, 1024 },
	{ "small-upper", 64, false, true, 512 },
	{ "sv39", .levels = 3 },
	{ "sv48", .levels = 4 },
	{ "sv57", .levels = 5 },
};

extern const struct ptwalk_format_ops toy_ops;

struct fake *toy_new(struct kunit *test, const struct toy_shape *shape);
const struct toy_shape *toy_shape_named(struct kunit *test, const char *name);
void toy_map_group(struct fake *f, u64 va, u64 pa, u64 attrs);

#endif /* PTWALK_TOY_H */
