/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes by name. */
#ifndef PTWALK_USER_LINUX_SIZES_H
#define PTWALK_USER_LINUX_SIZES_H

#define SZ_4K		0x00001000
#define SZ_512M		0x20000000
#define SZ_1G		0x40000000

#endif /* PTWALK_USER_LINUX_SIZES_H */
