// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the parser of questions, with any text, in memory of exactly its size.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "ptwalk_query.h"
#include "ptwalk_text.h"

/* Is @word a whole word of the text? */
static bool is_in(const char *word, const char *text, size_t size)
{
	return word >= text && word < text + size &&
	       memchr(word, '\0', (size_t)(text + size - word));
}

static bool in_space(const struct ptwalk_geometry *g, u64 va)
{
	return va >= g->va_start && va <= g->va_last;
}

static void check_names(const struct ptwalk_question *q, const char *text, size_t size)
{
	bool named = q->kind == PTWALK_ASK_SYM || q->kind == PTWALK_ASK_REGION;
	bool about_file = q->kind == PTWALK_ASK_RANGE || q->kind == PTWALK_ASK_REGION;

	hold(named ? is_in(q->name, text, size) && *q->name : !q->name);
	hold(!q->file || (about_file && is_in(q->file, text, size) && *q->file));
	hold(!q->name || !strpbrk(q->name, " \t\n"));
	hold(!q->file || !strpbrk(q->file, " \t\n"));
}

static void check_question(const struct ptwalk_question *q, const struct ptwalk_geometry *g,
			   int err)
{
	hold(!err || err == -EINVAL || err == -ERANGE);
	hold(!err == !q->error && !err == (q->kind != PTWALK_ASK_ERROR));
	hold(!q->error || *q->error);
	switch (q->kind) {
	case PTWALK_ASK_NOTHING:
		hold(!"a question was parsed");
		break;
	case PTWALK_ASK_VA:
		hold(in_space(g, q->address));
		break;
	case PTWALK_ASK_PA:
		hold(!(q->address >> g->pa_bits));
		break;
	case PTWALK_ASK_PID:
		hold(q->pid >= 0);
		break;
	case PTWALK_ASK_RANGE:
		hold(in_space(g, q->start) && q->last >= q->start);
		break;
	default:
		break;
	}
}

/* The next hexadecimal number of a text, by other means. */
static u64 number(const char *text, char **end)
{
	u64 value;

	errno = 0;
	value = strtoull(text, end, 16);
	hold(!errno);
	return value;
}

/* Where the numbers of a question begin: behind the verb, if it has one. */
static const char *numbers(const char *text, const char *verb)
{
	text += strspn(text, " \t");
	if (!strncmp(text, verb, strlen(verb)))
		text += strlen(verb);
	return text + strspn(text, " \t");
}

/* What was understood is what the text says. */
static void check_numbers(const struct ptwalk_question *q, const char *text)
{
	const char *plus = strchr(text, '+');
	char *end;

	if (q->kind == PTWALK_ASK_VA) {
		hold(number(numbers(text, ""), &end) == q->address);
	} else if (q->kind == PTWALK_ASK_PA) {
		hold(number(numbers(text, "pa"), &end) == q->address);
	} else if (q->kind == PTWALK_ASK_RANGE) {
		hold(number(numbers(text, "range"), &end) == q->start && *end == '-');
		hold(number(end + 1, &end) - 1 == q->last);
	} else if (q->kind == PTWALK_ASK_SYM) {
		hold(plus ? number(plus + 1, &end) == q->address : !q->address);
	} else if (q->kind == PTWALK_ASK_PID) {
		hold(strtoull(strpbrk(text, "0123456789"), NULL, 10) == (u64)q->pid);
	}
}

/* Ask for what was understood, as the files print it: it is understood again. */
static void ask_again(const struct ptwalk_question *q, const struct ptwalk_geometry *g)
{
	char row[64] = "";
	struct ptwalk_text out = { .buf = row, .size = sizeof(row) - 1 };
	struct ptwalk_question again;

	if (q->kind == PTWALK_ASK_VA)
		ptwalk_put_hex(&out, "", q->address);
	else if (q->kind == PTWALK_ASK_PA)
		ptwalk_put_hex(&out, "pa ", q->address);
	else if (q->kind == PTWALK_ASK_PID)
		ptwalk_put_dec(&out, "pid ", (u64)q->pid);
	else if (q->kind == PTWALK_ASK_RANGE)
		ptwalk_put(&out, "range ");
	else
		return;
	if (q->kind == PTWALK_ASK_RANGE)
		ptwalk_put_range(&out, q->start, q->last - q->start + 1);
	hold(out.len < sizeof(row));
	row[out.len] = '\0';
	hold(!ptwalk_question_parse(&again, g, row));
	hold(again.kind == q->kind && again.address == q->address && again.pid == q->pid &&
	     again.start == q->start && again.last == q->last);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { data, size };
	const struct fuzz_format *fmt;
	struct ptwalk_question q;
	struct ptwalk_geometry g;
	char *text, *copy;
	int err;

	if (!fuzz_geometry(&in, &fmt, &g))
		return 0;
	/* The text ends with its first NUL. */
	size = strnlen((const char *)in.at, in.left) + 1;
	text = malloc(size);
	memcpy(text, in.at, size - 1);
	text[size - 1] = '\0';
	copy = strdup(text);
	err = ptwalk_question_parse(&q, &g, text);
	hold(!text[size - 1]);
	check_names(&q, text, size);
	check_question(&q, &g, err);
	check_numbers(&q, copy);
	ask_again(&q, &g);
	free(copy);
	free(text);
	return 0;
}
