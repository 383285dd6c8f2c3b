// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: copies of words from memory that may not be there, sixteen at a time. The
 * kernel's own accessor copies word by word, which would be half of the cost of a walk.
 */
#include <linux/errno.h>
#include <linux/uaccess.h>

#include "compat/arm64/extable.h"
#include "ptwalk_arch.h"

#define MAY_FAULT(insn) PTWALK_EXTABLE(insn, %l[fault])

#define SOME 16

/* On a fault, the exception table continues at the label. */
static int copy_some(u64 *to, const u64 *from)
{
	asm goto("1:	ldp	x2, x3, [%1]\n"
		 "2:	ldp	x4, x5, [%1, #16]\n"
		 "3:	ldp	x6, x7, [%1, #32]\n"
		 "4:	ldp	x8, x9, [%1, #48]\n"
		 "5:	ldp	x10, x11, [%1, #64]\n"
		 "6:	ldp	x12, x13, [%1, #80]\n"
		 "7:	ldp	x14, x15, [%1, #96]\n"
		 "8:	ldp	x16, x17, [%1, #112]\n"
		 "	stp	x2, x3, [%0]\n"
		 "	stp	x4, x5, [%0, #16]\n"
		 "	stp	x6, x7, [%0, #32]\n"
		 "	stp	x8, x9, [%0, #48]\n"
		 "	stp	x10, x11, [%0, #64]\n"
		 "	stp	x12, x13, [%0, #80]\n"
		 "	stp	x14, x15, [%0, #96]\n"
		 "	stp	x16, x17, [%0, #112]\n"
		 MAY_FAULT(1b) MAY_FAULT(2b) MAY_FAULT(3b) MAY_FAULT(4b)
		 MAY_FAULT(5b) MAY_FAULT(6b) MAY_FAULT(7b) MAY_FAULT(8b)
		 : : "r" (to), "r" (from)
		 : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
		   "x14", "x15", "x16", "x17", "memory" : fault);
	return 0;
fault:
	return -EFAULT;
}

static int copy_one(u64 *to, const u64 *from)
{
	asm goto("1:	ldr	x8, [%1]\n"
		 "	str	x8, [%0]\n"
		 MAY_FAULT(1b)
		 : : "r" (to), "r" (from) : "x8", "memory" : fault);
	return 0;
fault:
	return -EFAULT;
}

int ptwalk_arch_copy(u64 *to, const u64 *from, u32 n)
{
	int err = 0;

	/* A fault here is an error: don't sleep to handle it. */
	pagefault_disable();
	for (; n >= SOME && !err; n -= SOME, to += SOME, from += SOME)
		err = copy_some(to, from);
	for (; n && !err; n--, to++, from++)
		err = copy_one(to, from);
	pagefault_enable();
	return err;
}
