/* SPDX-License-Identifier: GPL-2.0-only */
/* The macros of modules expand to nothing in a program. */
#ifndef PTWALK_USER_LINUX_MODULE_H
#define PTWALK_USER_LINUX_MODULE_H

#include <linux/kernel.h>

#define MODULE_LICENSE(text)		_Static_assert(sizeof(text), "licence")
#define MODULE_DESCRIPTION(text)	_Static_assert(sizeof(text), "description")

#endif /* PTWALK_USER_LINUX_MODULE_H */
