/* SPDX-License-Identifier: GPL-2.0-only */
/* What the suites use from <linux/kernel.h>. */
#ifndef PTWALK_USER_LINUX_KERNEL_H
#define PTWALK_USER_LINUX_KERNEL_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <linux/types.h>

#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))

#define struct_size(ptr, member, n) \
	(sizeof(*(ptr)) + sizeof((ptr)->member[0]) * (size_t)(n))

#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))

/* 1 if the option is defined to be 1, 0 if it is not defined. */
#define IS_ENABLED_JUNK_1		0,
#define IS_ENABLED_SECOND(a, b, ...)	b
#define IS_ENABLED_TAKE(junk)		IS_ENABLED_SECOND(junk 1, 0, 0)
#define IS_ENABLED_VALUE(value)		IS_ENABLED_TAKE(IS_ENABLED_JUNK_##value)
#define IS_ENABLED(option)		IS_ENABLED_VALUE(option)

/* Truncates a string that does not fit, and returns -E2BIG. */
static inline ssize_t strscpy(char *to, const char *from, size_t size)
{
	size_t n = strnlen(from, size);

	if (!size)
		return -E2BIG;
	if (n == size) {
		memcpy(to, from, size - 1);
		to[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(to, from, n + 1);
	return (ssize_t)n;
}

/* glibc has none before 2.38. @size is that of all of @to. */
#define strlcat(to, from, size)	strscpy((to) + strlen(to), from, (size) - strlen(to))

#endif /* PTWALK_USER_LINUX_KERNEL_H */
