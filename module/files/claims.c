// SPDX-License-Identifier: GPL-2.0-only
/*
 * The implications section of summary: what the analysis claimed, each claim with
 * a verdict and the figure that decides it, and what a scan of physical memory
 * would have to know.
 */
#include <linux/sched.h>

#include "ptwalk_live.h"

enum verdict {
	HOLDS,
	HOLDS_IN_PART,
	DOES_NOT_HOLD,
};

static void claim(struct seq_file *m, const char *text, enum verdict v)
{
	static const char *const names[] = {
		[HOLDS] = "holds",
		[HOLDS_IN_PART] = "holds in part",
		[DOES_NOT_HOLD] = "does not hold",
	};

	seq_printf(m, "\"%s\"\n  %s: ", text, names[v]);
}

static enum verdict all_or_part(u64 part, u64 whole)
{
	if (whole && part == whole)
		return HOLDS;
	return part ? HOLDS_IN_PART : DOES_NOT_HOLD;
}

static void claim_vmalloc(struct seq_file *m, const struct ptwalk_survey *sv)
{
	enum verdict scattered;
	struct ptwalk_tally v;
	u64 bytes;

	v = ptwalk_sum_of(sv, "vmalloc", &bytes);
	claim(m, "The vmalloc regions are mapped in the kernel page tables",
	      v.mapped ? HOLDS : DOES_NOT_HOLD);
	seq_printf(m, "%llu leaves.\n", ptwalk_tally_leaves(&v));
	/* Pieces longer than a page are the exception that the claim leaves out. */
	scattered = v.frags > 1 ? HOLDS_IN_PART : DOES_NOT_HOLD;
	if (v.frags == ptwalk_tally_leaves(&v))
		scattered = HOLDS;
	claim(m, "Physical pages are scattered", scattered);
	seq_printf(m, "%llu leaves lie in %llu contiguous pieces.\n", ptwalk_tally_leaves(&v),
		   v.frags);
}

/* The analysis: ffff800000000000 to ffff80007fffffff, and not in the page tables. */
static void claim_linear(struct seq_file *m, const struct ptwalk_survey *sv)
{
	const struct ptwalk_region *lin = ptwalk_layout_named(&ptwalk_kernel.layout, "linear");
	const struct ptwalk_region *said = ptwalk_layout_find(&ptwalk_kernel.layout,
							      0xffff800000000000ULL);
	struct ptwalk_tally t;
	struct ptwalk_human mapped;
	u64 bytes;

	claim(m, "The linear map starts at 0xffff800000000000",
	      said == lin ? HOLDS : DOES_NOT_HOLD);
	if (said)
		seq_printf(m, "that is region %s; ", said->name);
	seq_printf(m, "linear is 0x%016llx-0x%016llx.\n", lin->start, lin->end);
	t = ptwalk_sum_of(sv, "linear", &bytes);
	claim(m, "The linear map is not in the page tables", t.mapped ? DOES_NOT_HOLD : HOLDS);
	seq_printf(m, "%llu leaves map %s of it.\n", ptwalk_tally_leaves(&t),
		   ptwalk_human(t.mapped, &mapped));
}

static void claim_tasks(struct seq_file *m, const struct ptwalk_task_total *t)
{
	claim(m, "task_structs are in the linear map", all_or_part(t->linear, t->threads));
	seq_printf(m, "%llu of %llu threads.\n", t->linear, t->threads);
	claim(m, "91% of them is the limit, as the rest is not in the page tables",
	      t->resolved == t->threads ? DOES_NOT_HOLD : HOLDS_IN_PART);
	seq_printf(m, "%llu of %llu resolve through the page tables, ", t->resolved, t->threads);
	ptwalk_show_share(m, t->resolved, t->threads);
	seq_puts(m, ".\n");
	claim(m, "Page straddling can only be handled through the page tables",
	      t->straddling == t->contiguous ? DOES_NOT_HOLD : HOLDS_IN_PART);
	seq_printf(m, "%llu straddle a page, %llu go on in the next physical one.\n", t->straddling,
		   t->contiguous);
}

/**
 * ptwalk_show_claims - the section
 * @m: the file
 * @sv: mappings
 * @tasks: threads
 */
void ptwalk_show_claims(struct seq_file *m, const struct ptwalk_survey *sv,
			const struct ptwalk_task_total *tasks)
{
	claim_vmalloc(m, sv);
	claim_linear(m, sv);
	claim_tasks(m, tasks);
	seq_printf(m, "\nA scan of physical memory alone finds every task if it knows that a task_struct has\n"
		   "%zu bytes and starts anywhere in a page, so that it must read over the end of a page into\n"
		   "the next physical one, as %llu of %llu do here. To follow the pointers in it, it needs the\n"
		   "linear map: pa = va + 0x%016llx, modulo 2^64, for this boot.\n",
		   sizeof(struct task_struct), tasks->straddling, tasks->threads,
		   ptwalk_arch_linear_offset());
}
