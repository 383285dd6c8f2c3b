// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer about one address: every level on the way down, then what it comes
 * to, and what everybody else has to say of it.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "../compat/locks.h"
#include "ptwalk_live.h"

/* The walk of one address, level by level: one descriptor of each. */
static int walk_down(struct ptwalk_point *pt)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_cursor cur = { .va = pt->va, .level = g->levels - 1 };
	unsigned int level = g->levels - 1;
	u64 windows[PTWALK_LEVELS], table_pa = g->root_pa;
	struct ptwalk_strip *s;
	struct ptwalk_walk w;
	int ret;

	ptwalk_walk_init(&w, g, &ptwalk_live_reader, windows, 1);
	w.show_tables = true;
	ptwalk_walk_seek(&w, cur, pt->va + 1);
	pt->n = 0;
	while (pt->n < PTWALK_LEVELS) {
		s = &pt->path[pt->n];
		ret = ptwalk_walk_next(&w, s);
		s->e = NULL;
		if (ret < 0)
			return ret;
		if (ret != PTWALK_STRIP || s->kind == PTWALK_EMPTY)
			break;
		pt->n++;
		if (s->kind != PTWALK_TABLE)
			return 0;
		level = s->level - 1;
		table_pa = s->pa;
	}
	/* Zeros are no strip: the last descriptor on the way is one. */
	s = &pt->path[pt->n++];
	*s = (struct ptwalk_strip) {
		.kind = PTWALK_EMPTY,
		.level = level,
		.table_pa = table_pa,
		.index = (pt->va >> g->level[level].shift) & (g->level[level].entries - 1),
	};
	return 0;
}

/**
 * ptwalk_point_look - find out all about one address
 * @pt: @va is set; the rest is filled
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_walk_next().
 */
int ptwalk_point_look(struct ptwalk_point *pt)
{
	const struct ptwalk_strip *leaf;
	int err;

	err = walk_down(pt);
	if (err)
		return err;
	leaf = &pt->path[pt->n - 1];
	pt->mapped = leaf->kind == PTWALK_LEAF;
	if (pt->mapped)
		pt->pa = leaf->pa + (pt->va - leaf->start);
	pt->owner = (struct ptwalk_owner) {
		.region = ptwalk_layout_find(&ptwalk_kernel.layout, pt->va),
	};
	if (pt->owner.region->areas && ptwalk_areas_find(pt->va, &pt->area)) {
		pt->owner.area = &pt->area;
		pt->owner.guard = pt->va >= ptwalk_area_body_end(&pt->area,
								 ptwalk_kernel.geo.page_shift);
	}
	return 0;
}

static char *append(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	return to;
}

/* A field that is a number has a few bits: it is less than a hundred. */
static char *put_dec_small(char *to, u64 value)
{
	if (value > 9)
		*to++ = '0' + value / 10;
	*to++ = '0' + value % 10;
	return to;
}

/* All of them in one write: each is a word or two, and a way has a hundred. */
static void show_bits(struct seq_file *m, u64 raw, unsigned int where)
{
	u8 modes = ptwalk_arch_modes(&ptwalk_kernel.geo);
	char text[768], *to = text;
	unsigned int i;
	u64 value;

	for (i = 0; i < ptwalk_arch_nr_bits && to < text + sizeof(text) - 64; i++) {
		const struct ptwalk_bit *b = &ptwalk_arch_bits[i];

		if (!(b->where & where) || (b->unless & modes) || (b->only & modes) != b->only)
			continue;
		value = (raw & GENMASK_ULL(b->hi, b->lo)) >> b->lo;
		*to = to == text ? ' ' : ',';
		to = append(to + 1, b->name);
		*to++ = '=';
		if (b->words)
			to = append(to, b->words[value]);
		else
			to = put_dec_small(to, value);
	}
	seq_write(m, text, to - text);
}

/**
 * ptwalk_point_show_level - one level of the way: a row
 * @m: the file
 * @s: of the path
 */
void ptwalk_point_show_level(struct seq_file *m, const struct ptwalk_strip *s)
{
	seq_puts(m, ptwalk_kernel.geo.level[s->level].name);
	seq_put_decimal_ull(m, " ", s->index);
	ptwalk_show_hex(m, " ", s->table_pa);
	ptwalk_show_hex(m, " ", s->raw);
	seq_putc(m, ' ');
	seq_puts(m, ptwalk_kind_name(s->kind));
	if (s->kind == PTWALK_LEAF)
		show_bits(m, s->raw, s->level ? PTWALK_BIT_LEAF | PTWALK_BIT_BLOCK :
			  PTWALK_BIT_LEAF);
	else if (s->kind == PTWALK_TABLE || s->kind >= PTWALK_TORN)
		show_bits(m, s->raw, PTWALK_BIT_TABLE);
	else
		seq_puts(m, " -");
	seq_putc(m, '\n');
}

