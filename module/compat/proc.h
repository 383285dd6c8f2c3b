/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_PROC_H
#define PTWALK_PROC_H

struct seq_operations;

const struct seq_operations *ptwalk_proc_iterator(const char *name);

#endif /* PTWALK_PROC_H */
