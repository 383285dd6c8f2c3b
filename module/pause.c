// SPDX-License-Identifier: GPL-2.0-only
/*
 * What every loop does that can be long: let others run, and give up where that is
 * wanted.
 */
#include <linux/errno.h>
#include <linux/freezer.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "pause.h"

/**
 * ptwalk_pause - let others run; should the caller go on?
 *
 * A reader holds the lock of its open file, for which others may wait who can't be
 * frozen then: so it does not enter the refrigerator here, but goes back to where
 * it came from. There it is frozen, and the read begins again when it is thawed.
 *
 * While the module is loaded facts are found out once for all, so nothing is given up.
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
	/* Only with the signal that goes with it is the read really begun again. */
	return freezing(current) && signal_pending(current) ? -ERESTARTSYS : 0;
}
