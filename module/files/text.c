// SPDX-License-Identifier: GPL-2.0-only
/*
 * What rows of several files have in common.
 */
#include <linux/hash.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/string_helpers.h>

#include "../compat/hex.h"
#include "ptwalk_live.h"

/* Rows are many, and printf() is most of what one costs: here without. */
#define HEX 18

static void put_hex(char *to, u64 value)
{
	int shift;

	*to++ = '0';
	*to++ = 'x';
	for (shift = 56; shift >= 0; shift -= 8)
		to = hex_byte_pack(to, value >> shift);
}

/**
 * ptwalk_show_hex - "0x" and 16 digits
 * @m: the file
 * @before: what comes before it
 * @value: the number
 */
void ptwalk_show_hex(struct seq_file *m, const char *before, u64 value)
{
	char text[HEX];

	put_hex(text, value);
	seq_puts(m, before);
	seq_write(m, text, sizeof(text));
}

/**
 * ptwalk_show_range - "0x<start>-0x<end>", always whole
 * @m: the file
 * @start: first address
 * @bytes: up to 2^64, where the end is written as 0
 */
void ptwalk_show_range(struct seq_file *m, u64 start, u64 bytes)
{
	char text[2 * HEX + 1];

	put_hex(text, start);
	text[HEX] = '-';
	put_hex(text + HEX + 1, start + bytes);
	seq_write(m, text, sizeof(text));
}

/**
 * ptwalk_show_rwx - permissions
 * @m: the file
 * @p: what to show
 */
void ptwalk_show_rwx(struct seq_file *m, const struct ptwalk_prot *p)
{
	const char text[] = { p->r ? 'r' : '-', p->w ? 'w' : '-', p->x ? 'x' : '-' };

	seq_write(m, text, sizeof(text));
}

/**
 * ptwalk_show_prot - permissions and memory type, two fields
 * @m: the file
 * @p: what to show
 */
void ptwalk_show_prot(struct seq_file *m, const struct ptwalk_prot *p)
{
	ptwalk_show_rwx(m, p);
	seq_putc(m, ' ');
	seq_puts(m, p->memtype);
}

/**
 * ptwalk_show_flags - " flags=a,b" for attributes that are worth a word
 * @m: the file
 * @attrs: of a leaf or a table descriptor, without its address bits
 * @where: enum ptwalk_bit_where: what the descriptor is
 *
 * Prints nothing if there are none.
 */
void ptwalk_show_flags(struct seq_file *m, u64 attrs, unsigned int where)
{
	u8 modes = ptwalk_arch_modes(&ptwalk_kernel.geo);
	const char *before = " flags=";
	unsigned int i;

	for (i = 0; i < ptwalk_arch_nr_bits; i++) {
		const struct ptwalk_bit *b = &ptwalk_arch_bits[i];

		if (!b->flag || !(b->where & where) || (b->unless & modes) ||
		    (b->only & modes) != b->only)
			continue;
		if (!(attrs & GENMASK_ULL(b->hi, b->lo)))
			continue;
		seq_puts(m, before);
		seq_puts(m, b->flag);
		before = ",";
	}
}

/**
 * ptwalk_kind_name - what a descriptor is, in a word
 * @kind: the kind
 *
 * Return: the word.
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

/*
 * "foo [bar]" is two fields: the module goes without the blank. Few callers make
 * many areas, and to find the name of one takes as long as a hundred rows.
 */
static void show_symbol(struct seq_file *m, u64 address)
{
	struct ptwalk_session *ss = m->private;
	struct ptwalk_name *known = &ss->name[hash_64(address, PTWALK_NAMES_BITS)];
	char name[KSYM_SYMBOL_LEN], *blank;

	if (known->address == address) {
		seq_puts(m, known->text);
		return;
	}
	sprint_symbol_no_offset(name, address);
	blank = strchr(name, ' ');
	if (blank)
		memmove(blank, blank + 1, strlen(blank));
	seq_puts(m, name);
	if (strscpy(known->text, name, sizeof(known->text)) > 0)
		known->address = address;
	else
		known->address = 0;
}

/**
 * ptwalk_human - a size as people read it
 * @bytes: the size
 * @h: room for it
 *
 * Return: the text in @h.
 */
const char *ptwalk_human(u64 bytes, struct ptwalk_human *h)
{
	string_get_size(bytes, 1, STRING_UNITS_2, h->text, sizeof(h->text));
	return h->text;
}

/**
 * ptwalk_show_share - a share in percent
 * @m: the file
 * @part: of
 * @whole: 0 if there is nothing
 */
void ptwalk_show_share(struct seq_file *m, u64 part, u64 whole)
{
	u64 permyriad = whole ? mul_u64_u64_div_u64(part, 10000, whole) : 0;

	if (part && !permyriad)
		seq_puts(m, "under 0.01%");
	else
		seq_printf(m, "%llu.%02llu%%", permyriad / 100, permyriad % 100);
}

/**
 * ptwalk_show_caller - who made an area: a symbol, with its module or, of module
 *	memory, the module whose memory it is; "-" if it is not known
 * @m: the file
 * @a: the area
 */
void ptwalk_show_caller(struct seq_file *m, const struct ptwalk_area *a)
{
	char name[MODULE_NAME_LEN];

	if (a->caller)
		show_symbol(m, a->caller);
	else
		seq_putc(m, '-');
	if (a->kind == PTWALK_AREA_MODULE && ptwalk_areas_module(a->start, name))
		seq_printf(m, "[%s]", name);
}

/**
 * ptwalk_show_owner - owner as in maps
 * @m: the file
 * @o: the owner
 */
void ptwalk_show_owner(struct seq_file *m, const struct ptwalk_owner *o)
{
	if (ptwalk_owner_is_nobody(o, ptwalk_areas_known())) {
		seq_puts(m, "none");
	} else if (!o->area || o->region->fixed) {
		seq_puts(m, o->region->name);
	} else {
		seq_puts(m, ptwalk_area_kind_name(o->area->kind));
		seq_putc(m, ':');
		ptwalk_show_caller(m, o->area);
	}
}
