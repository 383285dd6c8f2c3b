/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the fuzz targets: an input that is read from front to back, spaces of every
 * format, and memory full of tables that the input describes.
 */
#ifndef PTWALK_FUZZ_H
#define PTWALK_FUZZ_H

#include "ptwalk_walk.h"

/** FUZZ_PAGES - pages of table memory */
#define FUZZ_PAGES	16

/** FUZZ_PAGE_WORDS - entries in the largest page */
#define FUZZ_PAGE_WORDS	8192

/** FUZZ_BASE - physical address of the first of them, where the root is */
#define FUZZ_BASE	BIT_ULL(24)

/** FUZZ_REGS - room for the registers of any format */
#define FUZZ_REGS	32

/** hold - crash on this input unless the condition is true */
#define hold(condition)	\
	((condition) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #condition))

/**
 * struct fuzz_in - an input
 * @at: next byte
 * @left: how many there are; behind them are zeros
 */
struct fuzz_in {
	const u8 *at;
	size_t left;
};

/**
 * struct fuzz_format - a format under test
 * @ops: the format
 * @regs_bytes: size of its struct of registers
 * @regs: registers with a good chance to be accepted; the root is at @root or near
 * @table: an entry that points to a table
 * @leaf: an entry that maps memory
 */
struct fuzz_format {
	const struct ptwalk_format_ops *ops;
	size_t regs_bytes;
	void (*regs)(struct fuzz_in *in, u64 root, u64 regs[FUZZ_REGS]);
	u64 (*table)(const struct ptwalk_geometry *g, u64 pa, u8 bits);
	u64 (*leaf)(const struct ptwalk_geometry *g, unsigned int level, u64 pa, u8 bits);
};

extern const struct fuzz_format fuzz_formats[];
extern const unsigned int fuzz_nr_formats;

/** enum fuzz_page - how a page of table memory can be read */
enum fuzz_page {
	FUZZ_READABLE,
	FUZZ_UNREADABLE,
	FUZZ_NO_RAM,
};

/**
 * struct fuzz_image - memory full of tables
 * @rd: its reader; first member
 * @fmt: the format of the tables
 * @space: the space that they make
 * @word: the memory, page by page
 * @page: enum fuzz_page, of each
 * @changes: while there is input in it, memory changes between reads
 * @again: and then all over again, without end; empty if not
 * @changing: it does
 * @delay: reads up to the next change
 * @reads: calls of read() so far
 * @words: entries that were read
 * @budget: once so many entries were read, pause() says -EINTR; a call counts for 16
 * @walk: the walk that reads, NULL if it is not known
 * @va: where its cursor was at the last read
 * @reads_there: reads since it is there
 * @bound: most of them that there may be
 */
struct fuzz_image {
	struct ptwalk_reader rd;
	const struct fuzz_format *fmt;
	struct ptwalk_space space;
	u64 word[FUZZ_PAGES][FUZZ_PAGE_WORDS];
	u8 page[FUZZ_PAGES];
	struct fuzz_in changes;
	struct fuzz_in again;
	bool changing;
	u32 delay;
	u64 reads;
	u64 words;
	u64 budget;
	const struct ptwalk_walk *walk;
	u64 va;
	u64 reads_there;
	u64 bound;
};

_Noreturn void fuzz_failed(const char *file, int line, const char *condition);
u8 fuzz_u8(struct fuzz_in *in);
u16 fuzz_u16(struct fuzz_in *in);
u64 fuzz_u64(struct fuzz_in *in);
u64 fuzz_va(struct fuzz_in *in, const struct ptwalk_geometry *g);
void fuzz_range(struct fuzz_in *in, const struct ptwalk_geometry *g, u64 *start, u64 *last);
u64 fuzz_hash(u64 value);
bool fuzz_geometry(struct fuzz_in *in, const struct fuzz_format **fmt, struct ptwalk_geometry *g);
bool fuzz_raw_geometry(struct fuzz_in *in, u64 regs[FUZZ_REGS], const struct fuzz_format **fmt,
		       struct ptwalk_geometry *g);
u64 fuzz_address(const struct ptwalk_geometry *g, u64 pa);
struct fuzz_image *fuzz_image(struct fuzz_in *in);
void fuzz_watch(struct fuzz_image *im, const struct ptwalk_walk *w);
const u64 *fuzz_word(const struct fuzz_image *im, u64 pa);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#endif /* PTWALK_FUZZ_H */
