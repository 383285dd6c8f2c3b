// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hooks of the rules, for the running kernel.
 */
#include <linux/kallsyms.h>
#include <linux/mm.h>

#include "compat/memmap.h"
#include "live_check.h"
#include "mmu.h"
#include "peek.h"
#include "ram.h"

/* Page frames from the kernel's own array, which may have been freed meanwhile. */
static int live_pages(void *priv, const struct ptwalk_area *a, u32 index, u32 n, u64 *pa)
{
	const struct ptwalk_live_check *lc = priv;
	const struct page *page[PTWALK_PAGES];
	const struct page **from = (void *)(a->pages + index * sizeof(*page));
	u32 i;

	if (ptwalk_peek(lc->ck.in.space, page, from, n * sizeof(*page)))
		return -EFAULT;
	for (i = 0; i < n; i++)
		pa[i] = PFN_PHYS(page_to_pfn(page[i]));
	return 0;
}

/*
 * arm64's 6.1 maps kprobes' instruction slots read-only from the start, without changing
 * the linear map, and so does riscv64, up to 6.12 at least. arm64's 6.12 changes it, and
 * has another caller.
 */
static bool live_may_write(void *priv, const struct ptwalk_area *a)
{
	char maker[KSYM_SYMBOL_LEN];

	snprintf(maker, sizeof(maker), "%ps", (void *)a->caller);
	return !strcmp(maker, "__get_insn_slot") || !strcmp(maker, "alloc_insn_page");
}

static bool live_reserved(void *priv, u64 pa)
{
	return ptwalk_memmap_reserved(pa);
}

static int live_translate(void *priv, u64 va, u64 *pa)
{
	return ptwalk_mmu_translate(va, pa);
}

static int live_lookup(void *priv, u64 va, struct ptwalk_batch *b)
{
	const struct ptwalk_live_check *lc = priv;

	return ptwalk_walk_lookup(lc->ck.in.space, va, b);
}

static int live_odd_add(void *priv, u64 pfn, u64 n)
{
	const struct ptwalk_live_check *lc = priv;

	return ptwalk_pageset_add(lc->odd, pfn, n);
}

static u64 live_odd_run(void *priv, u64 pfn, u64 n, bool *has)
{
	const struct ptwalk_live_check *lc = priv;

	return ptwalk_pageset_run(lc->odd, pfn, n, has);
}

static void live_emit(void *priv, const struct ptwalk_finding *f)
{
	struct ptwalk_live_check *lc = priv;

	lc->emit(lc, f);
}

/**
 * ptwalk_live_check_init - set a check up for the running kernel
 * @lc: the check; @emit is the caller's
 * @it: the iterator whose batches it will judge
 * @ram: filled with the current RAM, or NULL for the rules of areas only
 */
void ptwalk_live_check_init(struct ptwalk_live_check *lc, const struct ptwalk_iter *it,
			    struct ptwalk_ram *ram)
{
	lc->odd = NULL;
	lc->ck.in = (struct ptwalk_check_input) {
		.space = it->space,
		.areas = &it->areas,
		.areas_known = ptwalk_areas_known(),
		.ram = ram && !ptwalk_ram_take(ram) && !ram->more ? ram : NULL,
		.linear = ptwalk_layout_named(&it->space->layout, "linear"),
		.pages = live_pages,
		.lookup = live_lookup,
		.reserved = live_reserved,
		.may_write = it->kernel->may_write_aliases ? NULL : live_may_write,
		.emit = live_emit,
		.priv = lc,
	};
}

/**
 * ptwalk_live_check_ask_mmu - ask the MMU as well
 * @lc: the check
 */
void ptwalk_live_check_ask_mmu(struct ptwalk_live_check *lc)
{
	lc->ck.in.translate = live_translate;
}

/**
 * ptwalk_live_check_keep_odd - remember odd pages, as the linear map is walked first
 * @lc: the check
 * @odd: an empty set
 */
void ptwalk_live_check_keep_odd(struct ptwalk_live_check *lc, struct ptwalk_pageset *odd)
{
	lc->odd = odd;
	lc->ck.in.odd_add = live_odd_add;
	lc->ck.in.odd_run = live_odd_run;
}
