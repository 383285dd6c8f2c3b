/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_CLAIMS_H
#define PTWALK_CLAIMS_H

#include "ptwalk_text.h"
#include "tasks.h"

void ptwalk_show_claims(struct ptwalk_text *out, const struct ptwalk_stats *stats,
			const struct ptwalk_task_total *tasks);

#endif /* PTWALK_CLAIMS_H */
