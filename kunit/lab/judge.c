// SPDX-License-Identifier: GPL-2.0-only
/*
 * Judging answers. A claim is a line of words, the answer last:
 *
 *	root ANSWER			physical address of the root
 *	levels ANSWER			how many there are
 *	index LEVEL VA ANSWER		index in the table of that level
 *	entry LEVEL VA ANSWER		the entry itself
 *	stop VA ANSWER			the entry at which the walk of VA ends
 *	pa VA ANSWER			what VA leads to
 *	alias VA ANSWER			where that is in the linear map
 *	prot VA ANSWER			"r-x"
 *	region VA ANSWER		"linear", "modules", "vmalloc", "vmemmap"
 *	attrindx VA ANSWER		the index of the memory type
 *	mair VA ANSWER			that byte of MAIR_EL1
 *	memtype VA ANSWER		its name, as "normal" or "device-nGnRE"
 *	run VA ANSWER			pages with the same prot, in a row
 *	group ANSWER			pages in a contiguous group
 *	leaf LEVEL ANSWER		bytes that a leaf of a level maps
 *	of NAME FACT ANSWER		facts[]
 *	thread NAME FACT ANSWER		pid, task, pa, last, crosses
 *	report N ANSWER			why fault N happened: guard, lazy, stack
 *	past WHY NAME ANSWER		bytes from the end of what NAME maps to the fault of
 *					that reason
 *
 * LEVEL is "top", "above" (the last but one) or "last". VA is an address, a thing's name, which
 * stands for the address in it that a student is told, NAME+N, or ~NAME: the same page
 * in the linear map; "lowest" is the first address of the kernel's half. NAME stands
 * for a thing.
 *
 * The verdict is "yes", or "no CLASS": what mistake leads to this answer, as far as it
 * can be told, otherwise "other".
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sort.h>
#include <linux/string.h>

#include <asm/pgtable-hwdef.h>
#include <asm/sysreg.h>

#include "lab.h"

#define MOST_WORDS 5

/**
 * struct answer - an answer and what it turned out to be
 * @text: as it was given
 * @value: as a number
 * @number: it is one
 * @class: "yes", the class of the mistake, or NULL as long as nothing fits
 */
struct answer {
	const char *text;
	u64 value;
	bool number;
	const char *class;
};

/* The first that fits decides. */
static void fits(struct answer *a, const char *class, u64 value)
{
	if (!a->class && a->number && a->value == value)
		a->class = class;
}

static void fits_word(struct answer *a, const char *class, const char *word)
{
	if (!a->class && !strcmp(a->text, word))
		a->class = class;
}

static void right(struct answer *a, u64 value)
{
	fits(a, "yes", value);
	if (!a->number && !a->class)
		a->class = "number";
	/* The upper bits left out, as many as tools are used to. */
	if (value >> 48)
		fits(a, "truncated", value & GENMASK_ULL(47, 0));
	if (value >> 52)
		fits(a, "truncated", value & GENMASK_ULL(51, 0));
}

static void right_count(struct answer *a, u64 value)
{
	right(a, value);
	fits(a, "off-by-one", value + 1);
	if (value)
		fits(a, "off-by-one", value - 1);
}

/* ---- arguments ---- */

static int level_named(const char *name)
{
	return !strcmp(name, "top") ? lab_levels() - 1 : !strcmp(name, "above") ? 1 : 0;
}

static int linear_alias(u64 *va)
{
	struct lab_walk w;

	lab_walk(*va, &w);
	if (!w.mapped || !pfn_valid(PHYS_PFN(w.pa)))
		return -EINVAL;
	*va = (u64)phys_to_virt(w.pa);
	return 0;
}

static int address(char *word, u64 *va)
{
	char *plus = strchr(word, '+');
	const struct lab_thing *thing;
	bool alias = *word == '~';
	u64 more = 0;

	if (plus) {
		*plus = '\0';
		if (kstrtou64(plus + 1, 0, &more))
			return -EINVAL;
	}
	thing = lab_find(word + alias);
	if (thing)
		*va = thing->point;
	else if (!strcmp(word, "lowest"))
		*va = lab_lowest();
	else if (kstrtou64(word + alias, 0, va))
		return -EINVAL;
	*va += more;
	return alias ? linear_alias(va) : 0;
}

static const struct lab_thing *thing_around(u64 va)
{
	const struct lab_thing *thing = lab_find("data");

	return thing && va >= thing->start && va < thing->end ? thing : NULL;
}

