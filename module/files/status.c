// SPDX-License-Identifier: GPL-2.0-only
/*
 * status: the running kernel, what ptwalk can see of it, and what it can't.
 */
#include <linux/utsname.h>

#include "../compat/ksym.h"
#include "../compat/locks.h"
#include "../mmu.h"
#include "../zones.h"
#include "files.h"
#include "status.h"

static int status_begin(struct ptwalk_iter *it)
{
	return 0;
}

static int status_next(struct ptwalk_iter *it)
{
	return it->row == 0;
}

static void show_kernel(struct ptwalk_text *out, const struct ptwalk_kernel *k)
{
	const struct ptwalk_geometry *g = &k->space.geo;

	ptwalk_printf(out, "abi: %s\n", PTWALK_ABI);
	ptwalk_printf(out, "version: %s\n", PTWALK_VERSION);
	ptwalk_printf(out, "kernel: %s\n", init_utsname()->release);
	ptwalk_printf(out, "arch: %s\n", g->ops->name);
	ptwalk_printf(out, "page_size: %llu\n", BIT_ULL(g->page_shift));
	ptwalk_printf(out, "va_bits: %u\n", g->va_bits);
	ptwalk_printf(out, "pa_bits: %u\n", g->pa_bits);
	ptwalk_printf(out, "levels: %u\n", g->levels);
	ptwalk_printf(out, "root_pa: 0x%016llx\n", g->root_pa);
	ptwalk_printf(out, "root_source: %s\n", g->ops->root);
	ptwalk_printf(out, "root_agrees_with: %s\n", k->root_agrees);
}

static void show_walk(struct ptwalk_text *out)
{
	struct ptwalk_last_walk last;

	ptwalk_iter_last_walk(&last);
	ptwalk_printf(out, "walk.tables: %llu\n", last.stats.tables);
	ptwalk_printf(out, "walk.entries: %llu\n", last.stats.entries);
	ptwalk_printf(out, "walk.retries: %llu\n", last.stats.retries);
	ptwalk_printf(out, "walk.torn: %llu\n", last.stats.torn);
	ptwalk_printf(out, "walk.faults: %llu\n", last.stats.faults);
	ptwalk_printf(out, "walk.ns: %llu\n", last.ns);
}

/**
 * ptwalk_status_limits - everything that can't be seen
 * @l: the layout of the kernel's address space
 * @what: filled with what it is, and why; room for PTWALK_LIMITS
 *
 * Return: how many.
 */
unsigned int ptwalk_status_limits(const struct ptwalk_layout *l, const char **what)
{
	const char *const limits[PTWALK_LIMITS] = {
		ptwalk_areas_missing(),
		ptwalk_zones_missing(),
		ptwalk_locks_missing(),
		ptwalk_layout_named(l, "image:text") ?
			NULL : "the kernel image is not in the resource tree",
		ptwalk_ksym("_etext") ? NULL : "where the kernel's text ends is not known",
		ptwalk_mmu_off(),
	};
	unsigned int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(limits); i++)
		if (limits[i])
			what[n++] = limits[i];
	return n;
}

/* One line. */
static void show_limits(struct ptwalk_text *out)
{
	const char *what[PTWALK_LIMITS];
	unsigned int n = ptwalk_status_limits(&out->space->layout, what), i;

	ptwalk_put(out, n ? "limits: " : "limits: none");
	for (i = 0; i < n; i++)
		ptwalk_printf(out, "%s%s", i ? "; " : "", what[i]);
	ptwalk_putc(out, '\n');
}

static void status_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	show_kernel(out, it->kernel);
	ptwalk_printf(out, "area_source: %s\n", ptwalk_areas_source());
	ptwalk_printf(out, "area_layout: %s\n", ptwalk_areas_layout());
	ptwalk_printf(out, "areas: %u\n", it->areas.n);
	ptwalk_printf(out, "locks: %s\n", ptwalk_locks_held());
	ptwalk_printf(out, "locks.exclude: %s\n", ptwalk_locks_exclude());
	ptwalk_put(out, "locks.not_excluded: huge-vmap promotion (each path is read again)\n");
	show_walk(out);
	show_limits(out);
}

const struct ptwalk_file ptwalk_file_status = {
	.name = "status",
	.columns = "name: value",
	.owners = true,
	.window = 1,
	.begin = status_begin,
	.next = status_next,
	.show = status_show,
};
