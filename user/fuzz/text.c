// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: rows. Any run, batch or finding that a walk of an accepted geometry can
 * yield, in buffers of every size: nothing may be written past them, text that fits must
 * be the same, and text that does not must be reported.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "ptwalk_text.h"

/** ROW - more than any row takes */
#define ROW	4096

/** struct things - arguments of the functions that print rows */
struct things {
	struct ptwalk_space space;
	u64 regs[FUZZ_REGS];
	struct ptwalk_run run;
	struct ptwalk_batch batch;
	struct ptwalk_area area;
	struct ptwalk_owner owner;
	struct ptwalk_totals totals;
	struct ptwalk_finding finding;
	const struct ptwalk_field *field;
	u64 number;
	bool areas_known;
	u8 what;
};

static const char *symbol(void *priv, u64 address)
{
	return address & 1 ? "a_function[a_module]" : "f";
}

static const char *module(void *priv, u64 va)
{
	return va & 0x1000 ? "a_module" : NULL;
}

/* One row. All of them end with a newline but for the last few, which are words. */
static bool put(struct ptwalk_text *out, const struct things *t)
{
	static const char *const before[] = { " leaves=", "," };
	struct ptwalk_human h;

	switch (t->what) {
	case 0:
		ptwalk_put_run(out, &t->run, &t->owner, t->number & 1);
		return true;
	case 1:
		ptwalk_put_linear_run(out, &t->run);
		return true;
	case 2:
		ptwalk_put_table(out, &t->batch);
		return true;
	case 3:
		ptwalk_put_entries(out, &t->run, &t->owner);
		return true;
	case 4:
		ptwalk_put_level(out, &t->batch);
		return true;
	case 5:
		ptwalk_put_region(out, t->owner.region, &t->totals);
		return true;
	case 6:
		ptwalk_put_finding(out, &t->finding);
		return true;
	case 7:
		ptwalk_put_field(out, t->field, t->regs);
		return true;
	case 8:
		ptwalk_put_leaf_counts(out, before[0], before[1], '=', t->totals.leaves);
		return false;
	case 9:
		ptwalk_put(out, ptwalk_human(t->number, &h));
		return false;
	case 10:
		ptwalk_put_share(out, t->totals.mapped, t->number);
		return false;
	default:
		ptwalk_put_owner(out, &t->owner);
		ptwalk_put_caller(out, &t->area);
		return false;
	}
}

static struct ptwalk_text into(const struct things *t, char *buf, size_t size)
{
	return (struct ptwalk_text) {
		.buf = buf, .size = size, .space = &t->space, .areas_known = t->areas_known,
		.symbol = symbol, .module = module,
	};
}

static void check_row(const char *row, size_t len, bool line)
{
	size_t i;

	hold(len < ROW);
	for (i = 0; i + line < len; i++)
		hold(row[i] >= ' ' && row[i] < 0x7f);
	hold(!line || (len && row[len - 1] == '\n'));
}

/* A sanitizer watches the end of each buffer. */
static void check_size(const struct things *t, size_t size, const char *row, size_t len)
{
	char *buf = malloc(size + !size);
	struct ptwalk_text out = into(t, buf, size);

	put(&out, t);
	if (out.len <= size)
		hold(out.len == len && !memcmp(buf, row, len));
	else
		/* printf() needs room for its NUL. */
		hold(len >= size);
	free(buf);
}

/* ---- the arguments ---- */

static u64 some_number(struct fuzz_in *in)
{
	u8 bits = fuzz_u8(in);

	return bits & 0x80 ? fuzz_u64(in) : fuzz_u8(in) * (1ULL << (bits & 63));
}