/* ---- the hardware ---- */

static int judge_root(struct answer *a, char **arg)
{
	right(a, lab_root());
	fits(a, "register", read_sysreg(ttbr1_el1));
	fits(a, "virtual", (u64)phys_to_virt(lab_root()));
	/* The field, as it stands in the list of fields. */
	fits(a, "field", lab_root() >> 1);
	return 0;
}

static int judge_levels(struct answer *a, char **arg)
{
	right_count(a, lab_levels());
	return 0;
}

static int judge_group(struct answer *a, char **arg)
{
	right(a, CONT_PTES);
	fits(a, "bytes", CONT_PTES * PAGE_SIZE);
	fits(a, "level", CONT_PMDS);
	return 0;
}

static int judge_leaf(struct answer *a, char **arg)
{
	int level = level_named(arg[0]), other;

	right(a, lab_level_bytes(level));
	fits(a, "pages", lab_level_bytes(level) >> PAGE_SHIFT);
	for (other = 0; other < lab_levels(); other++)
		fits(a, "level", lab_level_bytes(other));
	return 0;
}

/* ---- the way to an address ---- */

static int judge_index(struct answer *a, char **arg)
{
	int level = level_named(arg[0]), other;
	u64 va;

	if (address(arg[1], &va))
		return -EINVAL;
	right(a, lab_index(level, va));
	fits(a, "bytes", lab_index(level, va) * sizeof(u64));
	fits(a, "first", 0);
	for (other = 0; other < lab_levels(); other++)
		fits(a, "level", lab_index(other, va));
	/* As if the upper bits were part of it. */
	fits(a, "bits", va >> (PAGE_SHIFT + level * (PAGE_SHIFT - 3)));
	fits(a, "bits", (va & GENMASK_ULL(47, 0)) >> (PAGE_SHIFT + level * (PAGE_SHIFT - 3)));
	return 0;
}

static int judge_entry(struct answer *a, char **arg)
{
	struct lab_walk w;
	int level = level_named(arg[0]), other;
	u64 va;

	if (address(arg[1], &va))
		return -EINVAL;
	lab_walk(va, &w);
	if (w.level > level)
		return -EINVAL;
	right(a, w.entry[level]);
	fits(a, "address", lab_entry_address(w.entry[level]));
	for (other = w.level; other < lab_levels(); other++) {
		fits(a, "level", w.entry[other]);
		fits(a, "place", w.table[other] + lab_index(other, va) * sizeof(u64));
	}
	return 0;
}

static int judge_stop(struct answer *a, char **arg)
{
	struct lab_walk w;
	int other;
	u64 va;

	if (address(arg[0], &va))
		return -EINVAL;
	lab_walk(va, &w);
	right(a, w.entry[w.level]);
	for (other = w.level + 1; other < lab_levels(); other++)
		fits(a, "level", w.entry[other]);
	return 0;
}

static int judge_pa(struct answer *a, char **arg)
{
	const struct lab_thing *thing;
	struct lab_walk w, first;
	u64 va, entry, offset;

	if (address(arg[0], &va))
		return -EINVAL;
	lab_walk(va, &w);
	if (!w.mapped)
		return -EINVAL;
	entry = w.entry[w.level];
	offset = va & (lab_level_bytes(w.level) - 1);
	right(a, w.pa);
	fits(a, "offset", w.pa & PAGE_MASK);
	fits(a, "offset", lab_entry_address(entry));
	fits(a, "entry", entry);
	fits(a, "attributes", entry + offset);
	fits(a, "attributes", (entry & PAGE_MASK) + offset);
	fits(a, "attributes", entry & PAGE_MASK);
	fits(a, "virtual", va);
	fits(a, "table", w.table[w.level]);
	fits(a, "level", w.table[w.level] + (va & ~PAGE_MASK));
	fits(a, "base", va - lab_lowest());
	fits(a, "base", va - PAGE_OFFSET);
	thing = thing_around(va);
	if (thing) {
		lab_walk(thing->start, &first);
		fits(a, "contiguous", first.pa + (va - thing->start));
	}
	/* A record over a border, as if it went on in the next physical page. */
	lab_walk(va - 32, &first);
	if (first.mapped)
		fits(a, "contiguous", first.pa + 32);
	return 0;
}

