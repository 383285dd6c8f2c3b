// SPDX-License-Identifier: GPL-2.0-only
/*
 * The locks related to freeing kernel tables, as far as a module can find them: neither
 * is exported. The lock of memory hotplug keeps the tables of the linear map and of
 * vmemmap from being freed. init_mm's lock keeps none: when a huge vmap replaces a
 * table, older kernels free the table under no lock, and newer ones hold this lock for
 * reading (mmap_read_trylock() in vmap_try_huge_pmd(), which excludes ptdump, a writer).
 * Two readers don't exclude each other. Taking it for writing here would make the
 * trylock fail, and the kernel would map by pages what it would have mapped by a block.
 * Reading a file must not change mappings, and a walk needs no lock: it reads the path
 * again.
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
	get_mems = (void *)ptwalk_ksym_function("get_online_mems");
	put_mems = (void *)ptwalk_ksym_function("put_online_mems");
	if (!put_mems)
		get_mems = NULL;
	kernel_mm = (void *)ptwalk_ksym("init_mm");
}

/**
 * ptwalk_locks_take - take the locks that were found, for one window of a table
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

/** ptwalk_locks_release - release what ptwalk_locks_take() took */
void ptwalk_locks_release(void)
{
	if (kernel_mm)
		mmap_read_unlock(kernel_mm);
	if (get_mems)
		put_mems();
}

/**
 * ptwalk_locks_held - names of the locks, for status
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
 * ptwalk_locks_exclude - what the locks prevent, for status
 *
 * Return: the ways of freeing tables that can't happen while these locks are held.
 * Against all others, the walk is protected by reading the path again.
 */
const char *ptwalk_locks_exclude(void)
{
	return get_mems ? "hot-remove" : "nothing";
}

/**
 * ptwalk_locks_missing - which locks were not found, for status
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
