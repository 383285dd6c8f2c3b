// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit for user space: runs the suites that are linked to it, prints KTAP version 1.
 *
 *	core-test [-f] [-l] [PATTERN...]	of suites, or suite.case
 */
#include <fnmatch.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <kunit/test.h>
#include <linux/ktime.h>

/** struct kunit_memory - goes before what a case has allocated */
struct kunit_memory {
	struct kunit_memory *next;
	max_align_t memory[];
};

/** struct totals - cases by how they ended */
struct totals {
	unsigned int n[KUNIT_SKIPPED + 1];
};

static struct kunit_suite *suites, **last = &suites;
static char **patterns;
static bool first_only;

/**
 * kunit_user_register - add a suite
 * @suite: the suite
 */
void kunit_user_register(struct kunit_suite *suite)
{
	*last = suite;
	last = &suite->next;
}

static void indent(int depth)
{
	printf("%*s", 4 * depth, "");
}

/**
 * kunit_user_say - print a remark
 * @test: about it
 * @fmt: as for printf()
 */
void kunit_user_say(struct kunit *test, const char *fmt, ...)
{
	va_list args;

	indent(test->depth);
	printf("# %s: ", test->name);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

/**
 * kunit_user_fail - report a failed expectation
 * @test: the case
 * @end: end it here
 * @file: of the expectation
 * @line: of the expectation
 * @what: what was expected and what there is
 * @fmt: what the suite has to say, as for printf(); may be empty
 */
void kunit_user_fail(struct kunit *test, bool end, const char *file, int line,
		     const char *what, const char *fmt, ...)
{
	va_list args;

	test->status = KUNIT_FAILURE;
	kunit_user_say(test, "%s at %s:%d", end ? "ASSERTION FAILED" : "EXPECTATION FAILED",
		       file, line);
	kunit_user_say(test, "%s", what);
	if (*fmt) {
		indent(test->depth);
		printf("# %s: ", test->name);
		va_start(args, fmt);
		vprintf(fmt, args);
		va_end(args);
		putchar('\n');
	}
	if (end || first_only)
		longjmp(test->out, 1);
}

/**
 * kunit_user_skip - skip a case
 * @test: the case
 * @end: end it here
 * @fmt: why, as for printf()
 */
void kunit_user_skip(struct kunit *test, bool end, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(test->status_comment, sizeof(test->status_comment), fmt, args);
	va_end(args);
	if (test->status == KUNIT_SUCCESS)
		test->status = KUNIT_SKIPPED;
	if (end)
		longjmp(test->out, 1);
}

static void *allocate(struct kunit *test, size_t size, bool zero)
{
	struct kunit_memory *m = zero ? calloc(1, sizeof(*m) + size) : malloc(sizeof(*m) + size);

	if (!m)
		return NULL;
	m->next = test->memory;
	test->memory = m;
	return m->memory;
}

/**
 * kunit_kmalloc - memory that is freed when a case is over
 * @test: the case
 * @size: bytes
 * @gfp: ignored
 *
 * Return: the memory, or NULL.
 */
void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return allocate(test, size, gfp & __GFP_ZERO);
}

/**
 * kunit_kzalloc - the same, zeroed
 * @test: the case
 * @size: bytes
 * @gfp: ignored
 *
 * Return: the memory, or NULL.
 */
void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return allocate(test, size, true);
}

/**
 * kunit_kmalloc_array - an array that is freed when a case is over
 * @test: the case
 * @n: elements
 * @size: bytes in each
 * @gfp: whether to zero it
 *
 * Return: the memory, or NULL.
 */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return kunit_kmalloc(test, bytes, gfp);
}

/**
 * kunit_kcalloc - the same, zeroed
 * @test: the case
 * @n: elements
 * @size: bytes in each
 * @gfp: ignored
 *
 * Return: the memory, or NULL.
 */
void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

/**
 * kunit_kfree - free it now
 * @test: the case
 * @ptr: from one of the above, or NULL
 */
void kunit_kfree(struct kunit *test, const void *ptr)
{
	struct kunit_memory **m = &test->memory, *gone;

	if (!ptr)
		return;
	while ((const void *)(*m)->memory != ptr)
		m = &(*m)->next;
	gone = *m;
	*m = gone->next;
	free(gone);
}

/**
 * ktime_get_ns - the time
 *
 * Return: nanoseconds since an arbitrary start.
 */
unsigned long long ktime_get_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1000000000ULL * (unsigned long long)t.tv_sec + (unsigned long long)t.tv_nsec;
}

/* The suite's init and exit are within the jump: both may assert. */
static void run_once(struct kunit_suite *suite, struct kunit_case *c, struct kunit *test)
{
	struct kunit_memory *m;

	if (!setjmp(test->out)) {
		if (suite->init && suite->init(test))
			kunit_user_fail(test, true, __FILE__, __LINE__, "init", "of the suite");
		c->run_case(test);
	}
	if (suite->exit && !setjmp(test->out))
		suite->exit(test);
	while (test->memory) {
		m = test->memory;
		test->memory = m->next;
		free(m);
	}
}

