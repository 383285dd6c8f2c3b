// SPDX-License-Identifier: GPL-2.0-only
/*
 * Entries and register fields as words.
 */
#include "ptwalk_text.h"

/**
 * ptwalk_kind_name - name of a kind of entry
 * @kind: the kind
 *
 * Return: the name.
 */
const char *ptwalk_kind_name(enum ptwalk_kind kind)
{
	static const char *const names[] = {
		[PTWALK_EMPTY] = "empty",
		[PTWALK_INVALID] = "invalid",
		[PTWALK_TABLE] = "table",
		[PTWALK_LEAF] = "leaf",
		[PTWALK_BAD] = "bad",
		[PTWALK_TORN] = "torn",
		[PTWALK_FAULT] = "unreadable",
		[PTWALK_OUTSIDE] = "outside-ram",
		[PTWALK_LOOP] = "loop",
	};

	static_assert(ARRAY_SIZE(names) == PTWALK_KINDS);
	return names[kind];
}

/**
 * ptwalk_put_rwx - put permissions
 * @out: the text
 * @p: the permissions
 */
void ptwalk_put_rwx(struct ptwalk_text *out, const struct ptwalk_prot *p)
{
	const char text[] = { p->r ? 'r' : '-', p->w ? 'w' : '-', p->x ? 'x' : '-' };

	ptwalk_put_bytes(out, text, sizeof(text));
}

/**
 * ptwalk_put_prot - put permissions and memory type, two columns
 * @out: the text
 * @p: the permissions
 */
void ptwalk_put_prot(struct ptwalk_text *out, const struct ptwalk_prot *p)
{
	ptwalk_put_rwx(out, p);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, p->memtype);
}

/* Does @b apply to entries of kind @where, with these modes on? */
static bool applies(const struct ptwalk_bit *b, unsigned int where, u8 modes)
{
	return b->where & where && !(b->unless & modes) && (b->only & modes) == b->only;
}

/**
 * ptwalk_put_flags - put "a,b" for the attributes that have a flag
 * @out: the text
 * @before: what comes before the first; nothing is put if there are none
 * @attrs: of a leaf or a table entry, without its address bits
 * @where: enum ptwalk_bit_where: what the entry is
 */
void ptwalk_put_flags(struct ptwalk_text *out, const char *before, u64 attrs, unsigned int where)
{
	const struct ptwalk_format_ops *ops = out->space->geo.ops;
	u8 modes = ops->modes(&out->space->geo);
	const struct ptwalk_bit *b;

	for (b = ops->bits; b < ops->bits + *ops->nr_bits; b++) {
		if (!b->flag || !applies(b, where, modes) || !(attrs & GENMASK_ULL(b->hi, b->lo)))
			continue;
		ptwalk_put(out, before);
		ptwalk_put(out, b->flag);
		before = ",";
	}
}

/**
 * ptwalk_put_bits - put " name=value,..." for every attribute of an entry
 * @out: the text
 * @raw: the entry
 * @where: enum ptwalk_bit_where: what it is
 */
void ptwalk_put_bits(struct ptwalk_text *out, u64 raw, unsigned int where)
{
	const struct ptwalk_format_ops *ops = out->space->geo.ops;
	u8 modes = ops->modes(&out->space->geo);
	const struct ptwalk_bit *b;
	char before = ' ';
	u64 value;

	for (b = ops->bits; b < ops->bits + *ops->nr_bits; b++) {
		if (!applies(b, where, modes))
			continue;
		value = (raw & GENMASK_ULL(b->hi, b->lo)) >> b->lo;
		ptwalk_putc(out, before);
		ptwalk_put(out, b->name);
		if (b->words) {
			ptwalk_putc(out, '=');
			ptwalk_put(out, b->words[value]);
		} else {
			ptwalk_put_dec(out, "=", value);
		}
		before = ',';
	}
}

/**
 * ptwalk_put_field - put a row of regs
 * @out: the text
 * @f: the field
 * @regs: the registers
 */
void ptwalk_put_field(struct ptwalk_text *out, const struct ptwalk_field *f, const void *regs)
{
	u64 value = *(const u64 *)((const char *)regs + f->offset);
	char mean[48];

	value = (value & GENMASK_ULL(f->hi, f->lo)) >> f->lo;
	ptwalk_printf(out, "%s %s ", f->reg, f->name);
	if (f->hi == f->lo)
		ptwalk_printf(out, "%u", f->lo);
	else
		ptwalk_printf(out, "%u:%u", f->hi, f->lo);
	if (f->mean)
		f->mean(regs, f, value, mean, sizeof(mean));
	else
		snprintf(mean, sizeof(mean), "%s", value < f->nr_words ? f->words[value] : "-");
	ptwalk_printf(out, " 0x%llx %s\n", value, mean);
}
