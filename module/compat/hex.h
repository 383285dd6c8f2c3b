/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hex_byte_pack(): in linux/kernel.h up to 6.4, in linux/hex.h from 6.5 on, and
 * since 7.3 linux/kernel.h no longer includes that.
 */
#ifndef PTWALK_HEX_H
#define PTWALK_HEX_H

#include <linux/kernel.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#include <linux/hex.h>
#endif

#endif /* PTWALK_HEX_H */
