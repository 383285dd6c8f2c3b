/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_PAUSE_H
#define PTWALK_PAUSE_H

int ptwalk_pause(void);

#endif /* PTWALK_PAUSE_H */
