/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's types and annotations. */
#ifndef PTWALK_USER_LINUX_TYPES_H
#define PTWALK_USER_LINUX_TYPES_H

#include "ptwalk_port.h"

typedef long long s64;
typedef int s32;
typedef short s16;
typedef signed char s8;
typedef unsigned int gfp_t;

#define __maybe_unused	__attribute__((unused))

#endif /* PTWALK_USER_LINUX_TYPES_H */
