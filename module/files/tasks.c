// SPDX-License-Identifier: GPL-2.0-only
/*
 * tasks: every thread, with the physical address of its task_struct by the page tables
 * and by the formula of the linear map, and its stack.
 */
#include <linux/sched.h>
#include <linux/sched/task.h>

#include "../pause.h"
#include "../threads.h"
#include "files.h"
#include "tasks.h"

/**
 * struct place - a range of addresses as the tables map it
 * @pa: physical address of its first byte
 * @mapped: bytes that are mapped
 * @extents: physically contiguous ranges
 * @level: of the first leaf
 */
struct place {
	u64 pa;
	u64 mapped;
	u64 extents;
	unsigned int level;
};

/**
 * struct state - the current thread, and the totals
 * @nr: its pid
 * @comm: its name, in one word
 * @task: address of its task_struct
 * @stack: address of its stack, 0 if it is gone
 * @task_at: where @task is
 * @stack_at: where @stack is
 * @stack_area: the area of the stack, all zero if there is none
 * @ended: the current row is the totals
 * @total: so far
 */
struct state {
	int nr;
	char comm[PTWALK_COMM];
	u64 task;
	u64 stack;
	struct place task_at;
	struct place stack_at;
	struct ptwalk_area stack_area;
	bool ended;
	struct ptwalk_task_total total;
};

static int tasks_begin(struct ptwalk_iter *it)
{
	memset(it->state, 0, sizeof(struct state));
	return 0;
}

static int look_at(struct ptwalk_iter *it, u64 start, u64 bytes, struct place *r)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct ptwalk_totals t = {};
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	memset(r, 0, sizeof(*r));
	ptwalk_iter_seek(it, start, start + bytes - 1);
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0) {
		if (b.kind != PTWALK_LEAF)
			continue;
		if (b.start <= start) {
			r->pa = b.pa + (start - b.start);
			r->level = b.level;
		}
		ptwalk_totals_batch(&t, g, &b, false);
	}
	r->mapped = t.mapped;
	r->extents = t.extents.n;
	return ret;
}

/* Page boundaries inside a task_struct. */
static u64 crosses(const struct ptwalk_space *space, u64 task)
{
	unsigned int shift = space->geo.page_shift;

	return ((task + sizeof(struct task_struct) - 1) >> shift) - (task >> shift);
}

static void count(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	bool resolved = st->task_at.mapped >= sizeof(struct task_struct);
	struct ptwalk_task_total *t = &st->total;

	t->threads++;
	t->resolved += resolved;
	t->linear += resolved && st->task_at.pa == st->task + it->space->linear_offset;
	if (crosses(it->space, st->task)) {
		t->straddling++;
		t->contiguous += st->task_at.extents == 1;
	}
}

static int look_at_thread(struct ptwalk_iter *it, struct task_struct *task)
{
	struct state *st = it->state;
	int err;

	ptwalk_thread_comm(st->comm, task);
	st->task = (unsigned long)task;
	/* No reference: the stack is looked up but not read, and may be gone. */
	st->stack = (unsigned long)READ_ONCE(task->stack);
	memset(&st->stack_at, 0, sizeof(st->stack_at));
	memset(&st->stack_area, 0, sizeof(st->stack_area));
	err = look_at(it, st->task, sizeof(*task), &st->task_at);
	if (!err && st->stack) {
		err = look_at(it, st->stack, THREAD_SIZE, &st->stack_at);
		ptwalk_areas_find(st->stack, &st->stack_area);
	}
	if (!err)
		count(it);
	return err;
}

static int tasks_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	struct task_struct *task;
	int err;

	if (st->ended)
		return 0;
	task = ptwalk_thread_next(&st->nr);
	if (!task) {
		st->ended = true;
		return 1;
	}
	err = look_at_thread(it, task);
	put_task_struct(task);
	if (!err)
		err = ptwalk_pause();
	return err ? err : 1;
}

static const char *verdict(const struct ptwalk_space *space, const struct state *st)
{
	if (st->task_at.mapped < sizeof(struct task_struct))
		return "linear-hole";
	return st->task_at.pa == st->task + space->linear_offset ? "ok" : "linear-affine";
}

/**
 * ptwalk_tasks_count - count the totals alone
 * @kernel: the kernel that runs
 * @t: filled
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or an error of ptwalk_pause().
 */
int ptwalk_tasks_count(const struct ptwalk_kernel *kernel, struct ptwalk_task_total *t)
{
	struct ptwalk_iter *it = ptwalk_iter_new(&ptwalk_file_tasks, kernel);
	struct state *st;
	int ret;

	if (!it)
		return -ENOMEM;
	st = it->state;
	ret = tasks_begin(it);
	while (!ret && !st->ended)
		ret = min(tasks_next(it), 0);
	*t = st->total;
	ptwalk_iter_free(it);
	return ret;
}

static void show_totals(struct ptwalk_text *out, const struct ptwalk_task_total *t)
{
	ptwalk_printf(out, "# threads: %llu, task_struct of %zu bytes\n", t->threads,
		      sizeof(struct task_struct));
	ptwalk_printf(out, "# resolved through the page tables: %llu (", t->resolved);
	ptwalk_put_share(out, t->resolved, t->threads);
	ptwalk_printf(out, "), where the linear map's formula says: %llu\n", t->linear);
	ptwalk_printf(out, "# straddling a page: %llu, of those going on in the next physical page: %llu\n",
		      t->straddling, t->contiguous);
}

static void tasks_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;
	const struct ptwalk_geometry *g = &it->space->geo;

	if (st->ended) {
		show_totals(out, &st->total);
		return;
	}
	ptwalk_printf(out, "%d %s 0x%016llx 0x%016llx %s %s %llu %s %s ", st->nr, st->comm,
		      st->task,
		      st->task_at.pa, ptwalk_layout_find(&it->space->layout, st->task)->name,
		   g->level[st->task_at.level].name, crosses(it->space, st->task),
		   st->task_at.extents == 1 ? "yes" : "no", verdict(it->space, st));
	if (st->stack)
		ptwalk_printf(out, "0x%016llx %llu", st->stack, st->stack_at.extents);
	else
		ptwalk_put(out, "- 0");
	ptwalk_printf(out, " formula=0x%016llx", st->task + it->space->linear_offset);
	if (st->stack_area.end) {
		ptwalk_put(out, " area=");
		ptwalk_put_range(out, st->stack_area.start,
				 st->stack_area.end - st->stack_area.start);
	}
	ptwalk_putc(out, '\n');
}

const struct ptwalk_file ptwalk_file_tasks = {
	.name = "tasks",
	.columns = "pid comm task phys region level crosses contiguous verdict stack stack_extents",
	.state_size = sizeof(struct state),
	.window = 16,
	.begin = tasks_begin,
	.next = tasks_next,
	.show = tasks_show,
};
