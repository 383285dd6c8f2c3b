// SPDX-License-Identifier: GPL-2.0-only
/*
 * A walk of the running kernel, from its first kernel address to its last, that
 * knows the region of each strip. One for each open file.
 */
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "ptwalk_live.h"

/* Strips that are dealt with before others may run. */
#define AT_ONCE 16

static DEFINE_SPINLOCK(last_lock);
static struct ptwalk_last_walk last_walk;

/**
 * ptwalk_session_new - make a session
 * @file: of which file
 *
 * The windows are one allocation of up to 20 KiB, by kmalloc: a page of vmalloc space
 * would be a mapping of our own in what we show.
 *
 * Context: may sleep.
 * Return: the session, or NULL without memory.
 */
struct ptwalk_session *ptwalk_session_new(const struct ptwalk_file *file)
{
	struct ptwalk_session *ss = kzalloc(sizeof(*ss), GFP_KERNEL);
	u32 window = file->window ? file->window : PTWALK_WINDOW;
	u64 *windows = kmalloc_array(ptwalk_kernel.geo.levels * window, sizeof(*windows),
				     GFP_KERNEL);
	void *state = kzalloc(file->state_size, GFP_KERNEL);

	if (!ss || !windows || !state) {
		kfree(state);
		kfree(windows);
		kfree(ss);
		return NULL;
	}
	ss->file = file;
	ss->start = ptwalk_kernel.geo.va_start;
	ss->state = state;
	ptwalk_walk_init(&ss->walk, &ptwalk_kernel.geo, &ptwalk_live_reader, windows, window);
	return ss;
}

/**
 * ptwalk_session_free - the opposite of ptwalk_session_new()
 * @ss: the session
 */
void ptwalk_session_free(struct ptwalk_session *ss)
{
	if (ss->file->end)
		ss->file->end(ss);
	ptwalk_areas_drop(&ss->areas);
	kfree(ss->state);
	kfree(ss->walk.frame[0].buf);
	kfree(ss);
}

/**
 * ptwalk_session_seek - walk a range
 * @ss: the session
 * @start: first address, in the kernel's half
 * @end: address after the last, 0 for 2^64
 */
void ptwalk_session_seek(struct ptwalk_session *ss, u64 start, u64 end)
{
	struct ptwalk_cursor first = { .va = start, .level = ptwalk_kernel.geo.levels - 1 };

	ss->whole = start == ptwalk_kernel.geo.va_start && !end;
	/* At the limit from the start: so the first step looks whose it is. */
	ss->walk.limit = start;
	ptwalk_walk_seek(&ss->walk, first, end);
}

/**
 * ptwalk_session_rewind - back to where it starts, with the areas of now
 * @ss: the session
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_areas_take().
 */
int ptwalk_session_rewind(struct ptwalk_session *ss)
{
	memset(&ss->walk.stats, 0, sizeof(ss->walk.stats));
	memset(ss->name, 0, sizeof(ss->name));
	ss->ns = 0;
	ss->since = ktime_get_ns();
	ptwalk_session_seek(ss, ss->start, ss->end);
	ptwalk_areas_drop(&ss->areas);
	return ss->file->owners ? ptwalk_areas_take(&ss->areas) : 0;
}

/**
 * ptwalk_session_resume - go on after a pause: what was copied before it is old
 * @ss: the session
 */
void ptwalk_session_resume(struct ptwalk_session *ss)
{
	ptwalk_walk_forget(&ss->walk);
	if (ss->inner)
		ptwalk_walk_forget(&ss->inner->walk);
	ss->since = ktime_get_ns();
}

/**
 * ptwalk_session_pause - nothing will be asked for a while
 * @ss: the session
 */
void ptwalk_session_pause(struct ptwalk_session *ss)
{
	ss->ns += ktime_get_ns() - ss->since;
}

static void remember_walk(const struct ptwalk_session *ss)
{
	spin_lock(&last_lock);
	last_walk.stats = ss->walk.stats;
	last_walk.ns = ss->ns + ktime_get_ns() - ss->since;
	spin_unlock(&last_lock);
}

/**
 * ptwalk_session_last - what the last whole walk cost
 * @last: filled; all zero if there was none
 */
void ptwalk_session_last(struct ptwalk_last_walk *last)
{
	spin_lock(&last_lock);
	*last = last_walk;
	spin_unlock(&last_lock);
}

static void find_owner(struct ptwalk_session *ss, u64 va, struct ptwalk_owner *o)
{
	ptwalk_owner_find(&ptwalk_kernel.layout, &ss->areas, va, ptwalk_kernel.geo.page_shift,
			  &ss->near, o);
}

/**
 * ptwalk_session_next - the next strip, and whose it is
 * @ss: the session
 * @s: filled
 * @owner: whose its first address is; no strip goes on to another owner, unless
 *	it is a single leaf
 *
 * Context: may sleep.
 * Return: 1, 0 at the end, or -errno of ptwalk_walk_next().
 */
int ptwalk_session_next(struct ptwalk_session *ss, struct ptwalk_strip *s,
			struct ptwalk_owner *owner)
{
	int ret;

	/* The walk itself lets others run once a table, which may hold many short strips. */
	if (++ss->steps % AT_ONCE == 0)
		cond_resched();
	while ((ret = ptwalk_walk_next(&ss->walk, s)) == PTWALK_LIMIT) {
		find_owner(ss, ss->walk.cur.va, &ss->owner);
		ss->owned_from = ss->walk.cur.va;
		ss->walk.limit = ss->owner.end;
	}
	if (ret == PTWALK_END && ss->whole)
		remember_walk(ss);
	if (ret != PTWALK_STRIP)
		return ret;
	/* Empty tables are told of when they have been passed: they may begin earlier. */
	if (s->start < ss->owned_from)
		find_owner(ss, s->start, owner);
	else
		*owner = ss->owner;
	return 1;
}

/**
 * ptwalk_session_lookup - what one address is mapped by
 * @va: the address
 * @s: filled with the one leaf, or with what stands in its place
 *
 * Context: may sleep.
 * Return: 0, -ENOENT if nothing is mapped there, or another -errno of
 * ptwalk_walk_next().
 */
int ptwalk_session_lookup(u64 va, struct ptwalk_strip *s)
{
	struct ptwalk_cursor cur = { .va = va, .level = ptwalk_kernel.geo.levels - 1 };
	u64 windows[PTWALK_LEVELS];
	struct ptwalk_walk w;
	int ret;

	ptwalk_walk_init(&w, &ptwalk_kernel.geo, &ptwalk_live_reader, windows, 1);
	ptwalk_walk_seek(&w, cur, va + 1);
	ret = ptwalk_walk_next(&w, s);
	s->e = NULL;
	if (ret < 0)
		return ret;
	return ret == PTWALK_STRIP && s->kind == PTWALK_LEAF ? 0 : -ENOENT;
}