static void make_batch(struct fuzz_in *in, struct things *t)
{
	const struct ptwalk_geometry *g = &t->space.geo;
	struct ptwalk_batch *b = &t->batch;
	struct ptwalk_entry e;

	b->level = fuzz_u8(in) % g->levels;
	b->raw = fuzz_u64(in);
	b->start = fuzz_va(in, g) & ~(ptwalk_level_bytes(g, b->level, 1) - 1);
	b->index = ptwalk_level_index(g, b->level, b->start);
	b->inherited = g->ops->inherit(g, 0, fuzz_u64(in));
	ptwalk_decode(g, b->level, b->index, b->raw, &e);
	b->kind = e.kind;
	if (t->what == 2 && e.kind != PTWALK_TABLE) {
		b->level = (u8)max_t(u8, b->level, 1);
		b->raw = 0;
	} else if (e.kind == PTWALK_TABLE && t->what != 2) {
		/* A table, or why it was not entered. */
		b->kind = PTWALK_TABLE + fuzz_u8(in) % (PTWALK_KINDS - PTWALK_TABLE);
		if (b->kind == PTWALK_LEAF || b->kind == PTWALK_BAD)
			b->kind = PTWALK_LOOP;
	}
	b->pa = e.pa;
	b->attrs = e.attrs;
	b->table_pa = some_number(in);
	b->count = 1 + fuzz_u16(in) % g->level[b->level].entries;
	b->repeated = fuzz_u8(in) & 1;
	b->used = fuzz_u16(in);
	b->extents = b->count;
	b->head = b->count;
	b->tail = b->count;
	b->longest = b->count;
	b->next_pa = b->pa;
}

static void make_owner(struct fuzz_in *in, struct things *t)
{
	const struct ptwalk_geometry *g = &t->space.geo;
	struct ptwalk_region whole = { g->va_start, g->va_last, "a-region" };
	u8 how = fuzz_u8(in);

	whole.areas = how & 1;
	whole.fixed = how & 2;
	whole.gap = how & 4;
	hold(!ptwalk_layout_build(&t->space.layout, g->va_start, g->va_last, &whole, 1));
	t->owner.region = &t->space.layout.region[0];
	t->area = (struct ptwalk_area) {
		.start = fuzz_va(in, g), .end = some_number(in) | 1, .caller = fuzz_u8(in),
		.flags = fuzz_u16(in), .kind = fuzz_u8(in) % PTWALK_AREA_KINDS,
	};
	t->owner.area = how & 8 ? &t->area : NULL;
	t->areas_known = how & 16;
}

static void make_rest(struct fuzz_in *in, struct things *t)
{
	const struct ptwalk_format_ops *ops = t->space.geo.ops;
	unsigned int i;

	t->field = &ops->fields[fuzz_u8(in) % *ops->nr_fields];
	t->number = some_number(in);
	t->totals.mapped = some_number(in);
	for (i = 0; i < PTWALK_LEVELS; i++) {
		t->totals.tables[i] = fuzz_u16(in);
		t->totals.leaves[i] = some_number(in);
	}
	t->totals.extents.n = some_number(in);
	ptwalk_run_start(&t->run, &t->space.geo, &t->batch, NULL);
	t->run.leaves = some_number(in);
	t->run.bytes = some_number(in);
	t->finding = (struct ptwalk_finding) {
		.start = t->batch.start, .last = t->space.geo.va_last, .expected = some_number(in),
		.actual = some_number(in), .rule = fuzz_u8(in) % PTWALK_RULES,
		.region = t->number & 1 ? t->owner.region : NULL,
	};
	if (t->owner.area)
		t->finding.area = t->area;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { data, size };
	static struct things t;
	const struct fuzz_format *fmt;
	static char row[ROW];
	struct ptwalk_text out;
	size_t s;
	bool line;

	memset(&t, 0, sizeof(t));
	t.what = fuzz_u8(&in) % 12;
	if (!fuzz_raw_geometry(&in, t.regs, &fmt, &t.space.geo))
		return 0;
	/* Where there is one level only, no entry leads to a table. */
	if (t.what == 2 && t.space.geo.levels == 1)
		return 0;
	make_batch(&in, &t);
	make_owner(&in, &t);
	make_rest(&in, &t);
	out = into(&t, row, sizeof(row));
	line = put(&out, &t);
	check_row(row, out.len, line);
	for (s = 0; s <= out.len + 1; s++)
		check_size(&t, s, row, out.len);
	return 0;
}
