/* SPDX-License-Identifier: GPL-2.0-only */
/* Time, from test.c. */
#ifndef PTWALK_USER_LINUX_KTIME_H
#define PTWALK_USER_LINUX_KTIME_H

unsigned long long ktime_get_ns(void);

#endif /* PTWALK_USER_LINUX_KTIME_H */
