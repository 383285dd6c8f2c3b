// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages of memory, as the kernel's memory map describes them. A page may change its use
 * at any time. Its struct page exists while it is online, and it stays online while the
 * lock of memory hotplug is held.
 */
#include <linux/io.h>
#include <linux/kfence.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/page-flags.h>

#include "compat/ksym.h"
#include "compat/locks.h"
#include "page.h"
#include "peek.h"

static const void *secret_aops;

/**
 * ptwalk_page_init - find what pages are told by
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 */
void ptwalk_page_init(void)
{
	secret_aops = (const void *)ptwalk_ksym("secretmem_aops");
}

static const char *online_state(struct page *page)
{
	if (PageReserved(page))
		return "reserved";
	if (PageSlab(compound_head(page)))
		return "slab";
	if (PageTable(page))
		return "page-table";
	if (PageBuddy(page) || !page_count(page))
		return "free";
	return PageAnon(page) ? "anonymous" : "in-use";
}

/* More than any order. */
#define ORDERS 16

/* The order is kept in the first page of those that are free together. */
static int free_order(u64 pfn)
{
	unsigned int order;
	struct page *head;

	for (order = 0; order < ORDERS; order++) {
		head = pfn_to_online_page(pfn & ~(BIT_ULL(order) - 1));
		if (head && PageBuddy(head) && page_private(head) >= order &&
		    page_private(head) < ORDERS)
			return page_private(head);
	}
	return -1;
}

/* Only compound pages have an order that can be seen while they are in use. */
static int page_order(struct page *page, u64 pfn)
{
	struct page *head = compound_head(page);
	unsigned int order;

	if (!page_count(head) && !PageReserved(head))
		return free_order(pfn);
	order = PageHead(head) ? compound_order(head) : ORDERS;
	if (order < ORDERS)
		return order;
	/* A slab of one page is not compound. */
	return PageSlab(head) && !PageHead(head) ? 0 : -1;
}

/**
 * ptwalk_page_find - find out what a page is used for
 * @p: filled
 * @space: the running kernel's address space
 * @pa: its physical address
 *
 * Context: may sleep.
 */
void ptwalk_page_find(struct ptwalk_page *p, const struct ptwalk_space *space, u64 pa)
{
	const void *cache = NULL;
	struct page *page;

	*p = (struct ptwalk_page) { .state = "none", .order = -1 };
	ptwalk_locks_take();
	page = pfn_to_online_page(PHYS_PFN(pa));
	if (page) {
		p->state = online_state(page);
		p->order = page_order(page, PHYS_PFN(pa));
		if (PageSlab(compound_head(page)))
			cache = ptwalk_slab_cache(compound_head(page));
	}
	ptwalk_locks_release();
	if (!ptwalk_slab_name(space, cache, p->slab))
		p->slab[0] = '\0';
}

/* Is this what a page of memfd_secret() belongs to? The address may be stale. */
static bool is_secret(const struct ptwalk_space *space, const struct address_space *mapping)
{
	const void *aops;

	return secret_aops && mapping &&
	       !ptwalk_peek(space, &aops, &mapping->a_ops, sizeof(aops)) && aops == secret_aops;
}

/**
 * ptwalk_page_unmapped_why - why the linear map does not map a page
 * @space: the running kernel's address space
 * @pa: the physical address of the page
 *
 * Context: may sleep.
 * Return: "kfence", "secretmem" or "debug_pagealloc" if the page belongs to one of these;
 * otherwise "unknown".
 */
const char *ptwalk_page_unmapped_why(const struct ptwalk_space *space, u64 pa)
{
	const struct address_space *mapping = NULL;
	bool is_free = false;
	struct page *page;

	if (is_kfence_address(phys_to_virt(pa)))
		return "kfence";
	ptwalk_locks_take();
	page = pfn_to_online_page(PHYS_PFN(pa));
	if (page) {
		mapping = page->mapping;
		is_free = !page_count(page);
	}
	ptwalk_locks_release();
	if (is_free && debug_pagealloc_enabled())
		return "debug_pagealloc";
	return is_secret(space, mapping) ? "secretmem" : "unknown";
}
