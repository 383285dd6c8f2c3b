// SPDX-License-Identifier: GPL-2.0-only
/*
 * Three faults, told as the kernel tells them, in an order that the seed chooses. They
 * have not happened: the addresses are such that an access would fault, and the entries
 * that are printed are those of now. They are about the things "buffer" (somebody wrote
 * past its end), "gone" (used after it was freed) and "worker" (its stack was too short).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "lab.h"

#define REPORTS 3

/* Most bytes by which the stack overflowed. */
#define MOST_OVERFLOW 480

static const char * const causes[] = { "guard", "lazy", "stack" };

/**
 * lab_report_cause - why a fault happened
 * @number: of the report, from 1 on
 *
 * Return: "guard", "lazy" or "stack"; NULL if there is no such report.
 */
const char *lab_report_cause(u32 number)
{
	if (!number || number > REPORTS)
		return NULL;
	return causes[(number - 1 + lab_pick("reports", 0, REPORTS - 1)) % REPORTS];
}

/**
 * lab_report_address - which address faulted
 * @number: of the report, from 1 on
 *
 * Return: the address; 0 if there is no such report.
 */
u64 lab_report_address(u32 number)
{
	const char *cause = lab_report_cause(number);
	const struct lab_thing *buffer = lab_find("buffer"), *gone = lab_find("gone");
	const struct lab_thing *worker = lab_find("worker");

	if (!cause || !buffer || !gone || !worker)
		return 0;
	switch (*cause) {
	case 'g':
		return buffer->start + buffer->pages * PAGE_SIZE +
		       8 * lab_pick("past", 1, PAGE_SIZE / 8 - 1);
	case 'l':
		return gone->start + 8 * lab_pick("freed", 1, PAGE_SIZE / 8 - 1);
	default:
		return worker->start - 8 * lab_pick("below", 1, MOST_OVERFLOW / 8);
	}
}

/* The stack pointer at the time: the worker's, and in its stack unless that was too short. */
static u64 stack_pointer(u32 number)
{
	const struct lab_thing *worker = lab_find("worker");

	if (*lab_report_cause(number) == 's')
		return lab_report_address(number);
	return worker->end - 16 * lab_pick("sp", 20, 60);
}

static void show(struct seq_file *m, u32 number)
{
	static const char * const names[] = { "pte", "pmd", "pud", "p4d" };
	u64 address = lab_report_address(number);
	int level, top = lab_levels() - 1;
	struct lab_walk w;

	lab_walk(address, &w);
	seq_printf(m, "report %u\n", number);
	seq_printf(m, "Unable to handle kernel paging request at virtual address %016llx\n",
		   address);
	seq_puts(m, "Mem abort info:\n");
	/* A data abort of the kernel's own, a write; level 3 is the last one. */
	seq_printf(m, "  ESR = 0x%016x\n", 0x96000040 | ((4 + 3 - w.level) & 0x3f));
	seq_printf(m, "  FSC = 0x%02x: level %d translation fault\n", 4 + 3 - w.level, 3 - w.level);
	seq_printf(m, "[%016llx] pgd=%016llx", address, w.entry[top]);
	for (level = top - 1; level >= w.level; level--)
		seq_printf(m, ", %s=%016llx", names[level], w.entry[level]);
	seq_printf(m, "\nsp : %016llx\n", stack_pointer(number));
}

/**
 * lab_reports_show - print the reports
 * @m: where to
 * @v: not used
 *
 * Return: 0, or -ENOENT if what they are about has not been made.
 */
int lab_reports_show(struct seq_file *m, void *v)
{
	u32 number;

	if (!lab_report_address(1))
		return -ENOENT;
	for (number = 1; number <= REPORTS; number++) {
		if (number > 1)
			seq_putc(m, '\n');
		show(m, number);
	}
	return 0;
}
