// SPDX-License-Identifier: GPL-2.0-only
/*
 * query: the only file that can be written to. A question is parsed when it is written;
 * the answer is made row by row when it is read, as in any other file, and by another
 * file if the question is about a range.
 */
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/string.h>

#include "../compat/ksym.h"
#include "answer.h"
#include "files.h"
#include "query.h"

/* A thread has two addresses: its task_struct and its stack. */
#define ADDRESSES 2

/**
 * struct state - the question, and the progress of its answer
 * @q: the question; the names in it are not valid any more
 * @answer: for the current address
 * @va: addresses that are asked about
 * @n: how many addresses or ranges
 * @at: which of them is next
 * @level: current row of the path; after the path comes the result
 * @batch: for a physical address: the leaves that are being searched
 * @owner: owner of @batch
 * @next: leaf of @batch to look at next
 * @run: for a physical address: the current row
 * @file: file that makes the rows
 * @bottom: lowest level of entries that have rows
 * @range: ranges that are asked about
 * @empty: there is no row; the current one says so
 */
struct state {
	struct ptwalk_question q;
	struct ptwalk_answer answer;
	u64 va[ADDRESSES];
	u32 n;
	u32 at;
	u32 level;
	struct ptwalk_batch batch;
	struct ptwalk_owner owner;
	u64 next;
	struct ptwalk_run run;
	const struct ptwalk_file *file;
	u8 bottom;
	struct {
		u64 start;
		u64 last;
	} range[PTWALK_REGIONS];
	bool empty;
};

/* ---- the question ---- */

static int refuse(struct state *st, int err, const char *why)
{
	return ptwalk_question_refuse(&st->q, err, why);
}

static int add_address(struct ptwalk_iter *it, u64 va)
{
	struct state *st = it->state;

	if (va < it->space->geo.va_start)
		return refuse(st, -ERANGE, "this address is not in the kernel's half");
	st->va[st->n++] = va;
	return 0;
}

static int find_symbol(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	u64 va = ptwalk_ksym(st->q.name);

	if (!va)
		return refuse(st, -EINVAL, "this symbol is not known");
	return add_address(it, va + st->q.address);
}

static int find_thread(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	struct task_struct *task;
	u64 va[ADDRESSES] = {};
	int i, err = 0;

	rcu_read_lock();
	/* The idle threads have no pids; one of them can be found. */
	task = st->q.pid ? pid_task(find_pid_ns(st->q.pid, &init_pid_ns), PIDTYPE_PID) : &init_task;
	if (task) {
		va[0] = (unsigned long)task;
		va[1] = (unsigned long)task_stack_page(task);
	}
	rcu_read_unlock();
	if (!task)
		return refuse(st, -EINVAL, "there is no such thread");
	for (i = 0; i < ADDRESSES && va[i] && !err; i++)
		err = add_address(it, va[i]);
	return err;
}

static int find_file(struct state *st)
{
	static const struct ptwalk_file *const files[] = {
		&ptwalk_file_maps, &ptwalk_file_extents, &ptwalk_file_areas, &ptwalk_file_tables,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (st->q.file && strcmp(st->q.file, files[i]->name))
			continue;
		st->file = files[i];
		return 0;
	}
	return refuse(st, -EINVAL, "rows of maps, extents, areas or tables");
}

static int find_range(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	st->range[0].start = st->q.start;
	st->range[0].last = st->q.last;
	st->n = 1;
	return find_file(st);
}

static int find_region(struct ptwalk_iter *it)
{
	const struct ptwalk_layout *l = &it->space->layout;
	struct state *st = it->state;
	u32 i;

	for (i = 0; i < l->n; i++) {
		if (strcmp(l->region[i].name, st->q.name))
			continue;
		st->range[st->n].start = l->region[i].start;
		st->range[st->n++].last = l->region[i].last;
	}
	if (!st->n)
		return refuse(st, -EINVAL, "no region has this name: see layout");
	return find_file(st);
}

