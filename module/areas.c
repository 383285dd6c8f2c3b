// SPDX-License-Identifier: GPL-2.0-only
/*
 * A sorted copy of the kernel's vmap areas.
 *
 * Memory is allocated before a lock is taken, and areas are copied a few at a time, so
 * that no lock is held for long however many areas there are. Areas that move between
 * lists meanwhile are seen twice, and one copy is dropped.
 */
#include <linux/kallsyms.h>
#include <linux/kernel_stat.h>
#include <linux/module.h>
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "compat/ksym.h"
#include "compat/module_section.h"
#include "compat/vmap.h"
#include "areas.h"
#include "pause.h"

/* Areas copied per hold of a lock; then others may run. */
#define AT_ONCE 64u

static const struct ptwalk_vmap_source *source;
static bool lazy_works;
static const char *missing;
static struct module *(*module_at)(unsigned long va);
static unsigned long percpu_caller;
static const struct ptwalk_layout *layout;

/* ---- origin ---- */

/**
 * ptwalk_areas_module - the module that owns an address
 * @va: the address
 * @name: MODULE_NAME_LEN bytes to fill, or NULL
 *
 * Return: true if there is one.
 */
bool ptwalk_areas_module(u64 va, char *name)
{
	const struct module *mod;

	if (!module_at)
		return false;
	/* Modules are freed after an RCU grace period. */
	preempt_disable();
	mod = module_at(va);
	if (mod && name)
		strscpy(name, mod->name, MODULE_NAME_LEN);
	preempt_enable();
	return mod;
}

/**
 * ptwalk_areas_section - what part of its module an address is in
 * @va: the address
 *
 * Return: a word, or NULL if there is no module, or it can't be known.
 */
const char *ptwalk_areas_section(u64 va)
{
	const struct module *mod;
	const char *section;

	if (!module_at)
		return NULL;
	preempt_disable();
	mod = module_at(va);
	section = mod ? ptwalk_module_section(mod, va) : NULL;
	preempt_enable();
	return section;
}

/* Compare the symbol of the caller, as ksym may be missing. Few areas get this far. */
static bool is_percpu_caller(const struct ptwalk_area *a)
{
	char maker[KSYM_SYMBOL_LEN];

	if (percpu_caller || a->nr_pages || !(a->flags & PTWALK_AREA_ALLOC))
		return a->caller == percpu_caller;
	snprintf(maker, sizeof(maker), "%ps", (void *)a->caller);
	if (strcmp(maker, "pcpu_get_vm_areas"))
		return false;
	percpu_caller = a->caller;
	return true;
}

/*
 * The first percpu chunk is in an early area if it is not embedded in the linear map
 * (percpu_alloc=page, or the fallback of an architecture if nodes are too far apart).
 */
static bool is_percpu(const struct ptwalk_area *a)
{
	unsigned int cpu;

	if (!(a->flags & PTWALK_AREA_HAS_VM))
		return false;
	if (a->caller)
		return is_percpu_caller(a);
	for_each_possible_cpu(cpu) {
		u64 va = (unsigned long)per_cpu_ptr(&kstat, cpu);

		if (va >= a->start && va < a->end)
			return true;
	}
	return false;
}

static void classify(struct ptwalk_area *a)
{
	struct ptwalk_origin o = {
		.image = ptwalk_layout_in_image(layout, a->start),
		.module = ptwalk_areas_module(a->start, NULL),
		.percpu = is_percpu(a),
	};

	a->kind = ptwalk_area_classify(a->flags, &o);
}

/* ---- the snapshot ---- */

/*
 * There may be millions of areas and too little memory for them. Then the reader gets
 * -ENOMEM, without the OOM killer and without a log message.
 */
#define SNAPSHOT (GFP_KERNEL | __GFP_RETRY_MAYFAIL | __GFP_NOWARN)

/* Piles of 1, 2, 4, ... lists: enough for far more lists than exist. */
#define MOST_PILES 16

/**
 * struct building - a snapshot under construction
 * @pile: number i holds 2^i merged lists
 * @last: areas that are not in @pile yet
 * @spare: empty chunks
 */
