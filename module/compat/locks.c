// SPDX-License-Identifier: GPL-2.0-only
/*
 * The locks that keep kernel tables from being freed, as far as a module can
 * reach them: memory hotplug, which removes those of the linear map and of
 * vmemmap, and init_mm's, which newer kernels take when a huge vmap replaces a
 * table. Neither is exported. A walk is right without them, but with them it
 * has less to read twice.
 */
#include <linux/mm.h>
#include <linux/mmap_lock.h>

#include "ksym.h"
#include "locks.h"

static void (*get_mems)(void);
static void (*put_mems)(void);
static struct mm_struct *kernel_mm;

/**
 * ptwalk_locks_init - find the locks
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 */
void ptwalk_locks_init(void)
{
	get_mems = (void *)ptwalk_ksym("get_online_mems");
	put_mems = (void *)ptwalk_ksym("put_online_mems");
	if (!put_mems)
		get_mems = NULL;
	kernel_mm = (void *)ptwalk_ksym("init_mm");
}

/**
 * ptwalk_locks_take - take what there is, for one window of a table
 *
 * Context: may sleep.
 */
void ptwalk_locks_take(void)
{
	if (get_mems)
		get_mems();
	if (kernel_mm)
		mmap_read_lock(kernel_mm);
}

/** ptwalk_locks_release - give back what ptwalk_locks_take() took */
void ptwalk_locks_release(void)
{
	if (kernel_mm)
		mmap_read_unlock(kernel_mm);
	if (get_mems)
		put_mems();
}

/**
 * ptwalk_locks_held - for status
 *
 * Return: the locks that are held while a table is copied.
 */
const char *ptwalk_locks_held(void)
{
	static const char *const held[2][2] = {
		{ "none", "init_mm" },
		{ "mem_hotplug", "mem_hotplug init_mm" },
	};

	return held[!!get_mems][!!kernel_mm];
}

/**
 * ptwalk_locks_missing - for status
 *
 * Return: why some are missing, or NULL.
 */
const char *ptwalk_locks_missing(void)
{
	static const char *const missing[2][2] = {
		{ "mem_hotplug and init_mm locks can't be found by name",
		  "mem_hotplug lock can't be found by name" },
		{ "init_mm lock can't be found by name", NULL },
	};

	return missing[!!get_mems][!!kernel_mm];
}
