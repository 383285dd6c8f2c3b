// SPDX-License-Identifier: GPL-2.0-only
/*
 * regs: the registers that determine everything else, field by field.
 */
#include "files.h"

/** struct state - @next: index of the row after the current one */
struct state {
	unsigned int next;
};

static int regs_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	st->next = 0;
	return 0;
}

static int regs_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	return st->next++ < *it->space->geo.ops->nr_fields;
}

static void regs_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	ptwalk_put_field(out, &it->space->geo.ops->fields[st->next - 1], it->kernel->regs);
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
