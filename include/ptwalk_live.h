/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The live half: the running kernel, as the files see it. The stages below this
 * (geometry, descriptors, walk, run, layout, tally) know nothing of it.
 */
#ifndef PTWALK_LIVE_H
#define PTWALK_LIVE_H

#include <linux/seq_file.h>

#include "ptwalk_arch.h"
#include "ptwalk_areas.h"
#include "ptwalk_check.h"
#include "ptwalk_survey.h"

/**
 * struct ptwalk_kernel - what was found out about the running kernel at load
 * @regs: the registers as read
 * @geo: what they say
 * @layout: the regions of its address space
 * @root_agrees: who confirms the root, or why nobody does; for status
 * @may_write_aliases: why read-only pages may be writable through the linear map;
 *	NULL if this kernel promises that they are not
 *
 * Written by ptwalk_kernel_init(), constant from then on.
 */
struct ptwalk_kernel {
	struct ptwalk_regs regs;
	struct ptwalk_geometry geo;
	struct ptwalk_layout layout;
	char root_agrees[96];
	const char *may_write_aliases;
};

extern struct ptwalk_kernel ptwalk_kernel;

struct ptwalk_session;

/**
 * struct ptwalk_file - one file of the interface
 * @name: its name
 * @columns: what its first line says of its columns; NULL if that depends
 * @state_size: bytes of state that it keeps in a session
 * @owners: it needs to know the areas
 * @window: descriptors of a table that its walk copies at once; 0 for as many as can be
 * @begin: get ready for the first row. 0 or -errno.
 * @next: find the next row and keep it in the state. 1, 0 at the end, -errno.
 * @show: print the row that the state holds; may be called again for the same
 * @header: its columns, where they depend
 * @end: give back what the state holds, or NULL
 *
 * Context: all three may sleep; none is called with a lock held but that of the
 * open file. Nothing here may allocate by vmalloc: the files show what is mapped.
 */
struct ptwalk_file {
	const char *name;
	const char *columns;
	size_t state_size;
	bool owners;
	u16 window;
	int (*begin)(struct ptwalk_session *ss);
	int (*next)(struct ptwalk_session *ss);
	void (*show)(struct ptwalk_session *ss, struct seq_file *m);
	const char *(*header)(struct ptwalk_session *ss);
	void (*end)(struct ptwalk_session *ss);
};

/** PTWALK_NAMES_BITS - log2 of the symbols that an open file remembers */
#define PTWALK_NAMES_BITS	4

/**
 * struct ptwalk_name - a symbol that was looked up
 * @address: of the code; 0 for none
 * @text: its name, with its module
 */
struct ptwalk_name {
	u64 address;
	char text[72];
};

/**
 * struct ptwalk_session - an open file
 * @file: which one
 * @walk: its walk
 * @areas: the areas when it began, if it needs them; otherwise empty
 * @start: where it begins when it is rewound
 * @end: where it ends, 0 for 2^64
 * @whole: the walk in progress goes over everything
 * @inner: the session of another file that makes its rows, or NULL
 * @row: number of the row in @state, counted from 1; 0 before the first
 * @owner: whose the addresses from @owned_from up to the walk's limit are
 * @owned_from: the address that @owner was found for
 * @steps: strips so far
 * @near: number of the area that was found last
 * @name: symbols looked up since its beginning, by a hash of their addresses
 * @ns: time spent since its beginning, without pauses
 * @since: when the last pause ended
 * @state: of the file, zero at first, kept from row to row
 */
struct ptwalk_session {
	const struct ptwalk_file *file;
	struct ptwalk_walk walk;
	struct ptwalk_areas areas;
	u64 start;
	u64 end;
	bool whole;
	struct ptwalk_session *inner;
	loff_t row;
	struct ptwalk_owner owner;
	u64 owned_from;
	u32 steps;
	u32 near;
	struct ptwalk_name name[1 << PTWALK_NAMES_BITS];
	u64 ns;
	u64 since;
	void *state;
};

/* pause.c: what every long loop does */
int ptwalk_pause(void);

/* reader.c: table memory of the running kernel */
extern struct ptwalk_reader ptwalk_live_reader;

/* peek.c: other memory of the running kernel */
int ptwalk_peek(void *to, const void *from, size_t bytes);

/* session.c: a walk of the running kernel */
struct ptwalk_session *ptwalk_session_new(const struct ptwalk_file *file);
void ptwalk_session_free(struct ptwalk_session *ss);
int ptwalk_session_rewind(struct ptwalk_session *ss);
void ptwalk_session_seek(struct ptwalk_session *ss, u64 start, u64 end);
void ptwalk_session_resume(struct ptwalk_session *ss);
void ptwalk_session_pause(struct ptwalk_session *ss);
int ptwalk_session_next(struct ptwalk_session *ss, struct ptwalk_strip *s,
			struct ptwalk_owner *owner);
