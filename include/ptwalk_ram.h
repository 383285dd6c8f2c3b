/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Physical memory: what the linear map must map, and what else it may map.
 */
#ifndef PTWALK_RAM_H
#define PTWALK_RAM_H

#include "ptwalk_port.h"

/** PTWALK_RAM_RANGES - most ranges in the table */
#define PTWALK_RAM_RANGES	128

/**
 * enum ptwalk_ram_kind - what a range of physical addresses is to the linear map
 * @PTWALK_RAM_ONLINE: System RAM in use: it must be mapped
 * @PTWALK_RAM_OFFLINE: memory blocks that are offline: they may be mapped
 * @PTWALK_RAM_DEVICE: device memory with struct pages (ZONE_DEVICE): may be mapped
 * @PTWALK_RAM_EDGE: a page that System RAM shares with a reservation: may be mapped
 * @PTWALK_RAM_FIRMWARE: not memory, but the architecture maps it: may be mapped
 */
enum ptwalk_ram_kind {
	PTWALK_RAM_ONLINE,
	PTWALK_RAM_OFFLINE,
	PTWALK_RAM_DEVICE,
	PTWALK_RAM_EDGE,
	PTWALK_RAM_FIRMWARE,
};

/**
 * struct ptwalk_ram_range - a range of physical addresses
 * @start: first address
 * @end: address after the last
 * @kind: what it is
 */
struct ptwalk_ram_range {
	u64 start;
	u64 end;
	enum ptwalk_ram_kind kind;
};

/**
 * struct ptwalk_ram - what the linear map may map
 * @n: how many ranges
 * @more: there were more ranges than fit: addresses after the last are unknown
 * @range: sorted, without overlaps; neighbours that touch differ in kind
 */
struct ptwalk_ram {
	u32 n;
	bool more;
	struct ptwalk_ram_range range[PTWALK_RAM_RANGES];
};

/* ram_table.c */
void ptwalk_ram_put(struct ptwalk_ram *ram, u64 start, u64 end, enum ptwalk_ram_kind kind);

#endif /* PTWALK_RAM_H */
