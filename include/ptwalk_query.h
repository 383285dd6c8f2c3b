/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Questions, as they are written to the file query.
 */
#ifndef PTWALK_QUERY_H
#define PTWALK_QUERY_H

#include "ptwalk.h"

/**
 * enum ptwalk_question_kind - what is asked
 * @PTWALK_ASK_NOTHING: no question yet: the file shows its usage
 * @PTWALK_ASK_ERROR: an invalid question: the file says why
 * @PTWALK_ASK_VA: an address, level by level
 * @PTWALK_ASK_PA: the mappings of a physical address
 * @PTWALK_ASK_SYM: the address of a symbol
 * @PTWALK_ASK_PID: the addresses of a thread
 * @PTWALK_ASK_RANGE: rows of another file, for a range
 * @PTWALK_ASK_REGION: rows of another file, for a region
 * @PTWALK_ASK_TABLES: the entries of one table on the path of an address
 */
enum ptwalk_question_kind {
	PTWALK_ASK_NOTHING,
	PTWALK_ASK_ERROR,
	PTWALK_ASK_VA,
	PTWALK_ASK_PA,
	PTWALK_ASK_SYM,
	PTWALK_ASK_PID,
	PTWALK_ASK_RANGE,
	PTWALK_ASK_REGION,
	PTWALK_ASK_TABLES,
};

/**
 * struct ptwalk_question - a parsed question
 * @kind: what is asked
 * @error: of %PTWALK_ASK_ERROR: the reason
 * @address: of %PTWALK_ASK_VA, %PTWALK_ASK_PA and %PTWALK_ASK_TABLES; of
 *	%PTWALK_ASK_SYM what is added to the symbol
 * @depth: of %PTWALK_ASK_TABLES: how far below the root; -1 for the end of the path
 * @pid: of %PTWALK_ASK_PID; 0 for the idle thread of the first CPU
 * @start: of %PTWALK_ASK_RANGE, first address
 * @last: of %PTWALK_ASK_RANGE, last address
 * @name: of %PTWALK_ASK_SYM and %PTWALK_ASK_REGION; points into the text
 * @file: of %PTWALK_ASK_RANGE and %PTWALK_ASK_REGION: the other file, or NULL; points
 *	into the text
 */
struct ptwalk_question {
	enum ptwalk_question_kind kind;
	const char *error;
	u64 address;
	int depth;
	int pid;
	u64 start;
	u64 last;
	const char *name;
	const char *file;
};

int ptwalk_question_parse(struct ptwalk_question *q, const struct ptwalk_geometry *g, char *text);
int ptwalk_question_refuse(struct ptwalk_question *q, int err, const char *why);

#endif /* PTWALK_QUERY_H */
