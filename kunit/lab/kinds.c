// SPDX-License-Identifier: GPL-2.0-only
/*
 * The things that the fixture does not have.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched/task_stack.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "lab.h"

/* Unused physical addresses that fixture_device() finds. */
#define DEVICE_BYTES SZ_64M

static int spans(struct lab_thing *thing, void *addr, u64 bytes,
		 void (*release)(struct fixture_thing *t))
{
	if (!addr)
		return -ENOMEM;
	thing->t->addr = addr;
	thing->t->start = (u64)addr & PAGE_MASK;
	thing->t->end = thing->t->start + bytes;
	thing->t->release = release;
	return 0;
}

/* ---- memory of the linear map ---- */

/* A page frame; a student is told its physical address. */
static int make_frame(struct lab_thing *thing)
{
	int err = fixture_own_pages(thing->t, 1);

	if (err)
		return err;
	thing->t->start = (u64)page_address(thing->t->pages[0]);
	thing->t->end = thing->t->start + PAGE_SIZE;
	return 0;
}

/* ---- one page at many addresses ---- */

/* Addresses of one page: the first @n by vmap(), one area with two, then vm_map_ram(). */
struct many {
	void *area[LAB_PLACES];
	u32 nr_vmap;
	u32 n;
};

static void release_many(struct fixture_thing *t)
{
	struct many *m = t->addr;
	u32 i;

	for (i = 0; i < m->n; i++) {
		if (i < m->nr_vmap)
			vunmap(m->area[i]);
		else
			vm_unmap_ram(m->area[i], 1);
	}
	kfree(m);
}

/* @times: how often the page is mapped in this area */
static int add_area(struct lab_thing *thing, struct many *m, void *area, u32 times)
{
	u32 i;

	if (!area)
		return -ENOMEM;
	m->area[m->n++] = area;
	for (i = 0; i < times; i++)
		thing->place[thing->nr_places++] = (u64)area + i * PAGE_SIZE;
	return 0;
}

static int make_many(struct lab_thing *thing)
{
	struct fixture_thing *t = thing->t;
	struct page *twice[2];
	int err = fixture_own_pages(t, 1);
	u32 i, ram = lab_pick("vm_map_ram", 1, 3);
	struct many *m;

	if (err)
		return err;
	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	t->addr = m;
	t->release = release_many;
	twice[0] = t->pages[0];
	twice[1] = t->pages[0];
	m->nr_vmap = min(thing->n, 8u) + 1;
	for (i = 0; i + 1 < m->nr_vmap && !err; i++)
		err = add_area(thing, m, vmap(t->pages, 1, VM_MAP, PAGE_KERNEL), 1);
	if (!err)
		err = add_area(thing, m, vmap(twice, 2, VM_MAP, PAGE_KERNEL), 2);
	for (i = 0; i < ram && !err; i++)
		err = add_area(thing, m, vm_map_ram(t->pages, 1, NUMA_NO_NODE), 1);
	t->start = thing->place[0];
	t->end = t->start + PAGE_SIZE;
	return err;
}

/* ---- memory types ---- */

static void release_vmap(struct fixture_thing *t)
{
	vunmap(t->addr);
}

/* The linear map has the page as cached memory. */
static int make_uncached(struct lab_thing *thing)
{
	int err = fixture_own_pages(thing->t, 1);

	if (err)
		return err;
	thing->t->what = "alias-memtype";
	return spans(thing, vmap(thing->t->pages, 1, VM_MAP, pgprot_writecombine(PAGE_KERNEL)),
		     2 * PAGE_SIZE, release_vmap);
}

/* ---- blocks ---- */

static void release_ioremap(struct fixture_thing *t)
{
	iounmap((void __iomem *)t->addr);
}

static int device(struct lab_thing *thing, u64 offset, u64 bytes)
{
	phys_addr_t pa = fixture_device();

	if (!pa)
		return -EAGAIN;
	return spans(thing, (void __force *)ioremap(pa + offset, bytes), bytes + PAGE_SIZE,
		     release_ioremap);
}

static u64 some_blocks(const struct lab_thing *thing)
{
	return lab_pick("blocks", 1, DEVICE_BYTES / PMD_SIZE - 1) * PMD_SIZE;
}

/* Blocks, and @n pages behind them. */
static int make_blocks(struct lab_thing *thing)
{
	return device(thing, 0, some_blocks(thing) + thing->n * PAGE_SIZE);
}

/* As much, but a page further: no address fits a block. */
static int make_shifted(struct lab_thing *thing)
{
	return device(thing, PAGE_SIZE, some_blocks(thing) + thing->n * PAGE_SIZE);
}

static int make_device(struct lab_thing *thing)
{
	return device(thing, 0, thing->n * PAGE_SIZE);
}

/* ---- threads ---- */

