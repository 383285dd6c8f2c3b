// SPDX-License-Identifier: GPL-2.0-only
/*
 * query: the one file that is written to. A question is parsed when it is
 * written; the answer is made row by row when it is read, as in any other file,
 * and by other files where the question is about a range.
 */
#include <linux/ctype.h>
#include <linux/kstrtox.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/string.h>

#include "../compat/ksym.h"
#include "ptwalk_live.h"

/* A thread has two: its task_struct and its stack. */
#define POINTS 2

/**
 * enum what - what is asked
 * @NOTHING: nothing yet: the file explains itself
 * @ERROR: what was written made no sense: the file says why
 * @POINT: addresses, level by level
 * @PHYS: who maps a physical address
 * @RANGE: rows of another file, of some ranges only
 */
enum what {
	NOTHING,
	ERROR,
	POINT,
	PHYS,
	RANGE,
};

/**
 * struct state - the question, and how far the answer is
 * @what: is asked
 * @error: of %ERROR
 * @point: of %POINT, the one in hand
 * @va: of %POINT
 * @n: how many addresses or ranges
 * @at: which of them is next
 * @level: of %POINT: the row in hand is this one of the path; behind it the result
 * @pa: of %PHYS
 * @strip: of %PHYS: leaves that are being looked through
 * @owner: whose
 * @next: of @strip: leaf to look at next
 * @run: of %PHYS: the row in hand
 * @file: of %RANGE
 * @range: of %RANGE
 */
struct state {
	enum what what;
	char error[80];
	struct ptwalk_point point;
	u64 va[POINTS];
	u32 n;
	u32 at;
	u32 level;
	u64 pa;
	struct ptwalk_strip strip;
	struct ptwalk_owner owner;
	u64 next;
	struct ptwalk_run run;
	const struct ptwalk_file *file;
	struct {
		u64 start;
		u64 end;
	} range[PTWALK_REGIONS];
};

/* ---- the question ---- */

static int refuse(struct state *st, int err, const char *why)
{
	st->what = ERROR;
	strscpy(st->error, why, sizeof(st->error));
	return err;
}

static int parse_number(struct state *st, const char *word, u64 *value)
{
	int err;

	if (!word || word[0] != '0' || tolower(word[1]) != 'x')
		return refuse(st, -EINVAL, "an address begins with 0x");
	err = kstrtou64(word, 16, value);
	if (err == -ERANGE)
		return refuse(st, err, "an address has 64 bits");
	return err ? refuse(st, err, "an address is a hexadecimal number") : 0;
}

static int ask_point(struct state *st, u64 va)
{
	if (va < ptwalk_kernel.geo.va_start)
		return refuse(st, -ERANGE, "this address is not in the kernel's half");
	st->what = POINT;
	st->va[st->n++] = va;
	return 0;
}

static int ask_va(struct state *st, char **words)
{
	u64 va;
	int err;

	err = parse_number(st, words[0], &va);
	if (err)
		return err;
	if (words[1])
		return refuse(st, -EINVAL, "one address, and nothing else");
	return ask_point(st, va);
}

static int ask_pa(struct state *st, char **words)
{
	int err;

	err = parse_number(st, words[1], &st->pa);
	if (err)
		return err;
	if (words[2])
		return refuse(st, -EINVAL, "pa takes one address");
	if (st->pa >> ptwalk_kernel.geo.pa_bits)
		return refuse(st, -ERANGE, "physical addresses have fewer bits here");
	st->what = PHYS;
	return 0;
}

static int ask_sym(struct state *st, char **words)
{
	u64 va;

	if (!words[1] || words[2])
		return refuse(st, -EINVAL, "sym takes one name");
	va = ptwalk_ksym(words[1]);
	if (!va)
		return refuse(st, -EINVAL, "this symbol is not known");
	return ask_point(st, va);
}

static int ask_pid(struct state *st, char **words)
{
	struct task_struct *task;
	u64 va[POINTS] = {};
	int nr, i, err = 0;

	if (!words[1] || words[2] || kstrtoint(words[1], 10, &nr) || nr <= 0)
		return refuse(st, -EINVAL, "pid takes one number");
	rcu_read_lock();
	task = pid_task(find_pid_ns(nr, &init_pid_ns), PIDTYPE_PID);
	if (task) {
		va[0] = (unsigned long)task;
		va[1] = (unsigned long)task_stack_page(task);
	}
	rcu_read_unlock();
	if (!task)
		return refuse(st, -EINVAL, "there is no such thread");
	for (i = 0; i < POINTS && va[i] && !err; i++)
		err = ask_point(st, va[i]);
	return err;
}

