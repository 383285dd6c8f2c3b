/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Up to 5.16 arm64 keeps 128 MiB below the modules for BPF programs: areas that
 * lie in no other region. Gone since 5.17 (commit b89ddf4cca43): an empty region.
 */
#ifndef PTWALK_BPF_REGION_H
#define PTWALK_BPF_REGION_H

#include <asm/memory.h>

#ifndef BPF_JIT_REGION_START
#define BPF_JIT_REGION_START 0
#define BPF_JIT_REGION_END 0
#endif

#endif /* PTWALK_BPF_REGION_H */
