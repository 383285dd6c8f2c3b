// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading kernel data through an address that may be stale.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kasan.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "peek.h"
#include "ptwalk_arch.h"
#include "ptwalk_walk.h"

/* The address in the linear map of the RAM behind @va, or NULL. */
static const void *ram_behind(const struct ptwalk_space *space, u64 va)
{
	const struct ptwalk_region *linear = ptwalk_layout_named(&space->layout, "linear");
	u64 pa = va + space->linear_offset;
	struct ptwalk_batch b;

	if (va < space->geo.va_start)
		return NULL;
	if (va < linear->start || va > linear->last) {
		if (ptwalk_walk_lookup(space, va, &b))
			return NULL;
		pa = b.pa + (va - b.start);
	}
	return ptwalk_arch_is_table_ram(pa) ? phys_to_virt(pa) : NULL;
}

/**
 * ptwalk_peek - copy from an address that may be stale
 * @space: the running kernel's address space
 * @to: filled
 * @from: the address
 * @bytes: how many
 *
 * The data there may have been freed, and a device may be mapped in its place. Reading
 * it could have side effects, or end in an external abort, which no exception table
 * catches: copy_from_kernel_nofault() is not enough. So this reads RAM only, through
 * the linear map, which stays valid whatever happens to @from.
 *
 * Context: may sleep.
 * Return: 0, or -EFAULT if there is no RAM behind the address.
 */
int ptwalk_peek(const struct ptwalk_space *space, void *to, const void *from, size_t bytes)
{
	u64 va = (u64)kasan_reset_tag(from), page = BIT_ULL(space->geo.page_shift);
	const void *at;
	size_t some;

	for (; bytes; bytes -= some, to += some, va += some) {
		some = min_t(u64, bytes, page - (va & (page - 1)));
		at = ram_behind(space, va);
		if (!at || copy_from_kernel_nofault(to, at, some))
			return -EFAULT;
	}
	return 0;
}

/**
 * ptwalk_peek_word - copy a text from an address that may be stale, as one word
 * @space: the running kernel's address space
 * @to: filled; what is not printable is turned into "-"
 * @from: the address
 * @size: of @to; the rest of a longer text is dropped
 *
 * Context: may sleep.
 * Return: false if there is no text.
 */
bool ptwalk_peek_word(const struct ptwalk_space *space, char *to, const char *from, size_t size)
{
	u64 page = BIT_ULL(space->geo.page_shift);
	size_t n, some;
	char *c;

	/* As much as there is in a page at once: each part takes a look-up. */
	for (n = 0; n < size - 1; n += some) {
		some = min_t(u64, size - 1 - n, page - ((u64)(from + n) & (page - 1)));
		if (ptwalk_peek(space, to + n, from + n, some))
			return false;
		if (memchr(to + n, '\0', some))
			break;
	}
	to[size - 1] = '\0';
	for (c = to; *c; c++)
		if (!isascii(*c) || !isgraph(*c))
			*c = '-';
	return *to;
}