struct building {
	struct ptwalk_areas_pile pile[MOST_PILES];
	struct ptwalk_areas_pile last;
	struct ptwalk_areas_chunk *spare;
};

/* Allocate chunks until @n are spare. */
static int make_room(struct building *b, u32 n)
{
	struct ptwalk_areas_chunk *chunk;

	for (chunk = b->spare; chunk && n; chunk = chunk->next)
		n--;
	for (; n; n--) {
		chunk = kmalloc(sizeof(*chunk), SNAPSHOT);
		if (!chunk)
			return -ENOMEM;
		chunk->next = b->spare;
		b->spare = chunk;
	}
	return 0;
}

static void free_chunks(struct ptwalk_areas_chunk *chunk)
{
	struct ptwalk_areas_chunk *next;

	for (; chunk; chunk = next) {
		next = chunk->next;
		kfree(chunk);
		cond_resched();
	}
}

/* Accept the areas copied to the end of a chunk, if they are sorted. Returns the next start. */
static u64 take_in(struct ptwalk_areas_chunk *chunk, u32 n, u64 from)
{
	const struct ptwalk_area *copied = &chunk->area[chunk->n];
	u32 i;

	for (i = 0; i < n; i++) {
		if (copied[i].start < from)
			continue;
		from = copied[i].start + 1;
		chunk->area[chunk->n] = copied[i];
		classify(&chunk->area[chunk->n++]);
	}
	return from;
}

/* Copy some areas of a list, from @from on. 1 if there are more, 0 if not, or -errno. */
static int copy_some(struct building *b, unsigned int list, u64 *from)
{
	struct ptwalk_areas_chunk *chunk = b->last.last;
	u64 before = *from;
	u32 room, n;

	if (!chunk || chunk->n == PTWALK_AREAS_CHUNK) {
		if (make_room(b, 1))
			return -ENOMEM;
		chunk = b->spare;
		chunk->n = 0;
	}
	room = min(PTWALK_AREAS_CHUNK - chunk->n, AT_ONCE);
	n = source->copy(list, before, &chunk->area[chunk->n], room);
	*from = take_in(chunk, n, before);
	/* Piles have no empty chunks. */
	if (chunk == b->spare && chunk->n) {
		b->spare = chunk->next;
		ptwalk_areas_push(&b->last, chunk);
	}
	return n == room && *from > before;
}

static int copy_list(struct building *b, unsigned int list)
{
	u64 from = 0;
	int ret;

	do {
		ret = ptwalk_pause();
		if (!ret)
			ret = copy_some(b, list, &from);
	} while (ret > 0);
	return ret;
}

/* Merge pile number @i, which was copied earlier, into @last. */
static int merge(struct building *b, unsigned int i)
{
	int err = 0;

	if (b->pile[i].first && b->last.first)
		err = make_room(b, 2);
	if (!err)
		err = ptwalk_areas_merge(&b->pile[i], &b->last, &b->spare, ptwalk_pause);
	swap(b->pile[i], b->last);
	return err;
}

static unsigned int nr_lists(void)
{
	return lazy_works ? source->lists() : source->lists() / 2;
}

/*
 * Each list is sorted. They are merged two by two, so that an area moves log2(lists)
 * times, and two more chunks are enough.
 */
static int copy_lists(struct building *b)
{
	unsigned int list, i;
	int err = 0;

	for (list = 0; list < nr_lists() && !err; list++) {
		err = copy_list(b, list);
		for (i = 0; !err && list & BIT(i); i++)
			err = merge(b, i);
		if (!err)
			swap(b->pile[i], b->last);
	}
	for (i = 0; i < MOST_PILES && !err; i++)
		err = merge(b, i);
	return err;
}

