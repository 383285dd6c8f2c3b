// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer about one address: where it is mapped, its owner, and what the linear map,
 * the memory map and the MMU say.
 */
#include "answer.h"
#include "ptwalk_arch.h"

/*
 * The MMU reads the tables on the path by itself, so it is asked only if all of them are
 * RAM: if it takes a device for a table, that has the same side effects as any other read.
 */
static bool may_ask(const struct ptwalk_vtop *v)
{
	enum ptwalk_kind kind = v->path[v->n - 1].kind;

	return kind != PTWALK_TORN && kind != PTWALK_FAULT && kind != PTWALK_OUTSIDE;
}

/* Text and data of the image and of modules have symbols, and so has other code, as eBPF's. */
static bool may_have_symbol(const struct ptwalk_answer *a, const struct ptwalk_space *space)
{
	const struct ptwalk_batch *leaf = &a->vtop.path[a->vtop.n - 1];
	struct ptwalk_prot p = {};

	if (a->owner.area && a->owner.area->kind == PTWALK_AREA_MODULE)
		return !a->owner.guard;
	if (ptwalk_layout_in_image(&space->layout, a->vtop.va))
		return true;
	if (a->vtop.mapped)
		space->geo.ops->prot(&space->geo, leaf->level, leaf->attrs, leaf->inherited, &p);
	return p.x;
}

static int find_story(struct ptwalk_answer *a, const struct ptwalk_space *space)
{
	a->story = (struct ptwalk_story) {
		.va = a->vtop.va,
		.mapped = a->vtop.mapped,
		.owner = &a->owner,
		.named = may_have_symbol(a, space),
	};
	if (a->vtop.mapped)
		ptwalk_page_find(&a->story.page, space, a->vtop.pa);
	return ptwalk_story_find(&a->story, space);
}

/**
 * ptwalk_answer_find - collect the facts about one address
 * @a: filled
 * @space: the address space
 * @va: the address
 *
 * Context: may sleep.
 * Return: 0, or -errno of ptwalk_vtop() or ptwalk_story_find().
 */
int ptwalk_answer_find(struct ptwalk_answer *a, const struct ptwalk_space *space, u64 va)
{
	int err = ptwalk_vtop(space, va, &a->vtop);

	if (err)
		return err;
	/* At once, so that the path has no time to change. */
	a->mmu = may_ask(&a->vtop) ? ptwalk_arch_translate(va, &a->mmu_pa) : -EAGAIN;
	a->owner = (struct ptwalk_owner) { .region = ptwalk_layout_find(&space->layout, va) };
	if (a->owner.region->areas && ptwalk_areas_find(va, &a->area)) {
		a->owner.area = &a->area;
		a->owner.guard = va >= ptwalk_area_body_end(&a->area, space->geo.page_shift);
	}
	return find_story(a, space);
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

static void put_mmu(struct ptwalk_text *out, const struct ptwalk_answer *a)
{
	bool mapped = a->vtop.mapped;

	switch (a->mmu) {
	case -EAGAIN:
		ptwalk_put(out, "mmu: not asked\n");
		break;
	case -EOPNOTSUPP:
		ptwalk_put(out, "mmu: not available\n");
		break;
	case -EIO:
		ptwalk_put(out, "mmu: abort disagrees\n");
		break;
	case 0:
		ptwalk_put_hex(out, "mmu: ", a->mmu_pa);
		ptwalk_put(out, mapped && a->mmu_pa == a->vtop.pa ? " agrees\n" : " disagrees\n");
		break;
	default:
		ptwalk_put(out, mapped ? "mmu: fault disagrees\n" : "mmu: fault agrees\n");
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
		ptwalk_put(out, a->story.page.state);
		ptwalk_putc(out, '\n');
	}
	put_mmu(out, a);
	ptwalk_story_put(out, &a->story);
}
