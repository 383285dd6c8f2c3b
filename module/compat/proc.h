/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_PROC_H
#define PTWALK_PROC_H

#include "ptwalk.h"

struct seq_operations;

const struct seq_operations *ptwalk_proc_iterator(const struct ptwalk_layout *layout,
						  const char *name);

#endif /* PTWALK_PROC_H */
