// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptwalk: the running kernel's page tables, walked live, as files in
 * /sys/kernel/debug/ptwalk/. Loading and unloading; nothing else is here.
 */
#include <linux/module.h>

#include "compat/ksym.h"
#include "compat/locks.h"
#include "compat/memmap.h"
#include "areas.h"
#include "debugfs.h"
#include "kernel.h"
#include "page.h"
#include "slab.h"
#include "zones.h"

static struct ptwalk_kernel kernel;

static int __init ptwalk_init(void)
{
	int err;

	/* Without the lookup some facts are missing; status lists them. */
	ptwalk_ksym_init();
	ptwalk_locks_init();
	ptwalk_memmap_init();
	ptwalk_page_init();
	err = ptwalk_kernel_init(&kernel);
	if (err)
		return err;
	ptwalk_slab_init(&kernel.space);
	ptwalk_areas_init(&kernel.space.layout);
	ptwalk_zones_init(&kernel.space.layout);
	return ptwalk_debugfs_init(&kernel);
}

static void __exit ptwalk_exit(void)
{
	ptwalk_debugfs_exit();
}

module_init(ptwalk_init);
module_exit(ptwalk_exit);

MODULE_DESCRIPTION("Walks the kernel's own page tables and says whose each mapping is");
MODULE_VERSION(PTWALK_VERSION);
MODULE_LICENSE("GPL");
