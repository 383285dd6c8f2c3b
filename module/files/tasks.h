/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_TASKS_H
#define PTWALK_TASKS_H

#include "../kernel.h"

/**
 * struct ptwalk_task_total - counts of threads
 * @threads: all threads
 * @resolved: those whose task_struct is mapped completely
 * @linear: of those, mapped as the formula of the linear map says
 * @straddling: those whose task_struct is in more than one page
 * @contiguous: of those, physically contiguous
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
