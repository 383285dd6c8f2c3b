/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text: the rows of the files. The same code can print a live kernel and a dump.
 */
#ifndef PTWALK_TEXT_H
#define PTWALK_TEXT_H

#include "ptwalk_check.h"
#include "ptwalk_fold.h"
#include "ptwalk_holes.h"
#include "ptwalk_stats.h"

/**
 * struct ptwalk_text - a buffer for text, and what the text is about
 * @buf: the buffer
 * @size: of @buf
 * @len: bytes so far; more than @size if they did not fit
 * @space: the address space
 * @areas_known: its areas are available
 * @symbol: get the symbol at a code address, with its module, as one word
 * @module: get the name of the module whose memory is at an address, or NULL
 * @priv: first argument of both
 *
 * Text that does not fit is dropped but counted: the caller prints the row again
 * into a larger buffer.
 */
struct ptwalk_text {
	char *buf;
	size_t size;
	size_t len;
	const struct ptwalk_space *space;
	bool areas_known;
	const char *(*symbol)(void *priv, u64 address);
	const char *(*module)(void *priv, u64 va);
	void *priv;
};

/** PTWALK_HEX - characters of a number as ptwalk_put_hex() writes it */
#define PTWALK_HEX	18

/** struct ptwalk_human - a size as people read it, as "1.50 MiB" */
struct ptwalk_human {
	char text[16];
};

/* put.c: words and numbers */
void ptwalk_put_bytes(struct ptwalk_text *out, const char *bytes, size_t n);
void ptwalk_put(struct ptwalk_text *out, const char *text);
void ptwalk_putc(struct ptwalk_text *out, char c);
void ptwalk_put_dec(struct ptwalk_text *out, const char *before, u64 value);
void ptwalk_put_hex(struct ptwalk_text *out, const char *before, u64 value);
void ptwalk_put_range(struct ptwalk_text *out, u64 start, u64 bytes);
void __printf(2, 3)
ptwalk_printf(struct ptwalk_text *out, const char *format, ...);
void ptwalk_cut(struct ptwalk_text *out, size_t from, size_t width);
const char *ptwalk_human(u64 bytes, struct ptwalk_human *h);
void ptwalk_put_share(struct ptwalk_text *out, u64 part, u64 whole);

/* entry.c: entries and register fields */
const char *ptwalk_kind_name(enum ptwalk_kind kind);
void ptwalk_put_rwx(struct ptwalk_text *out, const struct ptwalk_prot *p);
void ptwalk_put_prot(struct ptwalk_text *out, const struct ptwalk_prot *p);
void ptwalk_put_flags(struct ptwalk_text *out, const char *before, u64 attrs, unsigned int where);
void ptwalk_put_bits(struct ptwalk_text *out, u64 raw, unsigned int where);
void ptwalk_put_field(struct ptwalk_text *out, const struct ptwalk_field *f, const void *regs);

/* owner.c: owners */
void ptwalk_put_caller(struct ptwalk_text *out, const struct ptwalk_area *a);
void ptwalk_put_owner(struct ptwalk_text *out, const struct ptwalk_owner *o);

/* row.c: rows of mappings */
void ptwalk_put_run(struct ptwalk_text *out, const struct ptwalk_run *r,
		    const struct ptwalk_owner *o, bool extents);
void ptwalk_put_linear_run(struct ptwalk_text *out, const struct ptwalk_run *r);
void ptwalk_put_table(struct ptwalk_text *out, const struct ptwalk_batch *b);
void ptwalk_put_entries(struct ptwalk_text *out, const struct ptwalk_run *r,
			const struct ptwalk_owner *o);
void ptwalk_put_like_tables(struct ptwalk_text *out, const struct ptwalk_like_tables *t);
void ptwalk_put_level(struct ptwalk_text *out, const struct ptwalk_batch *b);
void ptwalk_put_region(struct ptwalk_text *out, const struct ptwalk_region *r,
		       const struct ptwalk_totals *t);
void ptwalk_put_totals(struct ptwalk_text *out, const struct ptwalk_totals *t);
void ptwalk_put_leaf_counts(struct ptwalk_text *out, const char *before, const char *between,
			    char equals, const u64 *leaves);
void ptwalk_put_finding(struct ptwalk_text *out, const struct ptwalk_finding *f);

/* hole.c: rows of holes */
void ptwalk_put_zone(struct ptwalk_text *out, const struct ptwalk_zone *z);
void ptwalk_put_hole(struct ptwalk_text *out, const struct ptwalk_zone *z,
		     const struct ptwalk_hole *hole);
void ptwalk_put_hole_stats(struct ptwalk_text *out, const struct ptwalk_zone *z,
			   const struct ptwalk_hole_stats *s);

#endif /* PTWALK_TEXT_H */
