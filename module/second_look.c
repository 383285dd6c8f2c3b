// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second look: a finding counts only if every look over about a second finds it
 * again, in the tables and in the kernel's lists.
 *
 * Areas are made and freed in steps, and between two steps tables and lists disagree.
 * The longest time is that of a task which is preempted in the middle of vfree().
 */
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "live_check.h"
#include "pause.h"
#include "second_look.h"

/* Pauses of 1, 2, 4, ... milliseconds: about a second in all. */
#define LOOKS 10

/**
 * struct state - a second walk
 * @live: the rules
 * @ram: what the linear map may map
 * @f: the finding to look for
 * @found: it was found again
 */
struct state {
	struct ptwalk_live_check live;
	struct ptwalk_ram ram;
	const struct ptwalk_finding *f;
	bool found;
};

/* Adjacent lazily freed areas are merged: accept the merged one as the same. */
static bool same_area(const struct ptwalk_area *a, const struct ptwalk_area *b)
{
	return (a->flags & b->flags & PTWALK_AREA_LAZY) ||
	       (a->start == b->start && a->end == b->end && a->caller == b->caller);
}

static void compare_finding(struct ptwalk_live_check *lc, const struct ptwalk_finding *f)
{
	struct state *st = container_of(lc, struct state, live);

	st->found |= f->rule == st->f->rule && f->start == st->f->start && f->last == st->f->last &&
		     f->actual == st->f->actual && same_area(&f->area, &st->f->area);
}

/* Judge the range of a finding again. 1 if it is still there, 0 if not, or -errno. */
static int look_again(struct ptwalk_iter *it, const struct ptwalk_finding *f)
{
	struct state *st = it->state;
	struct ptwalk_check *ck = &st->live.ck;
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	ptwalk_live_check_init(&st->live, it, &st->ram);
	st->live.emit = compare_finding;
	st->f = f;
	st->found = false;
	/* The look-up of aliases goes page by page here: skip it for other rules. */
	if (f->rule != PTWALK_ALIAS_WRITABLE && f->rule != PTWALK_ALIAS_MEMTYPE)
		ck->in.lookup = NULL;
	if (f->rule == PTWALK_MMU_DISAGREES)
		ptwalk_live_check_ask_mmu(&st->live);
	ptwalk_iter_seek(it, f->start, f->last);
	it->walk.split_cont = true;
	ptwalk_check_start(ck, f->start);
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0)
		ptwalk_check_batch(ck, &b, &owner);
	if (ret)
		return ret;
	ptwalk_check_end(ck, f->last);
	return ck->err ? ck->err : st->found;
}

/* Look once for all findings that are left. */
static int look_for_all(struct ptwalk_iter *it, struct ptwalk_finding *f, u32 *n, u32 *unstable)
{
	u32 i, kept = 0;
	int ret;

	ret = ptwalk_iter_rewind(it);
	if (ret)
		return ret;
	for (i = 0; i < *n; i++) {
		ret = look_again(it, &f[i]);
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
 * ptwalk_second_look - keep the findings that are still there
 * @kernel: the kernel that runs
 * @f: findings
 * @n: how many; on return, how many are left
 * @unstable: the number of those that are gone is added
 *
 * Context: sleeps for about a second if there is anything to look for.
 * Return: 0, -ENOMEM, or an error of ptwalk_pause().
 */
int ptwalk_second_look(const struct ptwalk_kernel *kernel, struct ptwalk_finding *f, u32 *n,
		       u32 *unstable)
{
	static const struct ptwalk_file again = {
		.name = "second look",
		.state_size = sizeof(struct state),
		.owners = true,
		.window = 64,
	};
	struct ptwalk_iter *it;
	unsigned int look;
	int err = 0;

	if (!*n)
		return 0;
	it = ptwalk_iter_new(&again, kernel);
	if (!it)
		return -ENOMEM;
	for (look = 0; look < LOOKS && *n && !err; look++) {
		/* Killable only: a shortened delay would prove nothing. */
		schedule_timeout_killable(msecs_to_jiffies(1 << look));
		err = ptwalk_pause();
		if (!err)
			err = look_for_all(it, f, n, unstable);
	}
	ptwalk_iter_free(it);
	return err;
}
