// SPDX-License-Identifier: GPL-2.0-only
/*
 * status: what this is about, what was seen of it, and what was not.
 */
#include <linux/utsname.h>

#include "../compat/ksym.h"
#include "../compat/locks.h"
#include "ptwalk_live.h"

static int status_begin(struct ptwalk_session *ss)
{
	return 0;
}

static int status_next(struct ptwalk_session *ss)
{
	return ss->row == 0;
}

static void show_kernel(struct seq_file *m)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;

	seq_printf(m, "abi: %s\n", PTWALK_ABI);
	seq_printf(m, "version: %s\n", PTWALK_VERSION);
	seq_printf(m, "kernel: %s\n", init_utsname()->release);
	seq_printf(m, "arch: %s\n", ptwalk_arch_name);
	seq_printf(m, "page_size: %llu\n", BIT_ULL(g->page_shift));
	seq_printf(m, "va_bits: %u\n", g->va_bits);
	seq_printf(m, "pa_bits: %u\n", g->pa_bits);
	seq_printf(m, "levels: %u\n", g->levels);
	seq_printf(m, "root_pa: 0x%016llx\n", g->root_pa);
	seq_printf(m, "root_source: %s\n", ptwalk_arch_root);
	seq_printf(m, "root_agrees_with: %s\n", ptwalk_kernel.root_agrees);
}

static void show_walk(struct seq_file *m)
{
	struct ptwalk_last_walk last;

	ptwalk_session_last(&last);
	seq_printf(m, "walk.tables: %llu\n", last.stats.tables);
	seq_printf(m, "walk.entries: %llu\n", last.stats.entries);
	seq_printf(m, "walk.retries: %llu\n", last.stats.retries);
	seq_printf(m, "walk.torn: %llu\n", last.stats.torn);
	seq_printf(m, "walk.faults: %llu\n", last.stats.faults);
	seq_printf(m, "walk.ns: %llu\n", last.ns);
}

/* One line, with all that could not be seen and why, or "none". */
static void show_limits(struct seq_file *m)
{
	const char *const limits[] = {
		ptwalk_areas_missing(),
		ptwalk_locks_missing(),
		ptwalk_layout_named(&ptwalk_kernel.layout, "image:text") ?
			NULL : "the kernel image is not in the resource tree",
		ptwalk_ksym("_etext") ? NULL : "where the kernel's text ends is not known",
	};
	const char *before = "limits: ";
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		if (!limits[i])
			continue;
		seq_printf(m, "%s%s", before, limits[i]);
		before = "; ";
	}
	seq_puts(m, before[0] == 'l' ? "limits: none\n" : "\n");
}

static void status_show(struct ptwalk_session *ss, struct seq_file *m)
{
	show_kernel(m);
	seq_printf(m, "area_source: %s\n", ptwalk_areas_source());
	seq_printf(m, "areas: %u\n", ss->areas.n);
	seq_printf(m, "locks: %s\n", ptwalk_locks_held());
	seq_printf(m, "locks.exclude: %s\n", ptwalk_locks_exclude());
	show_walk(m);
	show_limits(m);
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
