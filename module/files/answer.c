// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer about one address: where it is mapped, its owner, and what the linear map,
 * the memory map and the MMU say.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "../compat/locks.h"
#include "answer.h"
#include "ptwalk_arch.h"

/**
 * ptwalk_answer_find - collect the facts about one address
 * @a: filled
 * @space: the address space
 * @va: the address
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_vtop().
 */
int ptwalk_answer_find(struct ptwalk_answer *a, const struct ptwalk_space *space, u64 va)
{
	int err = ptwalk_vtop(space, va, &a->vtop);

	if (err)
		return err;
	a->owner = (struct ptwalk_owner) { .region = ptwalk_layout_find(&space->layout, va) };
	if (a->owner.region->areas && ptwalk_areas_find(va, &a->area)) {
		a->owner.area = &a->area;
		a->owner.guard = va >= ptwalk_area_body_end(&a->area, space->geo.page_shift);
	}
	return 0;
}

/* The page may change its use at any time, but its struct page exists while it is online. */
static const char *online_page_state(u64 pa)
{
	struct page *page = pfn_to_online_page(PHYS_PFN(pa));

	if (!page)
		return "none";
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

/* While the lock is held, neither memory nor its struct page can be removed. */
static const char *page_state(u64 pa)
{
	const char *state;

	ptwalk_locks_take();
	state = online_page_state(pa);
	ptwalk_locks_release();
	return state;
}

/* The same page through the linear map. */
static void put_alias(struct ptwalk_text *out, u64 pa)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	u64 va = pa - out->space->linear_offset;
	struct ptwalk_batch b;
	struct ptwalk_prot p;

	if (!ptwalk_arch_is_table_ram(pa) || ptwalk_walk_lookup(out->space, va, &b)) {
		ptwalk_put(out, "linear: none\n");
		return;
	}
	g->ops->prot(g, b.level, b.attrs, b.inherited, &p);
	ptwalk_put_hex(out, "linear: ", va);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, g->level[b.level].name);
	ptwalk_putc(out, ' ');
	ptwalk_put_prot(out, &p);
	ptwalk_put_hex(out, " pa ", b.pa + (va - b.start));
	ptwalk_putc(out, '\n');
}

/*
 * Are the tables on the path in RAM? Walk again, as any time may have passed since the
 * path was shown. If the hardware reads a device as a table, that has the same side
 * effects as any other read.
 */
static bool may_ask(const struct ptwalk_space *space, u64 va)
{
	struct ptwalk_batch b = { .kind = PTWALK_EMPTY };
	int err = ptwalk_walk_lookup(space, va, &b);

	return (!err || err == -ENOENT) && b.kind != PTWALK_TORN && b.kind != PTWALK_FAULT &&
	       b.kind != PTWALK_OUTSIDE;
}

static void put_mmu(struct ptwalk_text *out, const struct ptwalk_vtop *v)
{
	u64 pa;
	int err;

	if (!may_ask(out->space, v->va)) {
		ptwalk_put(out, "mmu: not asked\n");
		return;
	}
	err = ptwalk_arch_translate(v->va, &pa);
	if (err == -EOPNOTSUPP) {
		ptwalk_put(out, "mmu: not available\n");
	} else if (err == -EIO) {
		ptwalk_put(out, "mmu: abort disagrees\n");
	} else if (err) {
		ptwalk_put(out, v->mapped ? "mmu: fault disagrees\n" : "mmu: fault agrees\n");
	} else {
		ptwalk_put_hex(out, "mmu: ", pa);
		ptwalk_put(out, v->mapped && pa == v->pa ? " agrees\n" : " disagrees\n");
	}
}

static void put_mapping(struct ptwalk_text *out, const struct ptwalk_vtop *v)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	const struct ptwalk_batch *leaf = &v->path[v->n - 1];
	struct ptwalk_prot p;

	if (!v->mapped) {
		ptwalk_put(out, "\npa: none");
		return;
	}
	g->ops->prot(g, leaf->level, leaf->attrs, leaf->inherited, &p);
	ptwalk_put_hex(out, "\npa: ", v->pa);
	ptwalk_put_dec(out, "\nsize: ", ptwalk_level_bytes(g, leaf->level, 1));
	ptwalk_put(out, "\nprot: ");
	ptwalk_put_rwx(out, &p);
	ptwalk_put(out, "\nmemtype: ");
	ptwalk_put(out, p.memtype);
}

/**
 * ptwalk_answer_put - put the lines below the path
 * @out: the text
 * @a: the answer
 */
void ptwalk_answer_put(struct ptwalk_text *out, const struct ptwalk_answer *a)
{
	ptwalk_put_hex(out, "va: ", a->vtop.va);
	put_mapping(out, &a->vtop);
	ptwalk_put(out, "\nregion: ");
	ptwalk_put(out, a->owner.region->name);
	ptwalk_put(out, "\nowner: ");
	ptwalk_put_owner(out, &a->owner);
	ptwalk_put(out, a->owner.guard ? " guard\n" : "\n");
	if (a->vtop.mapped) {
		put_alias(out, a->vtop.pa);
		ptwalk_put(out, "page: ");
		ptwalk_put(out, page_state(a->vtop.pa));
		ptwalk_putc(out, '\n');
	}
	put_mmu(out, &a->vtop);
}
