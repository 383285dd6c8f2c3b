// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads: by pid, and by their stacks. A thread may end at any time, and its stack may be
 * given back or reused then, so what is said of a stack was true a moment ago.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
#include <linux/string.h>

#include "pause.h"
#include "threads.h"

/**
 * ptwalk_thread_next - the thread with the next higher pid
 * @nr: a pid, replaced by that of the thread
 *
 * Return: the thread, with a reference, or NULL after the last.
 */
struct task_struct *ptwalk_thread_next(int *nr)
{
	struct task_struct *task = NULL;
	struct pid *pid;

	rcu_read_lock();
	do {
		++*nr;
		pid = idr_get_next(&init_pid_ns.idr, nr);
		task = pid ? pid_task(pid, PIDTYPE_PID) : NULL;
	} while (pid && !task);
	if (task)
		get_task_struct(task);
	rcu_read_unlock();
	return task;
}

/**
 * ptwalk_thread_comm - the name of a thread in one word
 * @to: %PTWALK_COMM bytes; blanks and what is not printable are written in octal
 * @task: the thread
 */
void ptwalk_thread_comm(char *to, const struct task_struct *task)
{
	char comm[TASK_COMM_LEN];
	const char *c;

	strscpy(comm, task->comm, sizeof(comm));
	if (!*comm)
		*to++ = '-';
	for (c = comm; *c; c++) {
		if (isascii(*c) && isgraph(*c) && *c != '\\')
			*to++ = *c;
		else
			to += sprintf(to, "\\%03o", (unsigned char)*c);
	}
	*to = '\0';
}

static void describe(struct ptwalk_thread *found, const struct task_struct *task, int pid)
{
	found->pid = pid;
	found->stack = (unsigned long)READ_ONCE(task->stack);
	ptwalk_thread_comm(found->comm, task);
}

/**
 * ptwalk_thread_at - the thread whose stack is at an address
 * @va: the address
 * @below: bytes below a stack that count as well
 * @found: filled, if there is one
 *
 * Looks at each thread once.
 *
 * Context: may sleep.
 * Return: 1, 0 if there is none, or an error of ptwalk_pause().
 */
int ptwalk_thread_at(u64 va, u64 below, struct ptwalk_thread *found)
{
	struct task_struct *task;
	int nr = 0, ret = 0;
	u64 stack;

	while (!ret && (task = ptwalk_thread_next(&nr))) {
		stack = (unsigned long)READ_ONCE(task->stack);
		if (stack && va - (stack - below) < THREAD_SIZE + below) {
			describe(found, task, nr);
			ret = 1;
		}
		put_task_struct(task);
		if (!ret)
			ret = ptwalk_pause();
	}
	return ret;
}

static int take_stacks(struct ptwalk_stacks *s)
{
	struct task_struct *task;
	int nr = 0, err = 0;
	u64 stack;

	xa_init(&s->pids);
	s->taken = true;
	while (!err && (task = ptwalk_thread_next(&nr))) {
		stack = (unsigned long)READ_ONCE(task->stack);
		put_task_struct(task);
		if (stack)
			err = xa_err(xa_store(&s->pids, stack >> PAGE_SHIFT, xa_mk_value(nr),
					      GFP_KERNEL));
		if (!err)
			err = ptwalk_pause();
	}
	return err;
}

/**
 * ptwalk_stacks_find - the thread whose stack begins at an address
 * @s: the stacks, all zero at first: then they are collected, once
 * @start: the address
 * @found: filled, if there is one
 *
 * Context: may sleep.
 * Return: 1, 0 if there is none any more, -ENOMEM, or an error of ptwalk_pause().
 */
int ptwalk_stacks_find(struct ptwalk_stacks *s, u64 start, struct ptwalk_thread *found)
{
	struct task_struct *task = NULL;
	void *pid;
	int err;

	err = s->taken ? 0 : take_stacks(s);
	if (err)
		return err;
	pid = xa_load(&s->pids, start >> PAGE_SHIFT);
	if (!pid)
		return 0;
	rcu_read_lock();
	task = pid_task(find_pid_ns(xa_to_value(pid), &init_pid_ns), PIDTYPE_PID);
	if (task)
		describe(found, task, xa_to_value(pid));
	rcu_read_unlock();
	return task && found->stack == start;
}

/**
 * ptwalk_stacks_drop - free them
 * @s: the stacks; all zero on return
 */
void ptwalk_stacks_drop(struct ptwalk_stacks *s)
{
	if (s->taken)
		xa_destroy(&s->pids);
	memset(s, 0, sizeof(*s));
}
