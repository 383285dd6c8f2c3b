/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arm64: AT S1E1R, with an external abort of its own table walk caught.
 *
 * If nothing answers at the address of a table, AT does not report that in PAR_EL1
 * but takes an exception (DDI 0487, D8.16: "Synchronous External abort"). The
 * kernel's handler for these, do_sea(), does not use exception tables. So while AT
 * runs, this CPU's exceptions come here, as KVM does it at EL2 (__kvm_at()). All
 * exceptions that can be masked are masked.
 *
 * Any other exception is handed to the kernel: its vectors are restored, and it is
 * taken as if it had gone there directly.
 */
#include <linux/errno.h>
#include <linux/linkage.h>

#include <asm/esr.h>

	.text

/* x16 is the kernel's VBAR_EL1, as set below; x14 to x17 are nobody's there. */
	.macro	hand_over, offset
	msr	vbar_el1, x16
	isb
	add	x17, x16, #\offset
	/* BTI does not restrict the target of RET, unlike BR's. */
	ret	x17
	.endm

	.macro	vector, offset
	.balign	0x80
	hand_over \offset
	.endm

/*
 * If this is the abort of AT, AT has failed: return an error. The instructions after
 * ERET stop speculation.
 */
	.macro	vector_sync, offset
	.balign	0x80
	mrs	x14, esr_el1
	lsr	x14, x14, #ESR_ELx_EC_SHIFT
	cmp	x14, #ESR_ELx_EC_DABT_CUR
	b.ne	1f
	mrs	x14, elr_el1
	adr	x15, .Lat
	cmp	x14, x15
	b.ne	1f
	adr	x14, .Laborted
	msr	elr_el1, x14
	eret
	dsb	nsh
	isb
1:	hand_over \offset
	.endm

	.balign	0x800
SYM_CODE_START_LOCAL(ptwalk_arm64_vectors)
	vector	0x000
	vector	0x080
	vector	0x100
	vector	0x180
	vector_sync	0x200
	vector	0x280
	vector	0x300
	vector	0x380
	vector	0x400
	vector	0x480
	vector	0x500
	vector	0x580
	vector	0x600
	vector	0x680
	vector	0x700
	vector	0x780
SYM_CODE_END(ptwalk_arm64_vectors)

/* int ptwalk_arm64_at(u64 va): see ask.h */
SYM_FUNC_START(ptwalk_arm64_at)
	mrs	x16, vbar_el1
	adr	x15, ptwalk_arm64_vectors
	msr	vbar_el1, x15
	isb
	/* A hypervisor may trap the write and ignore it. */
	mrs	x14, vbar_el1
	cmp	x14, x15
	mov	w1, #-EOPNOTSUPP
	b.ne	.Lrestore
.Lat:
	at	s1e1r, x0
	isb
	mov	w1, wzr
	b	.Lrestore
.Laborted:
	mov	w1, #-EIO
.Lrestore:
	msr	vbar_el1, x16
	isb
	mov	w0, w1
	ret
SYM_FUNC_END(ptwalk_arm64_at)

#ifdef CONFIG_KPROBES
	/* A breakpoint here would take an exception to these vectors. */
	.pushsection "_kprobe_blacklist", "aw"
	.balign	8
	.quad	ptwalk_arm64_at
	.quad	ptwalk_arm64_vectors
	.popsection
#endif
