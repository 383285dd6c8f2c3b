// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of the running kernel's table memory.
 *
 * A table is read through the linear map, in a way that turns a fault into an error
 * code. Anything but RAM of the kernel is never read, as reading a device may have side
 * effects.
 */
#include <linux/io.h>

#include "compat/locks.h"
#include "pause.h"
#include "ptwalk_arch.h"
#include "reader.h"

static int live_read(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n)
{
	return ptwalk_arch_copy(buf, phys_to_virt(pa), n);
}

static bool live_is_ram(struct ptwalk_reader *rd, u64 pa, u64 bytes)
{
	return ptwalk_arch_is_table_ram(pa);
}

static void live_enter(struct ptwalk_reader *rd)
{
	ptwalk_locks_take();
}

static void live_leave(struct ptwalk_reader *rd)
{
	ptwalk_locks_release();
}

static int live_pause(struct ptwalk_reader *rd)
{
	return ptwalk_pause();
}

/** ptwalk_live_reader - the reader; it has no state, so all walks share it */
struct ptwalk_reader ptwalk_live_reader = {
	.read = live_read,
	.is_ram = live_is_ram,
	.enter = live_enter,
	.leave = live_leave,
	.pause = live_pause,
};