/* Index the areas by number. Moves the chunks from @pile to @as. */
static int index_chunks(struct ptwalk_areas *as, struct ptwalk_areas_pile *pile)
{
	struct ptwalk_areas_chunk *chunk, **block;
	u32 chunks = 0;

	for (chunk = pile->first; chunk; chunk = chunk->next)
		chunks++;
	as->block = kcalloc(DIV_ROUND_UP(chunks, PTWALK_AREAS_BLOCK), sizeof(*as->block), SNAPSHOT);
	if (!as->block)
		return -ENOMEM;
	for (; pile->first; pile->first = chunk) {
		u32 at = as->chunks % PTWALK_AREAS_BLOCK;

		if (!at) {
			cond_resched();
			block = kmalloc_array(min(chunks - as->chunks, PTWALK_AREAS_BLOCK),
					      sizeof(*block), SNAPSHOT);
			if (!block)
				return -ENOMEM;
			as->block[as->chunks / PTWALK_AREAS_BLOCK] = block;
		}
		chunk = pile->first->next;
		block[at] = pile->first;
		as->n += pile->first->n;
		as->chunks++;
	}
	return 0;
}

/**
 * ptwalk_areas_take - copy all areas
 * @as: filled; empty if areas are not available
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or an error of ptwalk_pause().
 */
int ptwalk_areas_take(struct ptwalk_areas *as)
{
	struct building b = {};
	unsigned int i;
	int err;

	memset(as, 0, sizeof(*as));
	if (!source)
		return 0;
	err = copy_lists(&b);
	if (!err && b.last.first)
		err = index_chunks(as, &b.last);
	if (!err)
		err = ptwalk_areas_settle(as, ptwalk_pause);
	for (i = 0; i < MOST_PILES; i++)
		free_chunks(b.pile[i].first);
	free_chunks(b.last.first);
	free_chunks(b.spare);
	if (err)
		ptwalk_areas_drop(as);
	return err;
}

/**
 * ptwalk_areas_drop - free a snapshot
 * @as: the snapshot; empty on return
 */
void ptwalk_areas_drop(struct ptwalk_areas *as)
{
	u32 i;

	for (i = 0; i < as->chunks; i++) {
		kfree(as->block[i / PTWALK_AREAS_BLOCK][i % PTWALK_AREAS_BLOCK]);
		cond_resched();
	}
	for (i = 0; i < as->chunks; i += PTWALK_AREAS_BLOCK)
		kfree(as->block[i / PTWALK_AREAS_BLOCK]);
	kfree(as->block);
	memset(as, 0, sizeof(*as));
}

/* The area of a list that an address lies in. */
static bool find_in(unsigned int list, u64 va, struct ptwalk_area *found)
{
	return source->before(list, va + 1, found) && va < found->end;
}

/**
 * ptwalk_areas_find - look up the area of one address in the kernel's lists
 * @va: the address
 * @found: filled, if there is one
 *
 * Context: may sleep.
 * Return: true if there is one.
 */
bool ptwalk_areas_find(u64 va, struct ptwalk_area *found)
{
	unsigned int list;

	for (list = 0; source && list < nr_lists(); list++) {
		if (find_in(list, va, found)) {
			classify(found);
			return true;
		}
	}
	return false;
}

/**
 * ptwalk_areas_around - look up the areas around an address in the kernel's lists
 * @va: the address, which is in no area
 * @before: filled with the last one before it; its @end is 0 if there is none
 * @after: filled with the first one after it; its @end is 0 if there is none
 *
 * A look-up in each list, so the cost hardly depends on the number of areas.
 *
 * Context: may sleep.
 */
void ptwalk_areas_around(u64 va, struct ptwalk_area *before, struct ptwalk_area *after)
{
	struct ptwalk_area a;
	unsigned int list;

	*before = (struct ptwalk_area) {};
	*after = (struct ptwalk_area) {};
	for (list = 0; source && list < nr_lists(); list++) {
		if (source->before(list, va, &a) && a.start >= before->start)
			*before = a;
		if (source->copy(list, va, &a, 1) && (!after->end || a.start < after->start))
			*after = a;
	}
	if (before->end)
		classify(before);
	if (after->end)
		classify(after);
}

/**
 * ptwalk_areas_is_gone - has an area of a snapshot been freed since?
 * @a: the area, in use when it was copied
 *
 * The lists of lazily freed areas are not searched: their areas are gone.
 *
 * Context: may sleep.
 * Return: true if its addresses are free, or belong to another area now.
 */