static int judge_alias(struct answer *a, char **arg)
{
	u64 va, alias;

	if (address(arg[0], &va))
		return -EINVAL;
	alias = va;
	if (linear_alias(&alias))
		return -EINVAL;
	right(a, alias);
	fits(a, "physical", virt_to_phys((void *)alias));
	fits(a, "same", va);
	fits(a, "offset", alias & PAGE_MASK);
	fits(a, "base", lab_lowest() + virt_to_phys((void *)alias));
	fits(a, "base", PAGE_OFFSET + virt_to_phys((void *)alias));
	return 0;
}

static int judge_region(struct answer *a, char **arg)
{
	u64 va;

	if (address(arg[0], &va))
		return -EINVAL;
	/* A 52-bit kernel's PAGE_OFFSET is below what 48-bit hardware translates. */
	if (__is_lm_address(va))
		fits_word(a, "yes", "linear");
	else if (va >= MODULES_VADDR && va < MODULES_END)
		fits_word(a, "yes", "modules");
	else if (va >= VMALLOC_START && va < VMALLOC_END)
		fits_word(a, "yes", "vmalloc");
	else
		fits_word(a, "yes", "vmemmap");
	fits_word(a, "user", "user");
	fits_word(a, "linear", "linear");
	fits_word(a, "region", "vmalloc");
	fits_word(a, "region", "modules");
	return 0;
}

/* ---- attributes ---- */

static int judge_prot(struct answer *a, char **arg)
{
	struct lab_walk w;
	char prot[4];
	u64 va;

	if (address(arg[0], &va))
		return -EINVAL;
	lab_walk(va, &w);
	lab_prot(&w, prot);
	fits_word(a, "yes", prot);
	if (prot[1] == '-')
		fits_word(a, "writable", "rw-");
	if (prot[1] == 'w')
		fits_word(a, "readonly", "r--");
	if (prot[2] == 'x')
		fits_word(a, "executable", "r--");
	else
		fits_word(a, "executable", "r-x");
	fits_word(a, "both", "rwx");
	return 0;
}

static u64 attr_index(const struct lab_walk *w)
{
	return w->entry[w->level] >> 2 & 7;
}

static u64 attr_byte(u64 index)
{
	return read_sysreg(mair_el1) >> index * 8 & 0xff;
}

static int leaf_of(char *word, struct lab_walk *w)
{
	u64 va;

	if (address(word, &va))
		return -EINVAL;
	lab_walk(va, w);
	return w->mapped ? 0 : -EINVAL;
}

static int judge_attrindx(struct answer *a, char **arg)
{
	struct lab_walk w;

	if (leaf_of(arg[0], &w))
		return -EINVAL;
	right(a, attr_index(&w));
	fits(a, "bits", w.entry[w.level] & 0x1c);
	fits(a, "byte", attr_byte(attr_index(&w)));
	return 0;
}

static int judge_mair(struct answer *a, char **arg)
{
	struct lab_walk w;
	int i;

	if (leaf_of(arg[0], &w))
		return -EINVAL;
	right(a, attr_byte(attr_index(&w)));
	/* Bytes counted from the other end. */
	fits(a, "end", attr_byte(7 - attr_index(&w)));
	fits(a, "index", attr_index(&w));
	for (i = 0; i < 8; i++)
		fits(a, "byte", attr_byte(i));
	return 0;
}

static const struct {
	u8 byte;
	const char *name;
} memtypes[] = {
	{ 0x00, "device-nGnRnE" },
	{ 0x04, "device-nGnRE" },
	{ 0x0c, "device-GRE" },
	{ 0x44, "normal-nc" },
	{ 0xbb, "normal-wt" },
	{ 0xf0, "normal-tagged" },
	{ 0xff, "normal" },
};

static int judge_memtype(struct answer *a, char **arg)
{
	struct lab_walk w;
	u32 i;

	if (leaf_of(arg[0], &w))
		return -EINVAL;
	for (i = 0; i < ARRAY_SIZE(memtypes); i++)
		if (memtypes[i].byte == attr_byte(attr_index(&w)))
			fits_word(a, "yes", memtypes[i].name);
	fits_word(a, "cached", "normal");
	for (i = 0; i < ARRAY_SIZE(memtypes); i++)
		fits_word(a, "type", memtypes[i].name);
	return 0;
}

/* Pages from @va on, a @step each, with the protection @prot. */
static u64 same_prot(u64 va, s64 step, const char *prot)
{
	char other[4];
	struct lab_walk w;
	u64 n;

	for (n = 0; ; n++) {
		lab_walk(va + n * step, &w);
		lab_prot(&w, other);
		if (!w.mapped || strcmp(prot, other))
			return n;
	}
}

