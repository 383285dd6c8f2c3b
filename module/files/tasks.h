/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_TASKS_H
#define PTWALK_TASKS_H

#include "../kernel.h"

/**
 * struct ptwalk_task_total - where all threads are
 * @threads: seen
 * @resolved: their task_struct is mapped, all of it
 * @linear: and where the formula of the linear map says
 * @straddling: it lies in more than one page
 * @contiguous: and goes on in the next physical page
 */
struct ptwalk_task_total {
	u64 threads;
	u64 resolved;
	u64 linear;
	u64 straddling;
	u64 contiguous;
};

int ptwalk_tasks_count(const struct ptwalk_kernel *kernel, struct ptwalk_task_total *t);

#endif /* PTWALK_TASKS_H */
