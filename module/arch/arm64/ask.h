/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_ASK_H
#define PTWALK_ASK_H

#include <linux/types.h>

/**
 * ptwalk_arm64_at - AT S1E1R with exception vectors of its own
 * @va: the address
 *
 * Context: all of PSTATE.{D,A,I,F} set. Uses no stack.
 * Return: 0, and the answer is in PAR_EL1; -EIO if a table on the way can't be read;
 * -EOPNOTSUPP if VBAR_EL1 can't be changed.
 */
int ptwalk_arm64_at(u64 va);

#endif /* PTWALK_ASK_H */