static int judge_run(struct answer *a, char **arg)
{
	struct lab_walk w;
	char prot[4];
	u64 va, n;

	if (address(arg[0], &va))
		return -EINVAL;
	lab_walk(va, &w);
	lab_prot(&w, prot);
	va &= PAGE_MASK;
	n = same_prot(va, PAGE_SIZE, prot) + same_prot(va - PAGE_SIZE, -(s64)PAGE_SIZE, prot);
	right(a, n);
	fits(a, "guard", n + 1);
	fits(a, "bytes", n * PAGE_SIZE);
	return 0;
}

/* ---- things ---- */

/* Entries of the last but one level that lead to a table, in the range of a thing. */
static u64 tables_of(const struct lab_thing *thing)
{
	u64 end = thing->start + thing->pages * PAGE_SIZE;
	u64 bytes = lab_level_bytes(1), n = 0, va;
	struct lab_walk w;

	for (va = thing->start & ~(bytes - 1); va < end; va += bytes) {
		lab_walk(va, &w);
		n += w.level == 0;
	}
	return n;
}

static u64 leaves_of(const struct lab_thing *thing, bool blocks)
{
	struct lab_walk w;
	u64 va, n = 0;

	for (va = thing->start; va < thing->end; va += lab_level_bytes(w.level)) {
		lab_walk(va, &w);
		n += w.mapped && blocks == (w.level > 0);
	}
	return n;
}

static void fact_start(struct answer *a, const struct lab_thing *thing)
{
	struct lab_walk w;

	right(a, thing->start);
	fits(a, "end", thing->end);
	fits(a, "end", thing->start + thing->pages * PAGE_SIZE);
	fits(a, "point", thing->point);
	lab_walk(thing->start, &w);
	if (w.mapped)
		fits(a, "physical", w.pa);
}

static void fact_guard(struct answer *a, const struct lab_thing *thing)
{
	u64 guard = thing->start + thing->pages * PAGE_SIZE;

	right(a, guard);
	fits(a, "end", thing->end);
	fits(a, "last", guard - PAGE_SIZE);
	fits(a, "start", thing->start);
}

static void fact_pages(struct answer *a, const struct lab_thing *thing)
{
	right(a, thing->pages);
	fits(a, "guard", thing->pages + 1);
	fits(a, "bytes", thing->pages * PAGE_SIZE);
	fits(a, "bytes", (thing->pages + 1) * PAGE_SIZE);
	fits(a, "off-by-one", thing->pages - 1);
}

static void fact_bytes(struct answer *a, const struct lab_thing *thing)
{
	right(a, thing->end - thing->start);
	fits(a, "pages", (thing->end - thing->start) >> PAGE_SHIFT);
	fits(a, "guard", thing->end - thing->start + PAGE_SIZE);
}

static void fact_extents(struct answer *a, const struct lab_thing *thing)
{
	struct fixture_shape shape;

	lab_measure(thing->start, thing->end, &shape);
	right(a, shape.extents);
	fits(a, "virtual", 1);
	fits(a, "pages", shape.pages);
	fits(a, "guard", shape.extents + 1);
	fits(a, "off-by-one", shape.extents - 1);
}

static void fact_largest(struct answer *a, const struct lab_thing *thing)
{
	struct fixture_shape shape;

	lab_measure(thing->start, thing->end, &shape);
	right(a, shape.largest);
	fits(a, "pages", shape.largest >> PAGE_SHIFT);
	fits(a, "guard", shape.largest + PAGE_SIZE);
	fits(a, "virtual", shape.pages * PAGE_SIZE);
	fits(a, "guard", thing->end - thing->start);
}

static void fact_tables(struct answer *a, const struct lab_thing *thing)
{
	u64 n = tables_of(thing), exact = thing->pages * PAGE_SIZE / lab_level_bytes(1);

	right(a, n);
	fits(a, "none", 0);
	/* As if the area began where a table does. */
	fits(a, "aligned", exact);
	fits(a, "aligned", exact + 1);
	fits(a, "pages", thing->pages);
	fits(a, "off-by-one", n + 1);
}

static void fact_blocks(struct answer *a, const struct lab_thing *thing)
{
	right(a, leaves_of(thing, true));
	fits(a, "pages", thing->pages);
	fits(a, "leaves", leaves_of(thing, true) + leaves_of(thing, false));
	fits(a, "small", leaves_of(thing, false));
	fits(a, "blocks", thing->pages * PAGE_SIZE / lab_level_bytes(1));
}

