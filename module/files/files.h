/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files of the interface.
 */
#ifndef PTWALK_FILES_H
#define PTWALK_FILES_H

#include "../iter.h"

extern const struct ptwalk_file ptwalk_file_status, ptwalk_file_regs, ptwalk_file_layout,
	ptwalk_file_tables, ptwalk_file_maps, ptwalk_file_extents, ptwalk_file_areas,
	ptwalk_file_linear, ptwalk_file_splits, ptwalk_file_tasks, ptwalk_file_check,
	ptwalk_file_summary, ptwalk_file_query;

extern const struct ptwalk_file ptwalk_file_holes, ptwalk_file_analysis, ptwalk_file_metrics;

#endif /* PTWALK_FILES_H */
