/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kthread_run_on_cpu(): since 5.17 (commit 800977f6f32e).
 */
#ifndef PTWALK_KTHREAD_H
#define PTWALK_KTHREAD_H

#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
static inline struct task_struct *kthread_run_on_cpu(int (*run)(void *data), void *data,
						     unsigned int cpu, const char *name)
{
	struct task_struct *thread = kthread_create(run, data, name, cpu);

	if (!IS_ERR(thread)) {
		kthread_bind(thread, cpu);
		wake_up_process(thread);
	}
	return thread;
}
#endif

#endif /* PTWALK_KTHREAD_H */
