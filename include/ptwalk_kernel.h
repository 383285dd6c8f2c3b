/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only door from the pure stages (geometry, descriptors, walk, run, layout)
 * to the headers of the system. They use fixed-width integers, errno values,
 * memset() and snprintf() and nothing else, so that they compile in user space
 * as they are: for sanitizers, fuzzers, and reading a RAM image offline.
 */
#ifndef PTWALK_KERNEL_H
#define PTWALK_KERNEL_H

#ifdef __KERNEL__

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#else

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef unsigned long long u64;	/* as in the kernel, for printf() and for what is generic */
typedef uint32_t u32;
typedef uint16_t u16;
typedef uint8_t u8;

#define BIT_ULL(n)		(1ULL << (n))
#define GENMASK_ULL(h, l)	((~0ULL << (l)) & (~0ULL >> (63 - (h))))
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))

/* Each side is evaluated once, as in the kernel. */
#define min(a, b) \
	({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ < b_ ? a_ : b_; })
#define max(a, b) \
	({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })

#endif /* __KERNEL__ */

#endif /* PTWALK_KERNEL_H */
