// SPDX-License-Identifier: GPL-2.0-only
/*
 * Iterators: walks of the running kernel, from its first kernel address to its last,
 * that know the owner of each batch. One per open file.
 */
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "iter.h"
#include "pause.h"

/* Batches between two pauses. */
#define AT_ONCE 16

static DEFINE_SPINLOCK(last_lock);
static struct ptwalk_last_walk last_walk;

/**
 * ptwalk_iter_new - make an iterator
 * @file: of which file
 * @kernel: the kernel that runs
 *
 * The windows are one kmalloc() of up to 20 KiB; vmalloc() would add a mapping to
 * those that the files show.
 *
 * Context: may sleep.
 * Return: the iterator, or NULL without memory.
 */
struct ptwalk_iter *ptwalk_iter_new(const struct ptwalk_file *file,
				    const struct ptwalk_kernel *kernel)
{
	struct ptwalk_iter *it = kzalloc(sizeof(*it), GFP_KERNEL);
	u32 window = file->window ? file->window : PTWALK_WINDOW;
	u64 *windows = kmalloc_array(kernel->space.geo.levels * window, sizeof(*windows),
				     GFP_KERNEL);
	void *state = kzalloc(file->state_size, GFP_KERNEL);

	if (!it || !windows || !state) {
		kfree(state);
		kfree(windows);
		kfree(it);
		return NULL;
	}
	it->file = file;
	it->kernel = kernel;
	it->space = &kernel->space;
	it->start = it->space->geo.va_start;
	it->last = it->space->geo.va_last;
	it->state = state;
	ptwalk_walk_init(&it->walk, it->space, windows, window);
	return it;
}

/**
 * ptwalk_iter_free - free an iterator
 * @it: the iterator
 */
void ptwalk_iter_free(struct ptwalk_iter *it)
{
	if (it->file->end)
		it->file->end(it);
	ptwalk_areas_drop(&it->areas);
	kfree(it->state);
	kfree(it->walk.window[0].buf);
	kfree(it);
}

/**
 * ptwalk_iter_seek - walk a range
 * @it: the iterator
 * @start: first address, in the kernel's half
 * @last: last address
 */
void ptwalk_iter_seek(struct ptwalk_iter *it, u64 start, u64 last)
{
	const struct ptwalk_geometry *g = &it->space->geo;

	it->whole = start == g->va_start && last == g->va_last;
	it->owned = false;
	it->seen = false;
	ptwalk_walk_seek(&it->walk, ptwalk_cursor_at(g, start), last);
}

/**
 * ptwalk_iter_rewind - start over, with a new copy of the areas
 * @it: the iterator
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_areas_take().
 */
int ptwalk_iter_rewind(struct ptwalk_iter *it)
{
	memset(&it->walk.stats, 0, sizeof(it->walk.stats));
	ptwalk_names_forget(&it->names);
	it->ns = 0;
	it->since = ktime_get_ns();
	ptwalk_iter_seek(it, it->start, it->last);
	ptwalk_areas_drop(&it->areas);
	return it->file->owners ? ptwalk_areas_take(&it->areas) : 0;
}

/**
 * ptwalk_iter_resume - continue after a pause; drops the windows, which are old
 * @it: the iterator
 */
void ptwalk_iter_resume(struct ptwalk_iter *it)
{
	ptwalk_walk_forget(&it->walk);
	if (it->inner)
		ptwalk_walk_forget(&it->inner->walk);
	it->since = ktime_get_ns();
}

/**
 * ptwalk_iter_pause - stop the clock at the end of a read
 * @it: the iterator
 */
void ptwalk_iter_pause(struct ptwalk_iter *it)
{
	it->ns += ktime_get_ns() - it->since;
}

static void remember_walk(const struct ptwalk_iter *it)
{
	spin_lock(&last_lock);
	last_walk.stats = it->walk.stats;
	last_walk.ns = it->ns + ktime_get_ns() - it->since;
	spin_unlock(&last_lock);
}

