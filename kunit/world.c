// SPDX-License-Identifier: GPL-2.0-only
/*
 * A world in page numbers: setup.
 */
#include "world.h"

/**
 * world_init - an address space of 4K pages and 48 bits, and nothing in it
 * @w: filled; the hooks of its rules are the caller's
 * @test: the test
 */
void world_init(struct world *w, struct kunit *test)
{
	static const struct fake_shape shape = { "4k-48", 12, 48, false };
	struct ptwalk_arm64_regs regs;

	memset(w, 0, sizeof(*w));
	w->test = test;
	fake_regs(&shape, 0x40000000, &regs);
	ptwalk_geometry_init(&w->space.geo, &ptwalk_arm64_ops, &regs);
	w->space.linear_offset = world_bytes(w, WORLD_PHYS) - w->space.geo.va_start;
	w->linear = (struct ptwalk_region) {
		.start = w->space.geo.va_start,
		.last = w->space.geo.va_start + world_bytes(w, 900) - 1,
		.name = "linear",
	};
	w->ck.in = (struct ptwalk_check_input) {
		.space = &w->space,
		.areas = &w->none,
		.ram = &w->ram,
		.linear = &w->linear,
		.priv = w,
	};
}

/**
 * world_add_ram - add RAM
 * @w: the world
 * @from: first physical page
 * @to: page after the last
 * @kind: of it
 */
void world_add_ram(struct world *w, u64 from, u64 to, enum ptwalk_ram_kind kind)
{
	w->ram.range[w->ram.n++] = (struct ptwalk_ram_range) {
		.start = world_bytes(w, from), .end = world_bytes(w, to), .kind = kind,
	};
	/* What is behind the last range must not be looked at. */
	w->ram.range[w->ram.n].end = ~0ULL;
}

/**
 * world_page - the page of the linear map that an address lies in
 * @w: the world
 * @va: the address
 *
 * Return: its number.
 */
u64 world_page(const struct world *w, u64 va)
{
	return (va - w->space.geo.va_start) >> w->space.geo.page_shift;
}
