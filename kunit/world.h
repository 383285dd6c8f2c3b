/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A world in page numbers, for the rules of the linear map and of second
 * addresses: a linear map whose page 0 is physical page 100, RAM, and what is found.
 */
#ifndef PTWALK_WORLD_H
#define PTWALK_WORLD_H

#include "fake.h"
#include "ptwalk_check.h"

/** WORLD_PHYS - physical page of page 0 of the linear map */
#define WORLD_PHYS	100

/**
 * struct world - what a test and its hooks share
 * @test: the test
 * @space: an address space without tables: batches are made by hand
 * @linear: its linear map
 * @ram: what that is for
 * @none: no areas
 * @ck: the rules
 * @said: what they found, in words
 */
struct world {
	struct kunit *test;
	struct ptwalk_space space;
	struct ptwalk_region linear;
	struct ptwalk_ram ram;
	struct ptwalk_areas none;
	struct ptwalk_check ck;
	char said[128];
};

void world_init(struct world *w, struct kunit *test);
void world_add_ram(struct world *w, u64 from, u64 to, enum ptwalk_ram_kind kind);
u64 world_page(const struct world *w, u64 va);

/** world_bytes - bytes of so many pages */
static inline u64 world_bytes(const struct world *w, u64 pages)
{
	return pages << w->space.geo.page_shift;
}

#endif /* PTWALK_WORLD_H */