/* By accessors only, of a page that may be anything by now, but is there while it is online. */
static const char *online_page_state(u64 pa)
{
	struct page *page = pfn_to_online_page(PHYS_PFN(pa));

	if (!page)
		return "none";
	if (PageReserved(page))
		return "reserved";
	if (PageSlab(compound_head(page)))
		return "slab";
	if (PageTable(page))
		return "page-table";
	if (PageBuddy(page) || !page_count(page))
		return "free";
	return PageAnon(page) ? "anonymous" : "in-use";
}

/* Memory is not removed, nor its struct page with it, while the lock is held. */
static const char *page_state(u64 pa)
{
	const char *state;

	ptwalk_locks_take();
	state = online_page_state(pa);
	ptwalk_locks_release();
	return state;
}

/* The same page through the linear map. */
static void show_alias(struct seq_file *m, u64 pa)
{
	u64 va = pa - ptwalk_arch_linear_offset();
	struct ptwalk_strip s;
	struct ptwalk_prot p;

	if (!ptwalk_arch_is_table_ram(pa) || ptwalk_session_lookup(va, &s)) {
		seq_puts(m, "linear: none\n");
		return;
	}
	ptwalk_arch_prot(&ptwalk_kernel.geo, s.attrs, s.inherited, &p);
	ptwalk_show_hex(m, "linear: ", va);
	seq_putc(m, ' ');
	seq_puts(m, ptwalk_kernel.geo.level[s.level].name);
	seq_putc(m, ' ');
	ptwalk_show_prot(m, &p);
	ptwalk_show_hex(m, " pa ", s.pa + (va - s.start));
	seq_putc(m, '\n');
}

/*
 * Do the tables on the way lie in RAM? The walk that was shown may be old by now: the
 * reader takes what time it likes. What reading a device does, the hardware's reading
 * it as a table does as well.
 */
static bool may_ask(u64 va)
{
	struct ptwalk_strip s = { .kind = PTWALK_EMPTY };
	int err = ptwalk_session_lookup(va, &s);

	return (!err || err == -ENOENT) && s.kind != PTWALK_TORN && s.kind != PTWALK_FAULT &&
	       s.kind != PTWALK_OUTSIDE;
}

static void show_mmu(struct seq_file *m, const struct ptwalk_point *pt)
{
	u64 pa;
	int err;

	if (!may_ask(pt->va)) {
		seq_puts(m, "mmu: not asked\n");
		return;
	}
	err = ptwalk_arch_probe(pt->va, &pa);
	if (err == -EOPNOTSUPP) {
		seq_puts(m, "mmu: not available\n");
	} else if (err == -EIO) {
		seq_puts(m, "mmu: abort disagrees\n");
	} else if (err) {
		seq_puts(m, pt->mapped ? "mmu: fault disagrees\n" : "mmu: fault agrees\n");
	} else {
		ptwalk_show_hex(m, "mmu: ", pa);
		seq_puts(m, pt->mapped && pa == pt->pa ? " agrees\n" : " disagrees\n");
	}
}

/**
 * ptwalk_point_show_result - what the way comes to
 * @m: the file
 * @pt: the point
 */
void ptwalk_point_show_result(struct seq_file *m, const struct ptwalk_point *pt)
{
	const struct ptwalk_strip *leaf = &pt->path[pt->n - 1];
	struct ptwalk_prot p;

	ptwalk_show_hex(m, "va: ", pt->va);
	if (pt->mapped) {
		ptwalk_arch_prot(&ptwalk_kernel.geo, leaf->attrs, leaf->inherited, &p);
		ptwalk_show_hex(m, "\npa: ", pt->pa);
		seq_put_decimal_ull(m, "\nsize: ",
				    ptwalk_level_bytes(&ptwalk_kernel.geo, leaf->level, 1));
		seq_puts(m, "\nprot: ");
		ptwalk_show_rwx(m, &p);
		seq_puts(m, "\nmemtype: ");
		seq_puts(m, p.memtype);
	} else {
		seq_puts(m, "\npa: none");
	}
	seq_puts(m, "\nregion: ");
	seq_puts(m, pt->owner.region->name);
	seq_puts(m, "\nowner: ");
	ptwalk_show_owner(m, &pt->owner);
	seq_puts(m, pt->owner.guard ? " guard\n" : "\n");
	if (pt->mapped) {
		show_alias(m, pt->pa);
		seq_puts(m, "page: ");
		seq_puts(m, page_state(pt->pa));
		seq_putc(m, '\n');
	}
	show_mmu(m, pt);
}
