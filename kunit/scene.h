/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Scenes: areas and mappings in page numbers, judged by the rules in two ways,
 * and what they find as text.
 */
#ifndef PTWALK_SCENE_H
#define PTWALK_SCENE_H

#include "fake.h"
#include "ptwalk_check.h"

/** SCENE_FINDINGS - most findings that a scene may have */
#define SCENE_FINDINGS	16

/** SCENE_TEXT - room for all of them as text */
#define SCENE_TEXT	512

/** SCENE_UNREADABLE - in place of an area's pages: an array that can't be read */
#define SCENE_UNREADABLE	0xffff

/**
 * struct scene_area - an area in page numbers
 * @from: first page; a negative one counts from 2^64
 * @to: page after the last, guard included
 * @flags: enum ptwalk_area_flag
 * @kind: enum ptwalk_area_kind
 * @nr_pages: entries in the array of its pages
 * @pages: page frame of the first of them, the others follow; 0 for no array
 * @phys: of an ioremap: its page frame times 0x1000, and the offset in that page
 */
struct scene_area {
	s16 from, to;
	u16 flags;
	u8 kind;
	u16 nr_pages;
	u16 pages;
	u32 phys;
};

/**
 * struct scene_map - like entries side by side
 * @at: page of the first; a negative one counts from 2^64
 * @n: how many
 * @pa: page frame of the first
 * @attrs: all bits but address and type; 0 for %FAKE_RW
 * @step: from one to the next physically, in leaves; 0 for 1
 * @level: of the entries
 * @kind: what they are; %PTWALK_EMPTY for leaves
 */
struct scene_map {
	s16 at;
	u16 n;
	u16 pa;
	u64 attrs;
	s8 step;
	u8 level;
	u8 kind;
};

/**
 * struct scene - areas, mappings, and what the rules make of them
 * @name: for the name of the test
 * @area: in order; one of no pages ends them
 * @map: in order; one of no entries ends them
 * @want: findings in the order of addresses: "rule from-to expected actual @owner",
 *	divided by "; ". Addresses are page numbers, tables are "t" and a number,
 *	and an owner is the first page of an area or the name of a region.
 * @unknown: areas are not available
 * @everything: the whole address space is one region with areas, and page 0 its
 *	first page
 *
 * Page 0 is in the middle of the address space otherwise: "linear" up to there,
 * "vmalloc" from 0 to 4096 with "image" from 2048 to 2064, then a gap, and "high",
 * with areas, from -64 to the end.
 */
struct scene {
	const char *name;
	struct scene_area area[5];
	struct scene_map map[6];
	const char *want;
	bool unknown;
	bool everything;
};

/**
 * struct scene_stage - a scene that is set up
 * @test: the test
 * @f: the tables
 * @as: the areas
 * @base: address of page 0
 * @ck: the rules
 * @n: findings so far
 * @found: the findings
 * @first: those that are looked for again
 */
struct scene_stage {
	struct kunit *test;
	struct fake *f;
	struct ptwalk_areas *as;
	u64 base;
	struct ptwalk_check ck;
	u32 n;
	struct ptwalk_finding found[SCENE_FINDINGS];
	struct ptwalk_finding first[SCENE_FINDINGS];
};

struct ptwalk_areas *scene_areas(struct kunit *test, const struct ptwalk_area *a, u32 n);
struct scene_stage *scene_new(struct kunit *test, const struct fake_shape *shape,
			      const struct scene *sc);
u64 scene_va(const struct scene_stage *st, s64 page);
void scene_judge_batches(struct scene_stage *st, const struct scene *sc);
void scene_judge_walk(struct scene_stage *st, u64 start, u64 last);
void scene_judge_again(struct scene_stage *st);
void scene_text(struct scene_stage *st, char *text);
void scene_play(struct kunit *test, const struct scene *sc);

#endif /* PTWALK_SCENE_H */
