/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ALIGN(): in linux/kernel.h up to 5.10, in linux/align.h from 5.11 on (commit
 * 0a0f0d8be76d).
 */
#ifndef PTWALK_ALIGN_H
#define PTWALK_ALIGN_H

#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
#include <linux/align.h>
#else
#include <linux/kernel.h>
#endif

#endif /* PTWALK_ALIGN_H */