static void fact_small(struct answer *a, const struct lab_thing *thing)
{
	right(a, leaves_of(thing, false));
	fits(a, "blocks", leaves_of(thing, true));
	/* With one block also what counts the guard page; this is the likelier mistake. */
	if (leaves_of(thing, true))
		fits(a, "leaves", leaves_of(thing, true) + leaves_of(thing, false));
	fits(a, "guard", leaves_of(thing, false) + 1);
	fits(a, "pages", thing->pages);
}

static void fact_count(struct answer *a, const struct lab_thing *thing)
{
	u64 n = thing->nr_places + 1;

	right(a, n);
	fits(a, "linear", n - 1);
	/* One area has it twice. */
	fits(a, "areas", n - 2);
	fits(a, "off-by-one", n + 1);
}

static void fact_rule(struct answer *a, const struct lab_thing *thing)
{
	const struct fixture_kind *kind;

	if (!thing->t)
		return;
	fits_word(a, "yes", thing->t->what);
	for (kind = fixture_faults; kind->name; kind++)
		fits_word(a, "rule", kind->what);
}

static int compare(const void *one, const void *two)
{
	u64 a = *(const u64 *)one, b = *(const u64 *)two;

	return a < b ? -1 : a > b;
}

static int parse_list(const char *text, u64 *list)
{
	char word[24];
	int n, used;

	for (n = 0; n < LAB_PLACES + 2 && sscanf(text, "%23[^,]%n", word, &used) == 1; n++) {
		if (kstrtou64(word, 0, &list[n]))
			return -EINVAL;
		text += used;
		if (*text == ',')
			text++;
	}
	return *text ? -EINVAL : n;
}

static bool among(u64 value, const u64 *list, int n)
{
	while (n--)
		if (list[n] == value)
			return true;
	return false;
}

/* A list of all the addresses, in any order. */
static void fact_all(struct answer *a, const struct lab_thing *thing)
{
	u64 have[LAB_PLACES + 1], said[LAB_PLACES + 2], linear = thing->point & PAGE_MASK;
	int n = parse_list(a->text, said), i, nr = thing->nr_places, found = 0;

	if (n <= 0) {
		a->class = "number";
		return;
	}
	memcpy(have, thing->place, nr * sizeof(*have));
	if (linear_alias(&linear))
		return;
	have[nr++] = linear;
	sort(said, n, sizeof(*said), compare, NULL);
	for (i = 0; i < n; i++) {
		if (i && said[i] == said[i - 1])
			a->class = "twice";
		else if (!among(said[i], have, nr))
			a->class = said[i] & ~PAGE_MASK ? "offset" : "foreign";
		found++;
	}
	if (!a->class && found == nr)
		a->class = "yes";
	else if (!a->class)
		a->class = among(linear, said, n) ? "missing" : "linear";
}

static const struct {
	const char *name;
	void (*judge)(struct answer *a, const struct lab_thing *thing);
} facts[] = {
	{ "start", fact_start },	/* first address */
	{ "guard", fact_guard },	/* address of the page after the last mapped one */
	{ "pages", fact_pages },	/* mapped ones */
	{ "bytes", fact_bytes },	/* of the range */
	{ "extents", fact_extents },
	{ "largest", fact_largest },	/* bytes of the largest extent */
	{ "tables", fact_tables },	/* last-level tables there now */
	{ "blocks", fact_blocks },	/* leaves above the last level */
	{ "small", fact_small },	/* leaves of the last level */
	{ "count", fact_count },	/* addresses of the one page, of "many" */
	{ "all", fact_all },		/* these addresses, separated by commas */
	{ "rule", fact_rule },		/* of "check", which a fault breaks */
};

static int judge_of(struct answer *a, char **arg)
{
	const struct lab_thing *thing = lab_find(arg[0]);
	u32 i;

	for (i = 0; thing && i < ARRAY_SIZE(facts); i++)
		if (!strcmp(facts[i].name, arg[1])) {
			facts[i].judge(a, thing);
			return 0;
		}
	return -EINVAL;
}

/* ---- threads ---- */

