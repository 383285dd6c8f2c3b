/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the architecture that runs provides to the module. To add an architecture:
 *
 *  1. Make module/core/<format>/: a struct of registers, and a struct
 *     ptwalk_format_ops over it, without kernel state. The same files run in user
 *     space, over invented registers and entries. List the folder in Kbuild.
 *  2. Make module/arch/<format>/, the functions below: read the registers, name
 *     the regions, copy words, ask the MMU if it can be asked. List its objects in
 *     module/arch/<format>/Kbuild.
 *  3. Add decoder cases to kunit/, and a guest to tests/matrix.
 *
 * <format> is the kernel's SRCARCH, followed by what tells the 64-bit one apart. Nothing
 * else in the module mentions an architecture. docs/PORTING.md has the details.
 */
#ifndef PTWALK_ARCH_H
#define PTWALK_ARCH_H

#include "ptwalk_format.h"
#include "ptwalk_ram.h"

/** ptwalk_arch_format - the format of the running kernel's tables */
extern const struct ptwalk_format_ops *const ptwalk_arch_format;

/**
 * ptwalk_arch_read_regs - read the registers of this CPU
 *
 * Where the register with the root holds that of the process that runs, the root is
 * the kernel's own table instead, by its symbol: see module/root.h.
 *
 * Context: once, at load. The values are the same on every CPU.
 * Return: the registers, for ptwalk_arch_format.
 */
const void *ptwalk_arch_read_regs(void);

/**
 * ptwalk_arch_confirm_root - compare the root with another source of it
 * @space: the address space of the running kernel
 * @who: filled with who confirms it, or "nobody: " and the reason
 * @size: of @who
 *
 * By one of the functions in module/root.h, or both.
 */
void ptwalk_arch_confirm_root(const struct ptwalk_space *space, char *who, size_t size);

/**
 * ptwalk_arch_regions - the regions of the running kernel's address space
 * @g: the geometry
 * @out: filled, in any order; overlaps are resolved by rank
 * @max: room in @out
 *
 * Return: how many, or -ENOSPC.
 */
int ptwalk_arch_regions(const struct ptwalk_geometry *g,
			struct ptwalk_region *out, u32 max);

/**
 * ptwalk_arch_translate - ask the MMU
 * @va: an address of the kernel's half
 * @pa: filled with where a read would go
 *
 * Context: any; interrupts are off for a moment. The hardware walks the tables as for
 * an access, so the caller must just have checked that every table is in RAM.
 * Return: 0, -EFAULT if a read would fault, -EIO if the hardware can't read a table
 * on the way, -EOPNOTSUPP if this machine can't be asked: then the rule that asks is
 * skipped, and status and check say so.
 */
int ptwalk_arch_translate(u64 va, u64 *pa);

/**
 * ptwalk_arch_may_call - can a function be called through a pointer?
 * @entry: address of its first instruction
 *
 * Return: false if the hardware checks where such calls lead, and would not let this one.
 */
bool ptwalk_arch_may_call(unsigned long entry);

/**
 * ptwalk_arch_copy - copy words from memory that may not be there
 * @to: where to
 * @from: an address of the kernel's, aligned
 * @n: how many
 *
 * Each word is read by a single access. Without anything faster, use
 * copy_from_kernel_nofault().
 *
 * Context: any.
 * Return: 0 or -EFAULT.
 */
int ptwalk_arch_copy(u64 *to, const u64 *from, u32 n);

/**
 * ptwalk_arch_linear_offset - from addresses in the linear map to physical ones
 *
 * Return: the number to add, modulo 2^64.
 */
u64 ptwalk_arch_linear_offset(void);

/**
 * ptwalk_arch_linear_extra - what the linear map maps besides memory, on purpose
 * @ram: an empty table; ranges of %PTWALK_RAM_FIRMWARE are put into it
 */
void ptwalk_arch_linear_extra(struct ptwalk_ram *ram);

/**
 * ptwalk_arch_is_table_ram - can a table be read from this address?
 * @pa: physical address
 *
 * Return: true if the page at @pa is memory that the kernel manages, so that
 * reading it has no side effect.
 */
bool ptwalk_arch_is_table_ram(u64 pa);

#endif /* PTWALK_ARCH_H */