static void result(int depth, unsigned int n, const char *name, enum kunit_status status,
		   const char *comment)
{
	indent(depth);
	printf("%sok %u %s", status == KUNIT_FAILURE ? "not " : "", n, name);
	if (status == KUNIT_SKIPPED)
		printf(" # SKIP %s", comment);
	putchar('\n');
	fflush(stdout);
	if (status == KUNIT_FAILURE && first_only)
		exit(1);
}

static enum kunit_status one_of(const struct totals *t)
{
	if (t->n[KUNIT_FAILURE])
		return KUNIT_FAILURE;
	return t->n[KUNIT_SUCCESS] ? KUNIT_SUCCESS : KUNIT_SKIPPED;
}

static enum kunit_status run_params(struct kunit_suite *suite, struct kunit_case *c)
{
	struct totals t = {};
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	const void *param = NULL;
	unsigned int n = 0;

	indent(2);
	printf("KTAP version 1\n");
	indent(2);
	printf("# Subtest: %s\n", c->name);
	while ((param = c->generate_params(param, desc))) {
		struct kunit test = { .name = c->name, .param_value = param, .depth = 2 };

		run_once(suite, c, &test);
		t.n[test.status]++;
		result(2, ++n, desc, test.status, test.status_comment);
		desc[0] = '\0';
	}
	indent(2);
	printf("1..%u\n", n);
	return one_of(&t);
}

static bool chosen(const char *suite, const char *name)
{
	char full[512];
	char **p;

	snprintf(full, sizeof(full), "%s.%s", suite, name);
	for (p = patterns; *p; p++)
		if (!fnmatch(*p, suite, 0) || !fnmatch(*p, full, 0))
			return true;
	return p == patterns;
}

static unsigned int count_cases(const struct kunit_suite *suite)
{
	const struct kunit_case *c;
	unsigned int n = 0;

	for (c = suite->test_cases; c->run_case; c++)
		n += chosen(suite->name, c->name);
	return n;
}

static enum kunit_status run_case(struct kunit_suite *suite, struct kunit_case *c, unsigned int n)
{
	struct kunit test = { .name = c->name, .depth = 1 };

	if (c->generate_params)
		test.status = run_params(suite, c);
	else
		run_once(suite, c, &test);
	result(1, n, c->name, test.status, test.status_comment);
	return test.status;
}

static enum kunit_status run_suite(struct kunit_suite *suite)
{
	struct totals t = {};
	struct kunit_case *c;
	unsigned int n = 0;

	printf("    KTAP version 1\n    # Subtest: %s\n    1..%u\n", suite->name,
	       count_cases(suite));
	if (suite->suite_init && suite->suite_init(suite)) {
		printf("    # suite_init failed\n");
		return KUNIT_FAILURE;
	}
	for (c = suite->test_cases; c->run_case; c++)
		if (chosen(suite->name, c->name))
			t.n[run_case(suite, c, ++n)]++;
	if (suite->suite_exit)
		suite->suite_exit(suite);
	return one_of(&t);
}

static void list(void)
{
	const struct kunit_suite *suite;
	const struct kunit_case *c;

	for (suite = suites; suite; suite = suite->next)
		for (c = suite->test_cases; c->run_case; c++)
			if (chosen(suite->name, c->name))
				printf("%s.%s\n", suite->name, c->name);
}

static int run_all(void)
{
	struct totals t = {};
	struct kunit_suite *suite;
	enum kunit_status status;
	unsigned int n = 0;

	for (suite = suites; suite; suite = suite->next)
		n += !!count_cases(suite);
	printf("KTAP version 1\n1..%u\n", n);
	n = 0;
	for (suite = suites; suite; suite = suite->next) {
		if (!count_cases(suite))
			continue;
		status = run_suite(suite);
		t.n[status]++;
		result(0, ++n, suite->name, status, "");
	}
	return !n || t.n[KUNIT_FAILURE];
}

/* Fail if a pattern matches nothing: that must not look like success. */
int main(int argc, char **argv)
{
	bool only_list = false;
	int option;

	while ((option = getopt(argc, argv, "fl")) != -1) {
		if (option == 'f') {
			first_only = true;
		} else if (option == 'l') {
			only_list = true;
		} else {
			fprintf(stderr, "Usage: %s [-f] [-l] [PATTERN...]\n"
				"  -f  stop at the first failure\n  -l  list the cases\n", *argv);
			return 2;
		}
	}
	patterns = argv + optind;
	if (!only_list)
		return run_all();
	list();
	return 0;
}
