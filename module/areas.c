// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's vmap areas, copied in one go and put in order.
 *
 * Memory is taken before a lock is, and areas are copied some at a time, so that
 * no lock is held for long however many there are. Areas that move from one list
 * to another meanwhile are seen twice, and one is dropped.
 */
#include <linux/kallsyms.h>
#include <linux/kernel_stat.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "compat/ksym.h"
#include "compat/vmap.h"
#include "ptwalk_areas.h"
#include "ptwalk_live.h"

/* The pointers to the chunks are one allocation, which doubles when it is full. */
#define FIRST_CHUNKS 64u

/* Areas that are dealt with before others may run. */
#define AT_ONCE 64u

static const struct ptwalk_vmap_source *source;
static bool lazy_works;
static const char *missing;
static struct module *(*module_at)(unsigned long va);
static unsigned long percpu_caller;

/* ---- whose ---- */

/**
 * ptwalk_areas_module - the module that owns an address
 * @va: the address
 * @name: MODULE_NAME_LEN bytes to fill, or NULL
 *
 * Return: whether there is one.
 */
bool ptwalk_areas_module(u64 va, char *name)
{
	const struct module *mod;

	if (!module_at)
		return false;
	/* Modules are freed after a grace period. */
	preempt_disable();
	mod = module_at(va);
	if (mod && name)
		strscpy(name, mod->name, MODULE_NAME_LEN);
	preempt_enable();
	return mod;
}

/* Without ksym, by the name that vmallocinfo shows of it. Hardly any areas come this far. */
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
 * The first chunk lies in an area too where it is not embedded in the linear map
 * (percpu_alloc=page, or arm64 by itself if nodes lie too far apart): an early one.
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
		.image = ptwalk_kernel_in_image(a->start),
		.module = ptwalk_areas_module(a->start, NULL),
		.percpu = is_percpu(a),
	};

	a->kind = ptwalk_area_classify(a->flags, &o);
}

/* ---- the snapshot ---- */

/* Others may run now and then, however many areas there are. */
static void pause_at(u32 i)
{
	if (i % AT_ONCE == 0)
		cond_resched();
}

/* Room for one more chunk of areas behind the @n that are there. */
static int make_room(struct ptwalk_areas *as)
{
	if (as->chunks && as->n < as->chunks * PTWALK_AREAS_CHUNK)
		return 0;
	if (!as->chunks || (as->chunks >= FIRST_CHUNKS && is_power_of_2(as->chunks))) {
		u32 more = as->chunks ? as->chunks * 2 : FIRST_CHUNKS;
		void *grown = krealloc(as->chunk, more * sizeof(*as->chunk), GFP_KERNEL);

		if (!grown)
			return -ENOMEM;
		as->chunk = grown;
	}
	as->chunk[as->chunks] = kmalloc_array(PTWALK_AREAS_CHUNK, sizeof(**as->chunk), GFP_KERNEL);
	if (!as->chunk[as->chunks])
		return -ENOMEM;
	as->chunks++;
	return 0;
}

static int copy_list(struct ptwalk_areas *as, unsigned int list)
{
	struct ptwalk_area *to;
	u64 from = 0;
	u32 room, n, i;
	int err;

	do {
		cond_resched();
		if (fatal_signal_pending(current))
			return -EINTR;
		err = make_room(as);
		if (err)
			return err;
		room = min(PTWALK_AREAS_CHUNK - as->n % PTWALK_AREAS_CHUNK, AT_ONCE);
		to = &as->chunk[as->chunks - 1][as->n % PTWALK_AREAS_CHUNK];
		n = source->copy(list, from, to, room);
		for (i = 0; i < n; i++) {
			classify(&to[i]);
			from = to[i].start + 1;
		}
		as->n += n;
	} while (n == room);
	return 0;
}

/* Number @i goes before number @j. What was copied later comes first, and stays. */
static bool is_before(const struct ptwalk_areas *as, u32 i, u32 j)
{
	const struct ptwalk_area *x = &as->chunk[i / PTWALK_AREAS_CHUNK][i % PTWALK_AREAS_CHUNK];
	const struct ptwalk_area *y = &as->chunk[j / PTWALK_AREAS_CHUNK][j % PTWALK_AREAS_CHUNK];

	return x->start != y->start ? x->start < y->start : i > j;
}

/* Where the numbers stop being in order, from @i on. */
static u32 run_end(const struct ptwalk_areas *as, const u32 *order, u32 i)
{
	while (++i < as->n && is_before(as, order[i - 1], order[i]))
		pause_at(i);
	return i;
}

/* Merge runs that are in order, two by two, from @from to @to. */
static void merge_runs(const struct ptwalk_areas *as, const u32 *from, u32 *to)
{
	u32 start, middle, end, i, j, k;

	for (start = 0; start < as->n; start = end) {
		middle = run_end(as, from, start);
		end = middle < as->n ? run_end(as, from, middle) : middle;
		for (i = start, j = middle, k = start; k < end; k++) {
			pause_at(k);
			if (j == end || (i < middle && is_before(as, from[i], from[j])))
				to[k] = from[i++];
			else
				to[k] = from[j++];
		}
	}
}