bool ptwalk_areas_is_gone(const struct ptwalk_area *a)
{
	struct ptwalk_area now;
	unsigned int list;

	for (list = 0; source && list < source->lists() / 2; list++)
		if (find_in(list, a->start, &now))
			return now.start != a->start || now.end != a->end ||
			       now.caller != a->caller || now.flags != a->flags;
	return true;
}

/* ---- self-tests ---- */

/* An area of our own must be found with its properties, and be gone once freed. */
static bool busy_test(void)
{
	struct ptwalk_area a;
	u64 va;
	void *p = vmalloc(PAGE_SIZE);
	bool ok;

	if (!p)
		return false;
	va = (unsigned long)p;
	ok = ptwalk_areas_find(va, &a) && a.start == va && a.end == va + 2 * PAGE_SIZE &&
	     a.nr_pages == 1 && a.kind == PTWALK_AREA_VMALLOC &&
	     ptwalk_areas_module(a.caller, NULL);
	vfree(p);
	return ok && (!ptwalk_areas_find(va, &a) || a.start != va ||
		      !ptwalk_areas_module(a.caller, NULL) || a.flags & PTWALK_AREA_LAZY);
}

/*
 * Once freed, it must be among the lazy ones. Others may purge those or reuse the
 * address at any time, so a single success is enough.
 */
static bool lazy_test(void)
{
	struct ptwalk_area a;
	int tries = 20;
	u64 va;
	void *p;

	while (tries--) {
		p = vmalloc(PAGE_SIZE);
		if (!p)
			return false;
		va = (unsigned long)p;
		if (ptwalk_areas_find(va, &a) && a.flags & PTWALK_AREA_LAZY) {
			vfree(p);
			return false;
		}
		vfree(p);
		if (ptwalk_areas_find(va, &a) && a.flags & PTWALK_AREA_LAZY)
			return true;
	}
	return false;
}

/**
 * ptwalk_areas_init - find a source of areas and test it
 * @l: the layout of the kernel's address space
 *
 * A source that fails its test is not used: ptwalk_areas_missing() has the reason.
 *
 * Context: after ptwalk_kernel_init(), once, at load. May sleep.
 * Return: 0 always.
 */
int ptwalk_areas_init(const struct ptwalk_layout *l)
{
	static const struct ptwalk_vmap_source *const sources[] = {
		&ptwalk_vmap_nodes, &ptwalk_vmap_list,
	};
	unsigned int i;

	layout = l;
	module_at = (void *)ptwalk_ksym_function("__module_address");
	percpu_caller = ptwalk_ksym("pcpu_get_vm_areas");
	for (i = 0; i < ARRAY_SIZE(sources) && !source; i++) {
		if (!sources[i]->init(layout))
			source = sources[i];
		else if (sources[i]->missing && !missing)
			missing = sources[i]->missing();
	}
	if (!source) {
		missing = missing ?: "vmap areas: this kernel's lists can't be found";
		return 0;
	}
	missing = NULL;
	if (!busy_test()) {
		missing = "vmap areas: the self-test failed";
		source = NULL;
		return 0;
	}
	lazy_works = true;
	if (!lazy_test()) {
		missing = "lazily freed vmap areas: the self-test failed";
		lazy_works = false;
	}
	return 0;
}

/**
 * ptwalk_areas_source - name of the source, for status
 *
 * Return: the name, or "none".
 */
const char *ptwalk_areas_source(void)
{
	return source ? source->name : "none";
}

/**
 * ptwalk_areas_layout - where the layout of types is from that no header has, for status
 *
 * Return: "btf", "compiled", or "none" if the source needs none.
 */
const char *ptwalk_areas_layout(void)
{
	return source && source->layout ? source->layout() : "none";
}

/**
 * ptwalk_areas_known - are areas available?
 *
 * Return: true if ptwalk_areas_take() copies the kernel's areas.
 */
bool ptwalk_areas_known(void)
{
	return source;
}

/**
 * ptwalk_areas_missing - which areas can't be seen, for status
 *
 * Return: which, and why, or NULL.
 */
const char *ptwalk_areas_missing(void)
{
	return missing;
}
