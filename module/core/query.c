// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions parsed from a line of text. Names and pids are not resolved here.
 */
#include "ptwalk_query.h"

/**
 * ptwalk_question_refuse - mark a question as one that can't be answered
 * @q: filled with the reason
 * @err: -errno
 * @why: the reason, a constant string
 *
 * Return: @err.
 */
int ptwalk_question_refuse(struct ptwalk_question *q, int err, const char *why)
{
	*q = (struct ptwalk_question) { .kind = PTWALK_ASK_ERROR, .error = why };
	return err;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The digits after 0x. -EINVAL if they are no number, -ERANGE if they exceed 64 bits. */
static int read_hex(const char *word, u64 *value)
{
	bool more = false;
	int digit;

	*value = 0;
	if (hex_digit(*word) < 0)
		return -EINVAL;
	for (; (digit = hex_digit(*word)) >= 0; word++) {
		more |= *value >> 60;
		*value = *value << 4 | (u64)digit;
	}
	if (more)
		return -ERANGE;
	return *word ? -EINVAL : 0;
}

static bool has_prefix(const char *word)
{
	return word[0] == '0' && (word[1] | 0x20) == 'x';
}

/* Digits of a whole address, as in many messages of the kernel; fewer may be anything. */
#define WHOLE	16

/* @digits: how many there must be if 0x is left out, or 0 for any number */
static int parse_address(struct ptwalk_question *q, const char *word, size_t digits, u64 *value)
{
	int err;

	if (word && has_prefix(word))
		word += 2;
	else if (!word || hex_digit(*word) < 0 || (digits && strlen(word) != digits))
		return ptwalk_question_refuse(q, -EINVAL, "an address begins with 0x");
	err = read_hex(word, value);
	if (err == -ERANGE)
		return ptwalk_question_refuse(q, err, "an address has 64 bits");
	return err ? ptwalk_question_refuse(q, err, "an address is a hexadecimal number") : 0;
}

static bool in_space(const struct ptwalk_geometry *g, u64 va)
{
	return va >= g->va_start && va <= g->va_last;
}

static int parse_pa(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	int err = parse_address(q, words[0], 0, &q->address);

	if (err)
		return err;
	if (words[1])
		return ptwalk_question_refuse(q, -EINVAL, "pa takes one address");
	if (q->address >> g->pa_bits)
		return ptwalk_question_refuse(q, -ERANGE, "physical addresses have fewer bits here");
	return 0;
}

/* "+0x10", or "+0x10/0x98" as it is printed in a trace: the size of the function is ignored. */
static int parse_offset(char *text, u64 *offset)
{
	char *size = strchr(text, '/');
	u64 ignored;

	if (size) {
		*size++ = '\0';
		if (!has_prefix(size) || read_hex(size + 2, &ignored))
			return -EINVAL;
	}
	return has_prefix(text) ? read_hex(text + 2, offset) : -EINVAL;
}

static int parse_sym(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	char *plus = words[0] ? strchr(words[0], '+') : NULL;

	(void)g;
	if (!words[0] || words[1] || plus == words[0])
		return ptwalk_question_refuse(q, -EINVAL, "sym takes one name");
	if (plus) {
		*plus++ = '\0';
		if (parse_offset(plus, &q->address))
			return ptwalk_question_refuse(q, -EINVAL,
						      "an offset is a number that begins with 0x");
	}
	q->name = words[0];
	return 0;
}

static int parse_pid(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	const char *c = words[0] ? words[0] : "";
	int pid = 0;

	(void)g;
	for (; *c >= '0' && *c <= '9' && pid < 100000000; c++)
		pid = pid * 10 + (*c - '0');
	if (!words[0] || words[1] || *c)
		return ptwalk_question_refuse(q, -EINVAL, "pid takes one number");
	q->pid = pid;
	return 0;
}

static int parse_range(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	char *end = words[0] ? strchr(words[0], '-') : NULL;
	u64 after;
	int err;

	if (!end)
		return ptwalk_question_refuse(q, -EINVAL, "a range is START-END");
	*end++ = '\0';
	err = parse_address(q, words[0], WHOLE, &q->start);
	if (!err)
		err = parse_address(q, end, WHOLE, &after);
	if (err)
		return err;
	/* The end is excluded, and 2^64 is written as 0. */
	q->last = after - 1;
	if (!in_space(g, q->start) || (after && after < g->va_start) || q->last > g->va_last)
		return ptwalk_question_refuse(q, -ERANGE, "this range is not in the kernel's half");
	if (q->last < q->start)
		return ptwalk_question_refuse(q, -EINVAL, "this range is empty");
	if (words[1] && words[2])
		return ptwalk_question_refuse(q, -EINVAL, "range takes one range and one file");
	q->file = words[1];
	return 0;
}

static int parse_region(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	(void)g;
	if (!words[0] || (words[1] && words[2]))
		return ptwalk_question_refuse(q, -EINVAL, "region takes one name and one file");
	q->name = words[0];
	q->file = words[1];
	return 0;
}

/* An address, or a range as the files print it. */
static int parse_plain(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	int err;

	if (*words[0] != '-' && strchr(words[0], '-')) {
		q->kind = PTWALK_ASK_RANGE;
		return parse_range(q, g, words);
	}
	err = parse_address(q, words[0], WHOLE, &q->address);
	if (err)
		return err;
	if (words[1])
		return ptwalk_question_refuse(q, -EINVAL, "one address, and nothing else");
	if (!in_space(g, q->address))
		return ptwalk_question_refuse(q, -ERANGE,
					      "this address is not in the kernel's half");
	return 0;
}

/* "0x... [depth N]" */
static int parse_tables(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words)
{
	int err = parse_address(q, words[0], WHOLE, &q->address);

	if (err)
		return err;
	if (!in_space(g, q->address))
		return ptwalk_question_refuse(q, -ERANGE,
					      "this address is not in the kernel's half");
	q->depth = -1;
	if (!words[1])
		return 0;
	if (strcmp(words[1], "depth") || !words[2] || words[2][0] < '0' || words[2][0] > '9' ||
	    words[2][1])
		return ptwalk_question_refuse(q, -EINVAL,
					      "tables-of takes one address, and depth N");
	q->depth = words[2][0] - '0';
	if (q->depth >= g->levels)
		return ptwalk_question_refuse(q, -ERANGE, "there are fewer levels of tables");
	return 0;
}

/*
 * The first word selects the row, and what follows it is parsed. If no row has it, it is
 * an address or a range.
 */
static const struct verb {
	const char *word;
	enum ptwalk_question_kind kind;
	int (*parse)(struct ptwalk_question *q, const struct ptwalk_geometry *g, char **words);
} verbs[] = {
	{ "pa", PTWALK_ASK_PA, parse_pa },
	{ "sym", PTWALK_ASK_SYM, parse_sym },
	{ "pid", PTWALK_ASK_PID, parse_pid },
	{ "range", PTWALK_ASK_RANGE, parse_range },
	{ "region", PTWALK_ASK_REGION, parse_region },
	{ "tables-of", PTWALK_ASK_TABLES, parse_tables },
	{ NULL, PTWALK_ASK_VA, parse_plain },
};

#define WORDS	4

/* Split @text at blanks. Returns the number of words, or -1 if more than %WORDS. */
static int cut(char *text, char **words)
{
	int n = 0;

	for (;;) {
		while (*text == ' ' || *text == '\t')
			*text++ = '\0';
		if (!*text)
			return n;
		if (n == WORDS)
			return -1;
		words[n++] = text;
		while (*text && *text != ' ' && *text != '\t')
			text++;
	}
}

/**
 * ptwalk_question_parse - parse a question
 * @q: filled
 * @g: the geometry of the address space that it is about
 * @text: the question, without blanks around it; modified
 *
 * Return: 0; -EINVAL or -ERANGE if it can't be answered, and @q says why.
 */
int ptwalk_question_parse(struct ptwalk_question *q, const struct ptwalk_geometry *g, char *text)
{
	char *words[WORDS + 1] = {};
	const struct verb *v = verbs;
	int n;

	*q = (struct ptwalk_question) { .kind = PTWALK_ASK_NOTHING };
	if (strchr(text, '\n'))
		return ptwalk_question_refuse(q, -EINVAL, "one question at a time");
	n = cut(text, words);
	if (n <= 0)
		return ptwalk_question_refuse(q, -EINVAL,
					      n ? "too many words" : "no question in one line");
	while (v->word && strcmp(words[0], v->word))
		v++;
	q->kind = v->kind;
	return v->parse(q, g, v->word ? words + 1 : words);
}