/* The table in which the address has its entry: all of what that maps. */
static int find_tables(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	struct ptwalk_vtop *v = &st->answer.vtop;
	unsigned int level = g->levels - 1u;
	u64 span;
	int err;

	if (st->q.depth >= 0) {
		level -= (unsigned int)st->q.depth;
	} else {
		err = ptwalk_vtop(it->space, st->q.address, v);
		if (err)
			return refuse(st, err, "the tables could not be read");
		if (v->n)
			level = v->path[v->n - 1].level;
	}
	span = ptwalk_level_bytes(g, level, g->level[level].entries) - 1;
	st->range[0].start = max(st->q.address & ~span, g->va_start);
	st->range[0].last = min(st->q.address | span, g->va_last);
	st->n = 1;
	st->bottom = (u8)level;
	st->file = &ptwalk_file_tables;
	return 0;
}

static void drop_inner(struct ptwalk_iter *it)
{
	if (it->inner)
		ptwalk_iter_free(it->inner);
	it->inner = NULL;
}

/**
 * ptwalk_query_set - set a new question
 * @it: an iterator of query
 * @text: the question, without blanks around it; modified
 *
 * Context: under the lock of the open file.
 * Return: 0; -EINVAL or -ERANGE if it can't be answered, and the file says why.
 */
int ptwalk_query_set(struct ptwalk_iter *it, char *text)
{
	struct state *st = it->state;
	int err;

	drop_inner(it);
	it->row = 0;
	memset(st, 0, sizeof(*st));
	err = ptwalk_question_parse(&st->q, &it->space->geo, text);
	if (err)
		return err;
	switch (st->q.kind) {
	case PTWALK_ASK_VA:
		return add_address(it, st->q.address);
	case PTWALK_ASK_SYM:
		return find_symbol(it);
	case PTWALK_ASK_PID:
		return find_thread(it);
	case PTWALK_ASK_RANGE:
		return find_range(it);
	case PTWALK_ASK_REGION:
		return find_region(it);
	case PTWALK_ASK_TABLES:
		return find_tables(it);
	default:
		return 0;
	}
}

/* ---- the answer ---- */

static int start_inner(struct ptwalk_iter *it, const struct ptwalk_file *file, u64 start, u64 last)
{
	const struct state *st = it->state;
	int err;

	drop_inner(it);
	it->inner = ptwalk_iter_new(file, it->kernel);
	if (!it->inner)
		return -ENOMEM;
	it->inner->start = start;
	it->inner->last = last;
	it->inner->unfolded = true;
	it->inner->bottom = st->bottom;
	err = ptwalk_iter_rewind(it->inner);
	return err ? err : file->begin(it->inner);
}

static int query_begin(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;

	st->at = 0;
	st->level = 0;
	st->answer.vtop.n = 0;
	st->next = 0;
	st->batch.count = 0;
	st->empty = false;
	if (st->q.kind == PTWALK_ASK_PA)
		return start_inner(it, &ptwalk_file_extents, g->va_start, g->va_last);
	drop_inner(it);
	return 0;
}

static int next_address(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	/* The row after the path is the result. */
	if (st->answer.vtop.n && st->level < st->answer.vtop.n) {
		st->level++;
		return 1;
	}
	if (st->at == st->n)
		return 0;
	st->level = 0;
	err = ptwalk_answer_find(&st->answer, it->space, st->va[st->at++]);
	return err ? err : 1;
}

/* Find the leaf of the batch that maps the address, from @next on. */
static bool find_leaf(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	const struct ptwalk_batch *b = &st->batch;
	u64 size, asked = st->q.address, i = st->next, end = b->count, pa = 0;

	if (b->kind != PTWALK_LEAF || i >= end)
		return false;
	size = ptwalk_level_bytes(g, b->level, 1);
	/* In one extent the address gives the leaf; repeated leaves are all equal. */
	if (b->extents == 1 && asked >= b->pa)
		i = min((asked - b->pa) / size, b->count - 1);
	if (b->extents == 1 || b->repeated)
		end = i + 1;
	for (; i < end; i++) {
		pa = ptwalk_batch_pa(g, b, i * size);
		if (asked >= pa && asked - pa < size)
			break;
	}
	st->next = i < end && end == b->count ? i + 1 : b->count;
	if (i == end)
		return false;
	ptwalk_run_start(&st->run, g, b, ptwalk_owner_key(&st->owner));
	if (b->repeated)
		return true;
	st->run.start = b->start + i * size;
	st->run.bytes = size;
	st->run.leaves = 1;
	st->run.pa = pa;
	return true;
}