static int idle(void *nothing)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 0;
}

static void stop_thread(struct fixture_thing *t)
{
	kthread_stop(t->addr);
	put_task_struct(t->addr);
}

/* A thread; the thing is its stack. */
static int make_thread(struct lab_thing *thing)
{
	struct task_struct *task = kthread_run(idle, NULL, "lab-%u", thing->n);

	if (IS_ERR(task))
		return PTR_ERR(task);
	get_task_struct(task);
	thing->task = task;
	thing->t->addr = task;
	thing->t->release = stop_thread;
	thing->t->start = (u64)task_stack_page(task);
	thing->t->end = thing->t->start + THREAD_SIZE;
	return 0;
}

/* ---- pages that are not in order ---- */

/* Most pages of an extent of "scattered". */
#define MOST_EXTENT 7

static int own_contiguous_pages(struct fixture_thing *t, u32 n)
{
	void *block = alloc_pages_exact(n * PAGE_SIZE, GFP_KERNEL);

	if (!block)
		return -ENOMEM;
	t->pages = kvcalloc(n, sizeof(*t->pages), GFP_KERNEL);
	if (!t->pages) {
		free_pages_exact(block, n * PAGE_SIZE);
		return -ENOMEM;
	}
	for (; t->nr_pages < n; t->nr_pages++)
		t->pages[t->nr_pages] = virt_to_page(block + t->nr_pages * PAGE_SIZE);
	return 0;
}

/* Extents of a few pages each: the last pages first. */
static int make_scattered(struct lab_thing *thing)
{
	int err = own_contiguous_pages(thing->t, thing->n);
	u32 left, some, done = 0, round = 0;
	char what[LAB_NAME];
	struct page **pages;

	if (err)
		return err;
	pages = kcalloc(thing->n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (left = thing->n; left; left -= some) {
		snprintf(what, sizeof(what), "extent %u", round++);
		some = min(left, lab_pick(what, 1, MOST_EXTENT));
		memcpy(pages + done, thing->t->pages + left - some, some * sizeof(*pages));
		done += some;
	}
	err = spans(thing, vmap(pages, thing->n, VM_MAP, PAGE_KERNEL),
		    (thing->n + 1) * PAGE_SIZE, release_vmap);
	kfree(pages);
	return err;
}

/* ---- a record over a page's border ---- */

static u64 pfn_at(u64 va)
{
	return page_to_pfn(vmalloc_to_page((void *)va));
}

static void swap_pages(struct page **pages, u32 n)
{
	u32 i;

	for (i = 0; i < n / 2; i++)
		swap(pages[i], pages[n - 1 - i]);
}

/* Pages in falling order: wherever two meet, they are not neighbours in this order. */
static int make_record(struct lab_thing *thing)
{
	int err = fixture_own_pages(thing->t, max(thing->n, 3u));
	u32 page;

	if (err)
		return err;
	swap_pages(thing->t->pages, thing->t->nr_pages);
	err = spans(thing, vmap(thing->t->pages, thing->t->nr_pages, VM_MAP, PAGE_KERNEL),
		    (thing->t->nr_pages + 1) * PAGE_SIZE, release_vmap);
	if (err)
		return err;
	page = lab_pick("border", 1, thing->t->nr_pages - 1);
	thing->point = thing->t->start + page * PAGE_SIZE - 16;
	return pfn_at(thing->point) + 1 == pfn_at(thing->point + 32) ? -EAGAIN : 0;
}

/* ---- the module itself ---- */

/* Not static, so that it stays a variable. */
u32 lab_variable = 1;

static const u32 constants[] = { 6, 28, 496, 8128 };

static int at(struct lab_thing *thing, const void *where)
{
	thing->point = (u64)where;
	thing->t->start = thing->point & PAGE_MASK;
	thing->t->end = thing->t->start + PAGE_SIZE;
	return 0;
}

static int make_function(struct lab_thing *thing)
{
	return at(thing, thing->n % 2 ? (void *)lab_walk : (void *)lab_judge);
}

static int make_variable(struct lab_thing *thing)
{
	return at(thing, &lab_variable);
}

static int make_constant(struct lab_thing *thing)
{
	return at(thing, &constants[thing->n % ARRAY_SIZE(constants)]);
}

/* The last has no name. */
const struct lab_kind lab_kinds[] = {
	{ "frame", true, make_frame },
	{ "object", false, make_frame },
	{ "many", false, make_many },
	{ "uncached", false, make_uncached },
	{ "blocks", false, make_blocks },
	{ "shifted", false, make_shifted },
	{ "device", false, make_device },
	{ "thread", false, make_thread },
	{ "scattered", false, make_scattered },
	{ "record", false, make_record },
	{ "function", false, make_function },
	{ "variable", false, make_variable },
	{ "constant", false, make_constant },
	{}
};