static int ask_file(struct state *st, const char *name)
{
	static const struct ptwalk_file *const files[] = {
		&ptwalk_file_maps, &ptwalk_file_extents, &ptwalk_file_areas, &ptwalk_file_tables,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (name && strcmp(name, files[i]->name))
			continue;
		st->what = RANGE;
		st->file = files[i];
		return 0;
	}
	return refuse(st, -EINVAL, "rows of maps, extents, areas or tables");
}

static int ask_range(struct state *st, char **words)
{
	char *end = words[1] ? strchr(words[1], '-') : NULL;
	u64 first, last;
	int err;

	if (!end)
		return refuse(st, -EINVAL, "a range is START-END");
	*end++ = '\0';
	err = parse_number(st, words[1], &first);
	if (!err)
		err = parse_number(st, end, &last);
	if (err)
		return err;
	if (first < ptwalk_kernel.geo.va_start || (last && last < ptwalk_kernel.geo.va_start))
		return refuse(st, -ERANGE, "this range is not in the kernel's half");
	if (last - 1 < first)
		return refuse(st, -EINVAL, "this range is empty");
	st->range[0].start = first;
	st->range[0].end = last;
	st->n = 1;
	if (words[2] && words[3])
		return refuse(st, -EINVAL, "range takes one range and one file");
	return ask_file(st, words[2]);
}

static int ask_region(struct state *st, char **words)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	u32 i;

	if (!words[1] || (words[2] && words[3]))
		return refuse(st, -EINVAL, "region takes one name and one file");
	for (i = 0; i < l->n; i++) {
		if (strcmp(l->region[i].name, words[1]))
			continue;
		st->range[st->n].start = l->region[i].start;
		st->range[st->n++].end = l->region[i].end;
	}
	if (!st->n)
		return refuse(st, -EINVAL, "no region has this name: see layout");
	return ask_file(st, words[2]);
}

/**
 * ptwalk_query_set - a new question
 * @ss: a session of query
 * @text: the question, without blanks around it; changed
 *
 * Context: under the lock of the open file.
 * Return: 0; -EINVAL or -ERANGE if it can't be answered, and the file says why.
 */
int ptwalk_query_set(struct ptwalk_session *ss, char *text)
{
	static const struct {
		const char *word;
		int (*ask)(struct state *st, char **words);
	} questions[] = {
		{ "pa", ask_pa }, { "sym", ask_sym }, { "pid", ask_pid },
		{ "range", ask_range }, { "region", ask_region },
	};
	struct state *st = ss->state;
	char *words[5] = {};
	unsigned int i, n = 0;

	if (ss->inner)
		ptwalk_session_free(ss->inner);
	ss->inner = NULL;
	ss->row = 0;
	memset(st, 0, sizeof(*st));

	while (n < ARRAY_SIZE(words) - 1 && (words[n] = strsep(&text, " \t")))
		if (*words[n])
			n++;
	words[n] = NULL;
	if (!n || text)
		return refuse(st, -EINVAL, n ? "too many words" : "no question in one line");
	for (i = 0; i < ARRAY_SIZE(questions); i++)
		if (!strcmp(words[0], questions[i].word))
			return questions[i].ask(st, words);
	return ask_va(st, words);
}

/* ---- the answer ---- */

static int start_inner(struct ptwalk_session *ss, const struct ptwalk_file *file,
		       u64 start, u64 end)
{
	int err;

	if (ss->inner)
		ptwalk_session_free(ss->inner);
	ss->inner = ptwalk_session_new(file);
	if (!ss->inner)
		return -ENOMEM;
	ss->inner->start = start;
	ss->inner->end = end;
	err = ptwalk_session_rewind(ss->inner);
	return err ? err : file->begin(ss->inner);
}

static int query_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	st->at = 0;
	st->level = 0;
	st->point.n = 0;
	st->next = 0;
	st->strip.count = 0;
	if (st->what == PHYS)
		return start_inner(ss, &ptwalk_file_extents, ptwalk_kernel.geo.va_start, 0);
	if (ss->inner)
		ptwalk_session_free(ss->inner);
	ss->inner = NULL;
	return 0;
}

