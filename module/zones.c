// SPDX-License-Identifier: GPL-2.0-only
/*
 * The zones of the running kernel: found once, at load, and constant from then on.
 */
#include "compat/execmem.h"
#include "zones.h"

static struct ptwalk_zones zones;
static const char *missing;

/**
 * ptwalk_zones_init - find the zones
 * @l: the layout of the kernel's address space
 *
 * With KASLR, modules may go anywhere near the image, so the region that the layout has
 * for them may not be used at all.
 *
 * Context: after ptwalk_ksym_init(), once, at load.
 */
void ptwalk_zones_init(const struct ptwalk_layout *l)
{
	ptwalk_zones_add_regions(&zones, l, "vmalloc");
	if (!ptwalk_execmem_zones(&zones, (unsigned long)ptwalk_zones_init))
		return;
	memset(&zones, 0, sizeof(zones));
	/* The first zone is that of vmalloc(), always. */
	ptwalk_zones_add_regions(&zones, l, "vmalloc");
	ptwalk_zones_add_regions(&zones, l, NULL);
	missing = "where modules go is not known";
}

/**
 * ptwalk_zones - the zones
 *
 * Return: all of them.
 */
const struct ptwalk_zones *ptwalk_zones(void)
{
	return &zones;
}

/**
 * ptwalk_zones_missing - which zones are not known, for status
 *
 * Return: which, or NULL.
 */
const char *ptwalk_zones_missing(void)
{
	return missing;
}