/**
 * ptwalk_iter_last_walk - cost of the last walk over everything
 * @last: filled; all zero if there was none
 */
void ptwalk_iter_last_walk(struct ptwalk_last_walk *last)
{
	spin_lock(&last_lock);
	*last = last_walk;
	spin_unlock(&last_lock);
}

static void find_owner(struct ptwalk_iter *it, u64 va, struct ptwalk_owner *o)
{
	ptwalk_owner_find(it->space, &it->areas, va, &it->near, o);
}

/* Find the owner at the cursor; batches end where it ends. */
static void own_cursor(struct ptwalk_iter *it)
{
	find_owner(it, it->walk.cur.va, &it->owner);
	it->owned_from = it->walk.cur.va;
	it->owned = true;
	it->walk.limit = it->owner.last;
}

/**
 * ptwalk_iter_next - the next batch and its owner
 * @it: the iterator
 * @b: filled
 * @owner: owner of its first address; a batch does not cross owners, unless it is a
 *	single leaf
 *
 * Context: may sleep.
 * Return: 1, 0 at the end, or -errno of ptwalk_walk_next().
 */
int ptwalk_iter_next(struct ptwalk_iter *it, struct ptwalk_batch *b, struct ptwalk_owner *owner)
{
	int ret;

	/* The walk itself lets others run once a table, which may hold many short batches. */
	if (++it->steps % AT_ONCE == 0)
		cond_resched();
	if (!it->owned)
		own_cursor(it);
	while ((ret = ptwalk_walk_next(&it->walk, b)) == PTWALK_LIMIT)
		own_cursor(it);
	if (ret == PTWALK_END && it->whole)
		remember_walk(it);
	if (ret != PTWALK_BATCH)
		return ret;
	/* An empty table is reported after the cursor leaves it: it may start before. */
	if (b->start < it->owned_from)
		find_owner(it, b->start, owner);
	else
		*owner = it->owner;
	return 1;
}

/**
 * ptwalk_iter_peek - look at the next batch without taking it
 * @it: the iterator; @ahead and @ahead_owner are filled
 *
 * Returns the same batch until ptwalk_iter_take() is called.
 *
 * Context: may sleep.
 * Return: as ptwalk_iter_next().
 */
int ptwalk_iter_peek(struct ptwalk_iter *it)
{
	int ret;

	if (it->seen)
		return 1;
	ret = ptwalk_iter_next(it, &it->ahead, &it->ahead_owner);
	it->seen = ret > 0;
	return ret;
}

/**
 * ptwalk_iter_stats - walk everything once and count
 * @it: the iterator, rewound
 * @stats: filled
 * @ck: a check that judges the same batches, with its input set; or NULL
 *
 * Context: may sleep.
 * Return: 0, or -errno of ptwalk_iter_next(), of ptwalk_pause() or of the check.
 */
int ptwalk_iter_stats(struct ptwalk_iter *it, struct ptwalk_stats *stats, struct ptwalk_check *ck)
{
	struct ptwalk_counting c = {
		.space = it->space,
		.areas = &it->areas,
		.is_gone = ptwalk_areas_is_gone,
		.pause = ptwalk_pause,
		.stats = stats,
	};
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	ptwalk_stats_start(&c);
	if (ck)
		ptwalk_check_start(ck, it->space->geo.va_start);
	/* The rules need to see where contiguous groups break. */
	it->walk.split_cont = ck;
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0) {
		ret = ptwalk_stats_batch(&c, &b, &owner);
		if (ret)
			return ret;
		if (ck)
			ptwalk_check_batch(ck, &b, &owner);
	}
	if (ret)
		return ret;
	if (ck)
		ptwalk_check_end(ck, it->space->geo.va_last);
	return ck && ck->err ? ck->err : ptwalk_stats_end(&c);
}