int ptwalk_session_lookup(u64 va, struct ptwalk_strip *s);

/**
 * struct ptwalk_last_walk - the last walk that went over everything
 * @stats: what it cost
 * @ns: how long it took
 */
struct ptwalk_last_walk {
	struct ptwalk_stats stats;
	u64 ns;
};

void ptwalk_session_last(struct ptwalk_last_walk *last);

/* survey.c: one walk, totals for each region */
int ptwalk_survey_take(struct ptwalk_session *ss, struct ptwalk_survey *sv);

/* confirm.c: the second look */
int ptwalk_confirm_probe(u64 va, u64 *pa);
const char *ptwalk_confirm_no_mmu(void);
void ptwalk_confirm_prepare(struct ptwalk_checker *ck, const struct ptwalk_areas *areas,
			    struct ptwalk_ram *ram);
int ptwalk_confirm(struct ptwalk_finding *f, u32 *n, u32 *unstable);

/* kernel.c: what is found out at load */
int ptwalk_kernel_init(void);
bool ptwalk_kernel_in_image(u64 va);

/* debugfs.c: the files as files */
int ptwalk_debugfs_init(void);
void ptwalk_debugfs_exit(void);

/* files/: one noun each */
extern const struct ptwalk_file ptwalk_file_status, ptwalk_file_regs, ptwalk_file_layout,
	ptwalk_file_tables, ptwalk_file_maps, ptwalk_file_extents, ptwalk_file_areas,
	ptwalk_file_linear, ptwalk_file_tasks, ptwalk_file_check, ptwalk_file_summary,
	ptwalk_file_query;

/* files/maps.c: a row of extents, for query */
void ptwalk_show_run(struct seq_file *m, const struct ptwalk_run *r,
		     const struct ptwalk_owner *whose, bool extents);

/**
 * struct ptwalk_point - all about one address
 * @va: the address
 * @n: descriptors on the way to it
 * @path: those, from the root down; the last one is where it ends
 * @mapped: there is something at the end of it
 * @pa: what, if so
 * @owner: whose the address is
 * @area: what @owner points to
 */
struct ptwalk_point {
	u64 va;
	u32 n;
	struct ptwalk_strip path[PTWALK_LEVELS];
	bool mapped;
	u64 pa;
	struct ptwalk_owner owner;
	struct ptwalk_area area;
};

/* files/point.c: the answer about one address */
int ptwalk_point_look(struct ptwalk_point *pt);
void ptwalk_point_show_level(struct seq_file *m, const struct ptwalk_strip *s);
void ptwalk_point_show_result(struct seq_file *m, const struct ptwalk_point *pt);

/* files/query.c: what is written to query */
int ptwalk_query_set(struct ptwalk_session *ss, char *text);

/**
 * struct ptwalk_task_total - where all threads are
 * @threads: seen
 * @resolved: their task_struct is mapped, all of it
 * @linear: and where the formula of the linear map says
 * @straddling: it lies in more than one page
 * @contiguous: and goes on in the next physical page
 */
struct ptwalk_task_total {
	u64 threads;
	u64 resolved;
	u64 linear;
	u64 straddling;
	u64 contiguous;
};

/* files/tasks.c */
int ptwalk_tasks_count(struct ptwalk_task_total *t);

/* files/claims.c: the part of summary that judges the analysis */
void ptwalk_show_claims(struct seq_file *m, const struct ptwalk_survey *sv,
			const struct ptwalk_task_total *tasks);

/* files/summary.c: totals of all pieces of a region */
struct ptwalk_tally ptwalk_sum_of(const struct ptwalk_survey *sv, const char *name, u64 *bytes);

/* files/evidence.c: the part of summary that is about areas */
void ptwalk_show_evidence(struct seq_file *m, const struct ptwalk_survey *sv);

/* files/text.c: what rows and prose have in common */
/** struct ptwalk_human - a size as people read it */
struct ptwalk_human {
	char text[16];
};

const char *ptwalk_human(u64 bytes, struct ptwalk_human *h);
void ptwalk_show_share(struct seq_file *m, u64 part, u64 whole);
void ptwalk_show_hex(struct seq_file *m, const char *before, u64 value);
void ptwalk_show_range(struct seq_file *m, u64 start, u64 bytes);
void ptwalk_show_rwx(struct seq_file *m, const struct ptwalk_prot *p);
void ptwalk_show_prot(struct seq_file *m, const struct ptwalk_prot *p);
void ptwalk_show_flags(struct seq_file *m, u64 attrs, unsigned int where);
const char *ptwalk_kind_name(enum ptwalk_kind kind);
void ptwalk_show_caller(struct seq_file *m, const struct ptwalk_area *a);
void ptwalk_show_owner(struct seq_file *m, const struct ptwalk_owner *o);

#endif /* PTWALK_LIVE_H */
