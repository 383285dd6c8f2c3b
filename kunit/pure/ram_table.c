// SPDX-License-Identifier: GPL-2.0-only
/* A copy for this module: an object cannot belong to two. */
#include "../../module/ram_table.c"
