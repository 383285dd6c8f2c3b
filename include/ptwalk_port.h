/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The port header: the only system headers that the core (module/core/) uses. The
 * core needs fixed-width integers, errno values, memset(), string functions and
 * snprintf(), so the same files build into the module, into the KUnit module and
 * into a user-space library for sanitizers and fuzzers.
 */
#ifndef PTWALK_PORT_H
#define PTWALK_PORT_H

#ifdef __KERNEL__

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#else

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The kernel's choice for u64, so that %llu is right in both. */
typedef unsigned long long u64;
typedef uint32_t u32;
typedef uint16_t u16;
typedef uint8_t u8;

#define BIT_ULL(n)		(1ULL << (n))
#define GENMASK_ULL(h, l)	((~0ULL << (l)) & (~0ULL >> (63 - (h))))
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define __printf(f, a)		__attribute__((__format__(printf, f, a)))
#undef __always_inline
#define __always_inline		inline
#undef static_assert
#define static_assert(e)	_Static_assert(e, #e)

/* Each argument is evaluated once, and both have one type, as in the kernel. */
#define min(a, b)	({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); \
			   (void)(&_a == &_b); _a < _b ? _a : _b; })
#define max(a, b)	({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); \
			   (void)(&_a == &_b); _a > _b ? _a : _b; })
#define min_t(type, a, b)	({ type _ta = (a), _tb = (b); _ta < _tb ? _ta : _tb; })
#define max_t(type, a, b)	({ type _ta = (a), _tb = (b); _ta > _tb ? _ta : _tb; })

#endif /* __KERNEL__ */

#endif /* PTWALK_PORT_H */
