/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's types, and the annotations that are for its tools. */
#ifndef PTWALK_USER_LINUX_TYPES_H
#define PTWALK_USER_LINUX_TYPES_H

/* Under its new name, or the old one. */
#if __has_include("ptwalk_port.h")
#include "ptwalk_port.h"
#else
#include "ptwalk_kernel.h"
#endif

typedef long long s64;
typedef int s32;
typedef short s16;
typedef signed char s8;
typedef unsigned int gfp_t;

#define __maybe_unused	__attribute__((unused))

#endif /* PTWALK_USER_LINUX_TYPES_H */
