// SPDX-License-Identifier: GPL-2.0-only
/*
 * regs: the registers that decide all else, field by field.
 */
#include "ptwalk_live.h"

struct state {
	unsigned int next;
};

static int regs_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	st->next = 0;
	return 0;
}

static int regs_next(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	return st->next++ < ptwalk_arch_nr_fields;
}

static void regs_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;
	const struct ptwalk_field *f = &ptwalk_arch_fields[st->next - 1];
	const struct ptwalk_regs *regs = &ptwalk_kernel.regs;
	u64 value = *(const u64 *)((const char *)regs + f->offset);
	char mean[48];

	value = (value & GENMASK_ULL(f->hi, f->lo)) >> f->lo;
	seq_printf(m, "%s %s ", f->reg, f->name);
	if (f->hi == f->lo)
		seq_printf(m, "%u", f->lo);
	else
		seq_printf(m, "%u:%u", f->hi, f->lo);
	if (f->mean)
		f->mean(regs, f, value, mean, sizeof(mean));
	else
		snprintf(mean, sizeof(mean), "%s", value < f->nr_words ? f->words[value] : "-");
	seq_printf(m, " 0x%llx %s\n", value, mean);
}

const struct ptwalk_file ptwalk_file_regs = {
	.name = "regs",
	.columns = "register field bits value meaning",
	.state_size = sizeof(struct state),
	.window = 1,
	.begin = regs_begin,
	.next = regs_next,
	.show = regs_show,
};
