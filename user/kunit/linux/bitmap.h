/* SPDX-License-Identifier: GPL-2.0-only */
/* Bitmaps, one bit at a time: simple rather than fast. */
#ifndef PTWALK_USER_LINUX_BITMAP_H
#define PTWALK_USER_LINUX_BITMAP_H

#include <limits.h>
#include <stdbool.h>

#define BITS_PER_LONG	(sizeof(long) * CHAR_BIT)

static inline bool test_bit(unsigned long n, const unsigned long *bits)
{
	return bits[n / BITS_PER_LONG] >> n % BITS_PER_LONG & 1;
}

static inline void bitmap_set(unsigned long *bits, unsigned long first, unsigned long n)
{
	for (; n; first++, n--)
		bits[first / BITS_PER_LONG] |= 1ul << first % BITS_PER_LONG;
}

static inline unsigned long find_next_bit(const unsigned long *bits, unsigned long size,
					  unsigned long from)
{
	while (from < size && !test_bit(from, bits))
		from++;
	return from;
}

static inline unsigned long find_next_zero_bit(const unsigned long *bits, unsigned long size,
					       unsigned long from)
{
	while (from < size && test_bit(from, bits))
		from++;
	return from;
}

#endif /* PTWALK_USER_LINUX_BITMAP_H */
