/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads: by pid, and by their stacks.
 */
#ifndef PTWALK_THREADS_H
#define PTWALK_THREADS_H

#include <linux/sched.h>
#include <linux/xarray.h>

#include "ptwalk_port.h"

/** PTWALK_COMM - room for the name of a thread in one word */
#define PTWALK_COMM	(4 * TASK_COMM_LEN)

/**
 * struct ptwalk_thread - a thread
 * @pid: as the initial pid namespace counts
 * @comm: its name in one word
 * @stack: address of its stack
 */
struct ptwalk_thread {
	int pid;
	char comm[PTWALK_COMM];
	u64 stack;
};

/**
 * struct ptwalk_stacks - whose stacks are where
 * @pids: pid by address of the stack, in pages
 * @taken: it is filled
 */
struct ptwalk_stacks {
	struct xarray pids;
	bool taken;
};

struct task_struct *ptwalk_thread_next(int *nr);
void ptwalk_thread_comm(char *to, const struct task_struct *task);
int ptwalk_thread_at(u64 va, u64 below, struct ptwalk_thread *found);
int ptwalk_stacks_find(struct ptwalk_stacks *s, u64 start, struct ptwalk_thread *found);
void ptwalk_stacks_drop(struct ptwalk_stacks *s);

#endif /* PTWALK_THREADS_H */
