/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_DEBUGFS_H
#define PTWALK_DEBUGFS_H

struct ptwalk_kernel;

int ptwalk_debugfs_init(const struct ptwalk_kernel *kernel);
void ptwalk_debugfs_exit(void);

#endif /* PTWALK_DEBUGFS_H */
