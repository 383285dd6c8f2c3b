/* SPDX-License-Identifier: GPL-2.0-only */
/* There is nothing to reschedule to. */
#ifndef PTWALK_USER_LINUX_SCHED_H
#define PTWALK_USER_LINUX_SCHED_H

static inline void cond_resched(void)
{
}

static inline void non_block_start(void)
{
}

static inline void non_block_end(void)
{
}

#endif /* PTWALK_USER_LINUX_SCHED_H */