/*
 * Each of the kernel's lists is in order, or nearly so: merging them takes a few
 * passes, where sort() would keep the processor until it is done.
 */
static int sort_areas(struct ptwalk_areas *as)
{
	u32 *other = kmalloc_array(as->n, sizeof(*other), GFP_KERNEL), i;

	as->order = kmalloc_array(as->n, sizeof(*as->order), GFP_KERNEL);
	if (!as->order || !other) {
		kfree(other);
		return -ENOMEM;
	}
	for (i = 0; i < as->n; i++) {
		pause_at(i);
		as->order[i] = i;
	}
	while (run_end(as, as->order, 0) < as->n) {
		merge_runs(as, as->order, other);
		swap(as->order, other);
	}
	kfree(other);
	return 0;
}

/* Put them in order, and drop what overlaps the one before it. */
static int put_in_order(struct ptwalk_areas *as)
{
	u32 i, kept = 0;
	u64 end = 0;

	if (!as->n)
		return 0;
	if (sort_areas(as))
		return -ENOMEM;
	for (i = 0; i < as->n; i++) {
		const struct ptwalk_area *a = ptwalk_areas_at(as, i);

		pause_at(i);
		if (a->start < end)
			continue;
		end = a->end;
		as->order[kept++] = as->order[i];
	}
	as->n = kept;
	return 0;
}

static unsigned int nr_lists(void)
{
	return lazy_works ? source->lists() : source->lists() / 2;
}

/**
 * ptwalk_areas_take - copy all areas
 * @as: filled; empty if areas are not available
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or -EINTR if the caller was killed.
 */
int ptwalk_areas_take(struct ptwalk_areas *as)
{
	unsigned int list;
	int err = 0;

	memset(as, 0, sizeof(*as));
	if (!source)
		return 0;
	for (list = 0; list < nr_lists() && !err; list++)
		err = copy_list(as, list);
	if (!err)
		err = put_in_order(as);
	if (err)
		ptwalk_areas_drop(as);
	return err;
}

/**
 * ptwalk_areas_drop - give a snapshot back
 * @as: the snapshot, empty from then on
 */
void ptwalk_areas_drop(struct ptwalk_areas *as)
{
	u32 i;

	for (i = 0; i < as->chunks; i++) {
		kfree(as->chunk[i]);
		cond_resched();
	}
	kfree(as->chunk);
	kfree(as->order);
	memset(as, 0, sizeof(*as));
}

/**
 * ptwalk_areas_find - the area of one address, as the kernel's lists are now
 * @va: the address
 * @found: filled, if there is one
 *
 * Context: may sleep.
 * Return: whether there is one.
 */
bool ptwalk_areas_find(u64 va, struct ptwalk_area *found)
{
	unsigned int list;

	for (list = 0; source && list < nr_lists(); list++) {
		if (source->find(list, va, found)) {
			classify(found);
			return true;
		}
	}
	return false;
}

/* ---- can it be trusted? ---- */

/* An area of our own must be there as what it is, and be gone when it is freed. */
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
 * Once freed, it must be among the lazy ones. Somebody else may purge those, or
 * take the address, at any time: one success is proof.
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
 * ptwalk_areas_init - find the areas and test the way to them
 *
 * What can't be trusted is not used: ptwalk_areas_missing() has the reason.
 *
 * Context: after ptwalk_kernel_init(), once, at load. May sleep.
 * Return: 0 always.
 */
int ptwalk_areas_init(void)
{
	static const struct ptwalk_vmap_source *const sources[] = {
		&ptwalk_vmap_nodes, &ptwalk_vmap_list,
	};
	unsigned int i;

	module_at = (void *)ptwalk_ksym("__module_address");
	percpu_caller = ptwalk_ksym("pcpu_get_vm_areas");
	for (i = 0; i < ARRAY_SIZE(sources) && !source; i++)
		if (!sources[i]->init())
			source = sources[i];
	if (!source) {
		missing = "vmap areas: this kernel's lists can't be found";
		return 0;
	}
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
 * ptwalk_areas_source - for status
 *
 * Return: where areas come from, or "none".
 */
const char *ptwalk_areas_source(void)
{
	return source ? source->name : "none";
}

/**
 * ptwalk_areas_known - are areas available?
 *
 * Return: true if ptwalk_areas_take() gives the kernel's.
 */
bool ptwalk_areas_known(void)
{
	return source;
}

/**
 * ptwalk_areas_missing - for status
 *
 * Return: what can't be seen of the areas and why, or NULL.
 */
const char *ptwalk_areas_missing(void)
{
	return missing;
}
