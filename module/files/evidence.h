/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_EVIDENCE_H
#define PTWALK_EVIDENCE_H

#include "ptwalk_text.h"

void ptwalk_show_evidence(struct ptwalk_text *out, const struct ptwalk_stats *stats);

#endif /* PTWALK_EVIDENCE_H */
