/* SPDX-License-Identifier: GPL-2.0-only */
/* A generator that repeats: xorshift64, which is enough for invented tables. */
#ifndef PTWALK_USER_LINUX_PRANDOM_H
#define PTWALK_USER_LINUX_PRANDOM_H

#include <linux/types.h>

struct rnd_state {
	u64 seed;
};

static inline void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	state->seed = seed * 0x9e3779b97f4a7c15ULL | 1;
}

static inline u32 prandom_u32_state(struct rnd_state *state)
{
	state->seed ^= state->seed << 13;
	state->seed ^= state->seed >> 7;
	state->seed ^= state->seed << 17;
	return (u32)(state->seed >> 32);
}

#endif /* PTWALK_USER_LINUX_PRANDOM_H */