static int judge_thread(struct answer *a, char **arg)
{
	const struct lab_thing *thing = lab_find(arg[0]);
	u64 task, last, pa, crosses;

	if (!thing || !thing->task)
		return -EINVAL;
	task = (u64)thing->task;
	last = task + sizeof(struct task_struct) - 1;
	pa = virt_to_phys(thing->task);
	crosses = (last >> PAGE_SHIFT) - (task >> PAGE_SHIFT);
	if (!strcmp(arg[1], "pid")) {
		right(a, task_pid_nr(thing->task));
		fits(a, "name", thing->n);
	} else if (!strcmp(arg[1], "task")) {
		right(a, task);
		fits(a, "stack", thing->start);
		fits(a, "physical", pa);
	} else if (!strcmp(arg[1], "pa")) {
		right(a, pa);
		fits(a, "virtual", task);
		fits(a, "offset", pa & PAGE_MASK);
	} else if (!strcmp(arg[1], "last")) {
		right(a, pa + sizeof(struct task_struct) - 1);
		fits(a, "end", pa + sizeof(struct task_struct));
		fits(a, "virtual", last);
		fits(a, "first", pa);
	} else if (!strcmp(arg[1], "crosses")) {
		right(a, crosses);
		fits(a, "pages", crosses + 1);
		fits(a, "none", 0);
	} else {
		return -EINVAL;
	}
	return 0;
}

/* ---- reports ---- */

static int judge_report(struct answer *a, char **arg)
{
	const char *cause;
	u32 n;

	if (kstrtou32(arg[0], 10, &n))
		return -EINVAL;
	cause = lab_report_cause(n);
	if (!cause)
		return -EINVAL;
	fits_word(a, "yes", cause);
	fits_word(a, "not-guard", "guard");
	fits_word(a, "not-lazy", "lazy");
	fits_word(a, "not-stack", "stack");
	if (!a->class)
		a->class = "word";
	return 0;
}

static int judge_past(struct answer *a, char **arg)
{
	const struct lab_thing *thing = lab_find(arg[1]);
	u64 fault, end;
	u32 n;

	if (!thing)
		return -EINVAL;
	/* The report is the one of the cause. */
	for (n = 1; lab_report_cause(n); n++)
		if (!strcmp(lab_report_cause(n), arg[0]))
			break;
	fault = lab_report_address(n);
	end = thing->start + thing->pages * PAGE_SIZE;
	right(a, fault - end);
	fits(a, "guard", thing->end - fault);
	fits(a, "start", fault - thing->start);
	fits(a, "virtual", fault);
	fits(a, "off-by-one", fault - end + 1);
	return 0;
}

static const struct {
	const char *name;
	int args;
	int (*judge)(struct answer *a, char **arg);
} claims[] = {
	{ "root", 0, judge_root },
	{ "levels", 0, judge_levels },
	{ "index", 2, judge_index },
	{ "entry", 2, judge_entry },
	{ "stop", 1, judge_stop },
	{ "pa", 1, judge_pa },
	{ "alias", 1, judge_alias },
	{ "prot", 1, judge_prot },
	{ "region", 1, judge_region },
	{ "attrindx", 1, judge_attrindx },
	{ "mair", 1, judge_mair },
	{ "memtype", 1, judge_memtype },
	{ "run", 1, judge_run },
	{ "group", 0, judge_group },
	{ "leaf", 1, judge_leaf },
	{ "of", 2, judge_of },
	{ "thread", 2, judge_thread },
	{ "report", 1, judge_report },
	{ "past", 2, judge_past },
};

static int judge_words(struct answer *a, char **word, int n)
{
	u32 i;

	for (i = 0; n && i < ARRAY_SIZE(claims); i++)
		if (!strcmp(claims[i].name, word[0]) && n == claims[i].args + 2) {
			a->text = word[n - 1];
			a->number = !kstrtou64(a->text, 0, &a->value);
			return claims[i].judge(a, word + 1);
		}
	return -EINVAL;
}

/**
 * lab_judge - judge a claim
 * @line: the claim; is taken apart
 * @verdict: filled: "yes", "no CLASS", or "bad claim": the lab is wrong, or what it
 *	speaks of has not been made
 * @size: of @verdict
 */
void lab_judge(char *line, char *verdict, size_t size)
{
	char *word[MOST_WORDS], *next;
	struct answer a = {};
	int n = 0;

	line = strim(line);
	while ((next = strsep(&line, " ")) && n < MOST_WORDS)
		if (*next)
			word[n++] = next;
	if (next || judge_words(&a, word, n))
		strscpy(verdict, "bad claim\n", size);
	else if (a.class && !strcmp(a.class, "yes"))
		strscpy(verdict, "yes\n", size);
	else
		snprintf(verdict, size, "no %s\n", a.class ?: "other");
}
