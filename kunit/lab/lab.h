/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module of the course in docs/labs: it makes what the labs ask about, from a seed,
 * and judges answers. An answer is compared with the running kernel when it is given;
 * nothing prints the right one. Like the fixture, whose mappings and faults it uses, it
 * shares no code with ptwalk.
 */
#ifndef LAB_H
#define LAB_H

#include <linux/list.h>
#include <linux/types.h>

#include "../fixture/fixture.h"

struct seq_file;

/** LAB_NAME - bytes of the name of a thing, the last one NUL */
#define LAB_NAME 16

/** LAB_PLACES - most addresses at which one page is mapped on purpose */
#define LAB_PLACES 16

/** LAB_LEVELS - most levels of table */
#define LAB_LEVELS 5

/**
 * struct lab_thing - what a lab asks about
 * @list: in the list of all of them
 * @name: the lab's name for it
 * @kind: what it is
 * @t: the mapping or fault; NULL after it has been freed
 * @n: its size, chosen by the seed
 * @start: first address; stays after @t has been freed
 * @end: address after the last one
 * @point: an address in it, chosen by the seed
 * @told: what a student is told of it, or 0
 * @pages: pages mapped when it was made
 * @place: the addresses of one page, without that in the linear map
 * @nr_places: entries in @place
 * @task: a thread of its own, or NULL
 */
struct lab_thing {
	struct list_head list;
	char name[LAB_NAME];
	const struct lab_kind *kind;
	struct fixture_thing *t;
	u32 n;
	u64 start;
	u64 end;
	u64 point;
	u64 told;
	u64 pages;
	u64 place[LAB_PLACES];
	u32 nr_places;
	struct task_struct *task;
};

/**
 * struct lab_kind - a kind of thing that only the labs have
 * @name: as in commands
 * @physical: a student is told a physical address
 * @make: fill @thing, whose @n is set, and its @t, which is empty. 0 or -errno;
 *	on error, fixture_thing_free() frees what @t has taken.
 */
struct lab_kind {
	const char *name;
	bool physical;
	int (*make)(struct lab_thing *thing);
};

/**
 * struct lab_walk - the way to one address
 * @level: where the walk ended: 0 is the last level
 * @entry: the entry of each level that was reached
 * @table: physical address of the table of each such level
 * @mapped: does the last entry map memory?
 * @pa: the physical address, if so
 */
struct lab_walk {
	int level;
	u64 entry[LAB_LEVELS];
	u64 table[LAB_LEVELS];
	bool mapped;
	u64 pa;
};

/* walk.c */
int lab_levels(void);
u64 lab_root(void);
u64 lab_lowest(void);
u32 lab_index(int level, u64 va);
u64 lab_level_bytes(int level);
u64 lab_entry_address(u64 entry);
int lab_peek(u64 pa, u64 *word);
void lab_walk(u64 va, struct lab_walk *w);
void lab_measure(u64 start, u64 end, struct fixture_shape *s);
void lab_prot(const struct lab_walk *w, char prot[4]);

/* kinds.c */
extern const struct lab_kind lab_kinds[];
extern u32 lab_variable;

/* main.c */
u32 lab_pick(const char *what, u32 low, u32 high);
struct lab_thing *lab_find(const char *name);

/* judge.c */
void lab_judge(char *line, char *verdict, size_t size);

/* report.c */
int lab_reports_show(struct seq_file *m, void *v);
const char *lab_report_cause(u32 number);
u64 lab_report_address(u32 number);

#endif /* LAB_H */
