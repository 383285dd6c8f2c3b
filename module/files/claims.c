// SPDX-License-Identifier: GPL-2.0-only
/*
 * The implications section of analysis: each claim of the analysis with a verdict and
 * the figure that decides it, and what a scan of physical memory has to know.
 */
#include <linux/sched.h>

#include "claims.h"

enum verdict {
	HOLDS,
	HOLDS_IN_PART,
	DOES_NOT_HOLD,
};

static void claim(struct ptwalk_text *out, const char *text, enum verdict v)
{
	static const char *const names[] = {
		[HOLDS] = "holds",
		[HOLDS_IN_PART] = "holds in part",
		[DOES_NOT_HOLD] = "does not hold",
	};

	ptwalk_printf(out, "\"%s\"\n  %s: ", text, names[v]);
}

static enum verdict all_or_part(u64 part, u64 whole)
{
	if (whole && part == whole)
		return HOLDS;
	return part ? HOLDS_IN_PART : DOES_NOT_HOLD;
}

static void claim_vmalloc(struct ptwalk_text *out, const struct ptwalk_stats *stats)
{
	enum verdict scattered;
	struct ptwalk_totals v;
	u64 bytes;

	v = ptwalk_stats_region(stats, &out->space->layout, "vmalloc", &bytes);
	claim(out, "The vmalloc regions are mapped in the kernel page tables",
	      v.mapped ? HOLDS : DOES_NOT_HOLD);
	ptwalk_printf(out, "%llu leaves.\n", ptwalk_totals_leaves(&v));
	/* The claim ignores that some extents are longer than a page. */
	scattered = v.extents.n > 1 ? HOLDS_IN_PART : DOES_NOT_HOLD;
	if (v.extents.n == ptwalk_totals_leaves(&v))
		scattered = HOLDS;
	claim(out, "Physical pages are scattered", scattered);
	ptwalk_printf(out, "%llu leaves lie in %llu contiguous pieces.\n", ptwalk_totals_leaves(&v),
		      v.extents.n);
}

/*
 * The analysis claims that it starts where the upper half of 48-bit addresses does, if
 * both halves have one root, and that it is not in the page tables.
 */
static void claim_linear(struct ptwalk_text *out, const struct ptwalk_stats *stats)
{
	const struct ptwalk_region *lin = ptwalk_layout_named(&out->space->layout, "linear");
	const u64 claimed = ~0ULL << 47;
	const struct ptwalk_region *said = ptwalk_layout_find(&out->space->layout, claimed);
	struct ptwalk_totals t;
	struct ptwalk_human mapped;
	char text[48];
	u64 bytes;

	snprintf(text, sizeof(text), "The linear map starts at 0x%016llx", claimed);
	claim(out, text, said == lin ? HOLDS : DOES_NOT_HOLD);
	if (said)
		ptwalk_printf(out, "that is region %s; ", said->name);
	ptwalk_printf(out, "linear is 0x%016llx-0x%016llx.\n", lin->start, lin->last + 1);
	t = ptwalk_stats_region(stats, &out->space->layout, "linear", &bytes);
	claim(out, "The linear map is not in the page tables", t.mapped ? DOES_NOT_HOLD : HOLDS);
	ptwalk_printf(out, "%llu leaves map %s of it.\n", ptwalk_totals_leaves(&t),
		      ptwalk_human(t.mapped, &mapped));
}

static void claim_tasks(struct ptwalk_text *out, const struct ptwalk_task_total *t)
{
	claim(out, "task_structs are in the linear map", all_or_part(t->linear, t->threads));
	ptwalk_printf(out, "%llu of %llu threads.\n", t->linear, t->threads);
	claim(out, "91% of them is the limit, as the rest is not in the page tables",
	      t->resolved == t->threads ? DOES_NOT_HOLD : HOLDS_IN_PART);
	ptwalk_printf(out, "%llu of %llu resolve through the page tables, ", t->resolved,
		      t->threads);
	ptwalk_put_share(out, t->resolved, t->threads);
	ptwalk_put(out, ".\n");
	claim(out, "Page straddling can only be handled through the page tables",
	      t->straddling == t->contiguous ? DOES_NOT_HOLD : HOLDS_IN_PART);
	ptwalk_printf(out, "%llu straddle a page, %llu go on in the next physical one.\n",
		      t->straddling,
		      t->contiguous);
}

/**
 * ptwalk_show_claims - show the section
 * @out: the text
 * @stats: mappings
 * @tasks: threads
 */
void ptwalk_show_claims(struct ptwalk_text *out, const struct ptwalk_stats *stats,
			const struct ptwalk_task_total *tasks)
{
	claim_vmalloc(out, stats);
	claim_linear(out, stats);
	claim_tasks(out, tasks);
	ptwalk_printf(out, "\nA scan of physical memory alone finds every task if it knows that a task_struct has\n"
		   "%zu bytes and starts anywhere in a page, so that it must read over the end of a page into\n"
		   "the next physical one, as %llu of %llu do here. To follow the pointers in it, it needs the\n"
		   "linear map: pa = va + 0x%016llx, modulo 2^64, for this boot.\n",
		   sizeof(struct task_struct), tasks->straddling, tasks->threads,
		   out->space->linear_offset);
}