static int next_point(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int err;

	/* The row behind the path is the result. */
	if (st->point.n && st->level < st->point.n) {
		st->level++;
		return 1;
	}
	if (st->at == st->n)
		return 0;
	st->point.va = st->va[st->at++];
	st->level = 0;
	err = ptwalk_point_look(&st->point);
	return err ? err : 1;
}

/* The leaf of the strip in hand that maps the address, from @next on. */
static bool find_leaf(struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_strip *s = &st->strip;
	u64 size, i = st->next, end = s->count, pa = 0;

	if (s->kind != PTWALK_LEAF || i >= end)
		return false;
	size = ptwalk_level_bytes(g, s->level, 1);
	/* In one piece it is at one place, and where all are alike one look is enough. */
	if (s->frags == 1 && st->pa >= s->pa)
		i = min((st->pa - s->pa) / size, s->count - 1);
	if (s->frags == 1 || s->repeated)
		end = i + 1;
	for (; i < end; i++) {
		pa = ptwalk_strip_pa(g, s, i * size);
		if (st->pa >= pa && st->pa - pa < size)
			break;
	}
	st->next = i < end && end == s->count ? i + 1 : s->count;
	if (i == end)
		return false;
	ptwalk_run_start(&st->run, g, s, ptwalk_owner_key(&st->owner));
	if (s->repeated)
		return true;
	st->run.start = s->start + i * size;
	st->run.bytes = size;
	st->run.leaves = 1;
	st->run.pa = pa;
	return true;
}

static int next_mapping(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int ret;

	while (!find_leaf(st)) {
		/* Pieces are looked through here, leaf by leaf. */
		ss->inner->walk.split_phys = false;
		ret = ptwalk_session_next(ss->inner, &st->strip, &st->owner);
		if (ret <= 0)
			return ret;
		st->next = 0;
	}
	return 1;
}

static int next_in_range(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int ret;

	for (;;) {
		if (ss->inner) {
			ret = st->file->next(ss->inner);
			if (ret)
				return ret;
		}
		if (st->at == st->n)
			return 0;
		ret = start_inner(ss, st->file, st->range[st->at].start, st->range[st->at].end);
		if (ret)
			return ret;
		st->at++;
	}
}

static int query_next(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	switch (st->what) {
	case POINT:
		return next_point(ss);
	case PHYS:
		return next_mapping(ss);
	case RANGE:
		return next_in_range(ss);
	default:
		return ss->row == 0;
	}
}

static void show_help(struct seq_file *m)
{
	seq_puts(m, "# write one of these, then read the answer through the same open file:\n"
		    "# 0x<address>                 every level, and what it comes to\n"
		    "# pa 0x<address>              every address that maps this physical one\n"
		    "# sym NAME | pid N            the address of a symbol, of a thread's task and stack\n"
		    "# range 0x<start>-0x<end> [maps|extents|areas|tables]\n"
		    "# region NAME [maps|extents|areas|tables]\n");
}

static void query_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;

	switch (st->what) {
	case NOTHING:
		show_help(m);
		break;
	case ERROR:
		seq_printf(m, "# error: %s\n", st->error);
		break;
	case POINT:
		if (st->level < st->point.n)
			ptwalk_point_show_level(m, &st->point.path[st->level]);
		else
			ptwalk_point_show_result(m, &st->point);
		break;
	case PHYS:
		ptwalk_show_run(m, &st->run, &st->owner, true);
		break;
	case RANGE:
		st->file->show(ss->inner, m);
		break;
	}
}

static const char *query_header(struct ptwalk_session *ss)
{
	const struct state *st = ss->state;

	switch (st->what) {
	case POINT:
		return "level index table_pa raw kind meaning";
	case PHYS:
		return ptwalk_file_extents.columns;
	case RANGE:
		return st->file->columns;
	default:
		return "question";
	}
}

static void query_end(struct ptwalk_session *ss)
{
	if (ss->inner)
		ptwalk_session_free(ss->inner);
}

const struct ptwalk_file ptwalk_file_query = {
	.name = "query",
	.state_size = sizeof(struct state),
	.window = 1,
	.begin = query_begin,
	.next = query_next,
	.show = query_show,
	.header = query_header,
	.end = query_end,
};
