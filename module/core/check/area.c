// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of areas: pages that must be mapped and are not, pages that must not
 * be mapped and are, and pages that are mapped to the wrong address.
 */
#include "finding.h"
#include "rules.h"

/* ---- missing pages ---- */

static bool body_range(const struct ptwalk_check *ck, u32 i, u64 *start, u64 *last)
{
	const struct ptwalk_area *a = ptwalk_areas_at(ck->in.areas, i);
	u64 end = ptwalk_area_body_end(a, ck->in.space->geo.page_shift);

	*start = a->start;
	*last = end - 1;
	/* Nothing but a guard page, which may be at address 0. */
	return end != a->start && *last >= *start;
}

static void miss_body(struct ptwalk_check *ck, u32 i, u64 start, u64 last)
{
	const struct ptwalk_area *a = ptwalk_areas_at(ck->in.areas, i);
	const struct ptwalk_owner o = { .area = a };
	u64 body_end = ptwalk_area_body_end(a, ck->in.space->geo.page_shift);

	switch (ptwalk_area_expect(a)) {
	case PTWALK_EXPECT_NOTHING:
		return;
	case PTWALK_EXPECT_ALL_OR_NONE:
		if (start == a->start && last == body_end - 1)
			return;
		break;
	case PTWALK_EXPECT_ALL:
		break;
	}
	ptwalk_suspect(ck, PTWALK_AREA_UNMAPPED, &o, start, last, 0, 0);
}

static const struct ptwalk_sweep_ops bodies = { .range = body_range, .miss = miss_body };

/**
 * ptwalk_area_rules_start - start a check
 * @ck: the check
 * @start: first address that is judged
 */
void ptwalk_area_rules_start(struct ptwalk_check *ck, u64 start)
{
	ptwalk_sweep_start(&ck->areas, ptwalk_areas_search(ck->in.areas, start, ck->areas.next),
			   start);
}

/**
 * ptwalk_area_rules_cover - the range of a batch is not empty
 * @ck: the check
 * @b: the batch
 *
 * Malformed entries count as covered: they are not reported as unmapped too.
 */
void ptwalk_area_rules_cover(struct ptwalk_check *ck, const struct ptwalk_batch *b)
{
	ptwalk_sweep_cover(ck, &ck->areas, &bodies, ck->in.areas->n, b->start,
			   ptwalk_batch_last(&ck->in.space->geo, b));
}

/**
 * ptwalk_area_rules_end - finish after the walk
 * @ck: the check
 * @last: last address that is judged
 */
void ptwalk_area_rules_end(struct ptwalk_check *ck, u64 last)
{
	ptwalk_sweep_end(ck, &ck->areas, &bodies, ck->in.areas->n, last);
}

/* ---- wrong pages ---- */

/*
 * Get the physical addresses that an area has for up to @n pages from page @index on.
 * Returns how many are known, or -errno.
 */
static int expected_pages(struct ptwalk_check *ck, const struct ptwalk_area *a, u64 index, u32 n,
			  u64 *pa)
{
	unsigned int shift = ck->in.space->geo.page_shift;
	u32 i;
	int err;

	if (a->pages) {
		/* Pages past nr_pages have no expected value. */
		n = (u32)min_t(u64, n, a->nr_pages - min_t(u64, index, a->nr_pages));
		err = -ENOENT;
		if (n && ck->in.pages)
			err = ck->in.pages(ck->in.priv, a, (u32)index, n, pa);
		return err ? err : (int)n;
	}
	if (a->kind != PTWALK_AREA_IOREMAP || !a->phys)
		return -ENOENT;
	/* The area of an unaligned address starts with the whole page. */
	for (i = 0; i < n; i++)
		pa[i] = (a->phys >> shift << shift) + ((index + i) << shift);
	return (int)n;
}

static void check_pages(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	unsigned int shift = g->page_shift;
	u64 pages = ptwalk_batch_bytes(g, b) >> shift, done, pa;
	u64 expected[PTWALK_PAGES];
	int n, i;

	for (done = 0; done < pages; done += (u32)n) {
		u64 va = b->start + (done << shift);

		n = expected_pages(ck, o->area, (va - o->area->start) >> shift,
				   (u32)min(pages - done, (u64)PTWALK_PAGES), expected);
		if (n < 0)
			return;
		for (i = 0; i < n; i++, va += BIT_ULL(shift)) {
			pa = ptwalk_batch_pa(g, b, (done + (u32)i) << shift);
			if (pa != expected[i])
				ptwalk_suspect(ck, PTWALK_PFN_MISMATCH, o, va,
					       va + BIT_ULL(shift) - 1, expected[i], pa);
		}
	}
}

/**
 * ptwalk_area_rules_leaf - judge a batch of leaves
 * @ck: the check
 * @b: the batch
 * @o: its owner
 */
void ptwalk_area_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
			    const struct ptwalk_owner *o)
{
	if (ptwalk_owner_is_nobody(o, ck->in.areas_known))
		ptwalk_suspect_batch(ck, PTWALK_ORPHAN, b, o, b->pa);
	if (!o->area)
		return;
	if (o->guard)
		ptwalk_suspect_batch(ck, PTWALK_GUARD_MAPPED, b, o, b->pa);
	else if (o->area->flags & PTWALK_AREA_LAZY)
		ptwalk_suspect_batch(ck, PTWALK_LAZY_MAPPED, b, o, b->pa);
	else
		check_pages(ck, b, o);
}
