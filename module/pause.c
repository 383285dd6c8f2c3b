// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pauses of long loops: let others run, and end the read of a task that was killed or
 * must be frozen.
 */
#include <linux/errno.h>
#include <linux/freezer.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "pause.h"

/**
 * ptwalk_pause - let others run, and check whether to continue
 *
 * A reader holds the lock of its open file, and tasks that wait for it can't be frozen.
 * So a reader does not freeze here: it returns to user space, is frozen there, and its
 * read restarts when it is thawed.
 *
 * While the module loads, nothing is given up, as its facts are found out only once.
 *
 * Context: may sleep.
 * Return: 0; -EINTR if the caller was killed; -ERESTARTSYS if it has to be frozen.
 */
int ptwalk_pause(void)
{
	cond_resched();
	if (THIS_MODULE->state == MODULE_STATE_COMING)
		return 0;
	if (fatal_signal_pending(current))
		return -EINTR;
	/* The read is restarted only if the freezer's signal is pending. */
	return freezing(current) && signal_pending(current) ? -ERESTARTSYS : 0;
}
