/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_FILES_CHECK_H
#define PTWALK_FILES_CHECK_H

#include "ptwalk_port.h"

/**
 * struct ptwalk_last_check - the last check that was read to its end
 * @errors: confirmed
 * @warnings: confirmed
 * @unstable: gone at the second look
 * @dropped: not listed
 * @time: seconds since 1970; 0 if there was no check
 */
struct ptwalk_last_check {
	u64 errors;
	u64 warnings;
	u64 unstable;
	u64 dropped;
	s64 time;
};

void ptwalk_check_last(struct ptwalk_last_check *last);

#endif /* PTWALK_FILES_CHECK_H */
