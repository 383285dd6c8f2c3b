/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_LOCKS_H
#define PTWALK_LOCKS_H

void ptwalk_locks_init(void);
void ptwalk_locks_take(void);
void ptwalk_locks_release(void);
const char *ptwalk_locks_held(void);
const char *ptwalk_locks_exclude(void);
const char *ptwalk_locks_missing(void);

#endif /* PTWALK_LOCKS_H */