static int next_mapping(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	while (!find_leaf(it)) {
		/* find_leaf() searches leaf by leaf, so extents need not be split. */
		it->inner->walk.split_phys = false;
		ret = ptwalk_iter_next(it->inner, &st->batch, &st->owner);
		if (ret <= 0)
			return ret;
		st->next = 0;
	}
	return 1;
}

static int next_in_range(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	for (;;) {
		if (it->inner) {
			ret = st->file->next(it->inner);
			if (ret)
				return ret;
		}
		if (st->at == st->n)
			return 0;
		ret = start_inner(it, st->file, st->range[st->at].start, st->range[st->at].last);
		if (ret)
			return ret;
		st->at++;
	}
}

/* An answer without rows has one that says so. */
static int or_say_so(struct ptwalk_iter *it, int ret)
{
	struct state *st = it->state;

	st->empty = !ret && !it->row;
	return st->empty ? 1 : ret;
}

static int query_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	switch (st->q.kind) {
	case PTWALK_ASK_VA:
	case PTWALK_ASK_SYM:
	case PTWALK_ASK_PID:
		return next_address(it);
	case PTWALK_ASK_PA:
		return or_say_so(it, next_mapping(it));
	case PTWALK_ASK_RANGE:
	case PTWALK_ASK_REGION:
	case PTWALK_ASK_TABLES:
		return or_say_so(it, next_in_range(it));
	default:
		return it->row == 0;
	}
}

static void show_help(struct ptwalk_text *out)
{
	ptwalk_put(out, "# write one of these, then read the answer through the same open file:\n"
			"# 0x<address>                 every level, and what it comes to\n"
			"# pa 0x<address>              every address that maps this physical one\n"
			"# sym NAME[+0x<offset>]       the address of a symbol\n"
			"# pid N                       the addresses of a thread's task and stack\n"
			"# [range] 0x<start>-0x<end> [maps|extents|areas|tables]\n"
			"# region NAME [maps|extents|areas|tables]\n"
			"# tables-of 0x<address> [depth N]   every entry of its table at that depth\n"
			"# Each open file has its own question, so 'echo ... >query; cat query' loses it:\n"
			"#     exec 3<>query; echo ... >&3; cat <&3; exec 3>&-\n");
}

static void show_empty(struct ptwalk_text *out, const struct state *st)
{
	if (st->q.kind == PTWALK_ASK_PA)
		ptwalk_put(out, "# nothing maps it\n");
	else if (st->file == &ptwalk_file_areas)
		ptwalk_put(out, "# no area is there\n");
	else
		ptwalk_put(out, "# nothing is mapped there\n");
}

static void query_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;
	const struct ptwalk_answer *a = &st->answer;

	if (st->empty) {
		show_empty(out, st);
		return;
	}
	switch (st->q.kind) {
	case PTWALK_ASK_NOTHING:
		show_help(out);
		break;
	case PTWALK_ASK_ERROR:
		ptwalk_printf(out, "# error: %s\n", st->q.error);
		break;
	case PTWALK_ASK_VA:
	case PTWALK_ASK_SYM:
	case PTWALK_ASK_PID:
		if (st->level < a->vtop.n)
			ptwalk_put_level(out, &a->vtop.path[st->level]);
		else
			ptwalk_answer_put(out, a);
		break;
	case PTWALK_ASK_PA:
		ptwalk_put_run(out, &st->run, &st->owner, true);
		break;
	case PTWALK_ASK_RANGE:
	case PTWALK_ASK_REGION:
	case PTWALK_ASK_TABLES:
		st->file->show(it->inner, out);
		break;
	}
}

static const char *query_header(struct ptwalk_iter *it)
{
	const struct state *st = it->state;

	switch (st->q.kind) {
	case PTWALK_ASK_VA:
	case PTWALK_ASK_SYM:
	case PTWALK_ASK_PID:
		return "level index table_pa raw kind meaning";
	case PTWALK_ASK_PA:
		return ptwalk_file_extents.columns;
	case PTWALK_ASK_RANGE:
	case PTWALK_ASK_REGION:
	case PTWALK_ASK_TABLES:
		return st->file->columns;
	default:
		return "question";
	}
}

const struct ptwalk_file ptwalk_file_query = {
	.name = "query",
	.state_size = sizeof(struct state),
	.window = 1,
	.begin = query_begin,
	.next = query_next,
	.show = query_show,
	.header = query_header,
	.end = drop_inner,
};
