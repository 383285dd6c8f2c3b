// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second look: a finding counts only if it is still there, in the tables and
 * in the kernel's lists, each time that it is looked for over about a second.
 *
 * Areas are made and taken down in steps, and between two of them the sides
 * disagree for a moment: the longest such moment is that of a task which was
 * preempted in the middle of a vfree().
 */
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "compat/memmap.h"
#include "ptwalk_live.h"

/* Pauses of 1, 2, 4, ... milliseconds: about a second in all. */
#define LOOKS 10

static bool mmu = true;
module_param(mmu, bool, 0600);
MODULE_PARM_DESC(mmu, "check asks the MMU about every leaf");

/* Page frames out of the kernel's own array, which may have been freed by now. */
static int live_pages(const struct ptwalk_area *a, u32 index, u32 n, u64 *pa)
{
	const struct page *page[PTWALK_PAGES];
	const struct page **from = (void *)(a->pages + index * sizeof(*page));
	u32 i;

	if (ptwalk_peek(page, from, n * sizeof(*page)))
		return -EFAULT;
	for (i = 0; i < n; i++)
		pa[i] = PFN_PHYS(page_to_pfn(page[i]));
	return 0;
}

/*
 * 6.1 maps kprobes' copies of instructions read-only from the start, and changes
 * nothing in the linear map for that. Where it does, as 6.12, the maker is another.
 */
static bool live_may_write(const struct ptwalk_area *a)
{
	char maker[KSYM_SYMBOL_LEN];

	snprintf(maker, sizeof(maker), "%ps", (void *)a->caller);
	return !strcmp(maker, "__get_insn_slot");
}

/**
 * ptwalk_confirm_probe - ask the MMU, one address of many
 * @va: an address of the kernel's half
 * @pa: filled with where a read would go
 *
 * Context: may sleep; interrupts are off for a moment.
 * Return: as ptwalk_arch_probe().
 */
int ptwalk_confirm_probe(u64 va, u64 *pa)
{
	/* A table of answers takes longer than the table. */
	if (!(va >> ptwalk_kernel.geo.page_shift & 63))
		cond_resched();
	return ptwalk_arch_probe(va, pa);
}

/**
 * ptwalk_confirm_no_mmu - why the MMU is not asked
 *
 * Return: the reason, or NULL if it is.
 */
const char *ptwalk_confirm_no_mmu(void)
{
	u64 pa;

	if (!mmu)
		return "switched off by the module's parameter mmu";
	if (ptwalk_arch_probe((unsigned long)ptwalk_confirm_no_mmu, &pa) == -EOPNOTSUPP)
		return "the MMU can't be asked on this machine";
	return NULL;
}

/**
 * ptwalk_confirm_prepare - set a checker up for the running kernel
 * @ck: the checker; @probe, @odd, @emit and @priv are the caller's
 * @areas: a snapshot
 * @ram: filled with the RAM of now, or NULL for the rules of areas only
 */
void ptwalk_confirm_prepare(struct ptwalk_checker *ck, const struct ptwalk_areas *areas,
			    struct ptwalk_ram *ram)
{
	ck->g = &ptwalk_kernel.geo;
	ck->areas = areas;
	ck->areas_known = ptwalk_areas_known();
	ck->pages = live_pages;
	ck->linear = ptwalk_layout_named(&ptwalk_kernel.layout, "linear");
	ck->ram = ram && !ptwalk_ram_take(ram) && !ram->more ? ram : NULL;
	ck->lookup = ptwalk_session_lookup;
	ck->reserved = ptwalk_memmap_reserved;
	ck->may_write = ptwalk_kernel.may_write_aliases ? NULL : live_may_write;
	ck->probe = NULL;
	ck->odd = NULL;
}

/* What is looked for, and whether it was found. */
struct search {
	const struct ptwalk_finding *f;
	bool found;
};

/* Lazily freed areas that touch become one: what is mapped there is still the same. */
static bool same_area(const struct ptwalk_area *a, const struct ptwalk_area *b)
{
	return (a->flags & b->flags & PTWALK_AREA_LAZY) ||
	       (a->start == b->start && a->end == b->end && a->caller == b->caller);
}

static void compare_finding(struct ptwalk_checker *ck, const struct ptwalk_finding *f)
{
	struct search *s = ck->priv;

	s->found |= f->rule == s->f->rule && f->start == s->f->start && f->end == s->f->end &&
		    f->actual == s->f->actual && same_area(&f->area, &s->f->area);
}

/** struct state - of the second walk */
struct state {
	struct ptwalk_checker ck;
	struct ptwalk_ram ram;
};

/* Judge the range of a finding anew. 1 if it is still there, 0 if not, -errno. */
static int look_again(struct ptwalk_session *ss, const struct ptwalk_finding *f)
{
	struct state *st = ss->state;
	struct ptwalk_checker *ck = &st->ck;
	struct search search = { .f = f };
	struct ptwalk_owner owner;
	struct ptwalk_strip s;
	int ret;

	ptwalk_confirm_prepare(ck, &ss->areas, &st->ram);
	ck->emit = compare_finding;
	ck->priv = &search;
	/* Here other addresses are looked up page by page: only where that is the question. */
	if (f->rule != PTWALK_ALIAS_WRITABLE && f->rule != PTWALK_ALIAS_MEMTYPE)
		ck->lookup = NULL;
	if (f->rule == PTWALK_MMU_DISAGREES)
		ck->probe = ptwalk_confirm_probe;
	ptwalk_session_seek(ss, f->start, f->end);
	ss->walk.split_cont = true;
	ptwalk_check_start(ck, f->start);
	while ((ret = ptwalk_session_next(ss, &s, &owner)) > 0)
		ptwalk_check_strip(ck, &s, &owner);
	if (ret)
		return ret;
	ptwalk_check_end(ck, f->end);
	return ck->err ? ck->err : search.found;
}

/* Look for all that are left, once. */
static int look_for_all(struct ptwalk_session *ss, struct ptwalk_finding *f, u32 *n,
			u32 *unstable)
{
	u32 i, kept = 0;
	int ret;

	ret = ptwalk_session_rewind(ss);
	if (ret)
		return ret;
	for (i = 0; i < *n; i++) {
		ret = look_again(ss, &f[i]);
		if (ret < 0)
			return ret;
		if (ret)
			f[kept++] = f[i];
		else
			++*unstable;
	}
	*n = kept;
	return 0;
}

/**
 * ptwalk_confirm - keep what is still there
 * @f: findings
 * @n: how many; then, how many are left
 * @unstable: raised by the number of those that are gone
 *
 * Context: sleeps for about a second if there is anything to confirm.
 * Return: 0, -ENOMEM, or what ptwalk_pause() came to.
 */
int ptwalk_confirm(struct ptwalk_finding *f, u32 *n, u32 *unstable)
{
	static const struct ptwalk_file again = {
		.name = "confirm",
		.state_size = sizeof(struct state),
		.owners = true,
		.window = 64,
	};
	struct ptwalk_session *ss;
	unsigned int look;
	int err = 0;

	if (!*n)
		return 0;
	ss = ptwalk_session_new(&again);
	if (!ss)
		return -ENOMEM;
	for (look = 0; look < LOOKS && *n && !err; look++) {
		/* Any signal but a deadly one has to wait: a short look is no look. */
		schedule_timeout_killable(msecs_to_jiffies(1 << look));
		err = ptwalk_pause();
		if (!err)
			err = look_for_all(ss, f, n, unstable);
	}
	ptwalk_session_free(ss);
	return err;
}
