// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rule of contiguous groups: leaves with the contiguous bit must form whole
 * groups, with virtual and physical addresses aligned. A group may cross owners; a
 * broken one is reported with the owner of its first leaf.
 */
#include "finding.h"
#include "rules.h"

static u64 group_bytes(const struct ptwalk_check *ck, unsigned int level)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;

	return ptwalk_level_bytes(g, level, g->level[level].cont);
}

static void suspect_group(struct ptwalk_check *ck, const struct ptwalk_owner *o, u64 start,
			  u64 last, u64 leaves)
{
	u64 size = ptwalk_level_bytes(&ck->in.space->geo, ck->group.run.level, 1);

	/* A group may hold two runs, or smaller groups: report it once. */
	if (ck->group.any_reported && last <= ck->group.reported)
		return;
	if (ck->group.any_reported && start <= ck->group.reported) {
		start = ck->group.reported + 1;
		o = &ck->group.rest_owner;
	}
	ck->group.any_reported = true;
	ck->group.reported = last;
	ptwalk_suspect(ck, PTWALK_CONT_BROKEN, o, start, last,
		       (last - start) / size + 1, leaves);
	ptwalk_flush(ck, PTWALK_CONT_BROKEN);
}

/**
 * ptwalk_contiguous_rules_end - judge the run, if there is one
 * @ck: the check
 */
void ptwalk_contiguous_rules_end(struct ptwalk_check *ck)
{
	const struct ptwalk_run *r = &ck->group.run;
	u64 size = ptwalk_level_bytes(&ck->in.space->geo, r->level, 1);
	u64 group = group_bytes(ck, r->level);
	u64 last = r->start + r->bytes - 1, head, tail;

	if (!ck->group.active)
		return;
	ck->group.active = false;
	if (!group)
		return;
	/* The groups that hold the first leaf and the last. */
	head = r->start & ~(group - 1);
	tail = last & ~(group - 1);
	/* All leaves of a repeated table are equal, so they are never contiguous. */
	if ((r->pa ^ r->start) & (group - 1) || r->extents.n > 1) {
		suspect_group(ck, &ck->group.owner, head, tail + group - 1, 0);
		return;
	}
	if (head != r->start)
		suspect_group(ck, &ck->group.owner, head, head + group - 1,
			      min(r->bytes, head + group - r->start) / size);
	if (tail + group - 1 != last && tail >= r->start)
		suspect_group(ck, &ck->group.tail_owner, tail, tail + group - 1,
			      (last + 1 - tail) / size);
}

/**
 * ptwalk_contiguous_rules_start - start a check
 * @ck: the check
 * @start: first address that is judged
 *
 * Addresses before @start count as reported: a finding that starts after a smaller
 * group inside the same group must look the same at the second look.
 */
void ptwalk_contiguous_rules_start(struct ptwalk_check *ck, u64 start)
{
	ck->group.active = false;
	ck->group.any_reported = start;
	ck->group.reported = start - 1;
}

/*
 * Where the head of a run was reported already, the rest of it belongs to the first leaf
 * there, as at the second look, which starts with that leaf.
 */
static void own_rest(struct ptwalk_group *group, u64 last, const struct ptwalk_owner *o)
{
	if (group->rest)
		return;
	group->rest_owner = *o;
	group->rest = !group->any_reported || last > group->reported;
}

/**
 * ptwalk_contiguous_rules_leaf - add leaves with the contiguous bit
 * @ck: the check
 * @b: the batch
 * @o: its owner
 */
void ptwalk_contiguous_rules_leaf(struct ptwalk_check *ck, const struct ptwalk_batch *b,
				  const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ck->in.space->geo;
	struct ptwalk_group *group = &ck->group;
	u64 last = ptwalk_batch_last(g, b);
	u64 tail = last & ~(group_bytes(ck, b->level) - 1);

	if (group->active && ptwalk_run_add(&group->run, g, b, NULL, PTWALK_MERGE_PHYS)) {
		if (tail >= b->start)
			group->tail_owner = *o;
		own_rest(group, last, o);
		return;
	}
	ptwalk_contiguous_rules_end(ck);
	ptwalk_run_start(&group->run, g, b, NULL);
	group->owner = *o;
	group->tail_owner = *o;
	group->rest = false;
	own_rest(group, last, o);
	group->active = true;
}
