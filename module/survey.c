// SPDX-License-Identifier: GPL-2.0-only
/*
 * A survey: one walk over everything, into totals for each region.
 */
#include "ptwalk_live.h"

/**
 * ptwalk_survey - walk everything once and count
 * @ss: a session, rewound
 * @by_region: %PTWALK_REGIONS totals, indexed as the layout is; zeroed first
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_session_next().
 */
int ptwalk_survey(struct ptwalk_session *ss, struct ptwalk_tally *by_region)
{
	const struct ptwalk_kernel *k = &ptwalk_kernel;
	struct ptwalk_owner owner;
	struct ptwalk_prot p = { .cont = false };
	struct ptwalk_strip s;
	u64 attrs = 0;
	int ret;

	memset(by_region, 0, PTWALK_REGIONS * sizeof(*by_region));
	while ((ret = ptwalk_session_next(ss, &s, &owner)) > 0) {
		/* Neighbours mostly have the same attributes. */
		if (s.kind == PTWALK_LEAF && s.attrs != attrs) {
			attrs = s.attrs;
			ptwalk_arch_prot(&k->geo, attrs, 0, &p);
		}
		ptwalk_tally_strip(&by_region[owner.region - k->layout.region], &k->geo, &s, p.cont);
	}
	return ret;
}
