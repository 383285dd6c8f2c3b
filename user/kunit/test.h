/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of KUnit that the suites in kunit/ use, for user space. Declarations have the
 * same meaning as in the kernel's <kunit/test.h>; test.c implements them.
 */
#ifndef PTWALK_USER_KUNIT_TEST_H
#define PTWALK_USER_KUNIT_TEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/types.h>

#define KUNIT_PARAM_DESC_SIZE	128

/** enum kunit_status - how a case ended */
enum kunit_status {
	KUNIT_SUCCESS,
	KUNIT_FAILURE,
	KUNIT_SKIPPED,
};

struct kunit_memory;

/**
 * struct kunit - a case, or one parameter of it, as it runs
 * @priv: the suite's own
 * @name: of the case
 * @param_value: the parameter, NULL if there are none
 * @status: so far
 * @status_comment: why it was skipped
 * @depth: of indentation
 * @memory: freed when it is over
 * @out: where KUNIT_ASSERT_* and kunit_skip() go on
 */
struct kunit {
	void *priv;
	const char *name;
	const void *param_value;
	enum kunit_status status;
	char status_comment[256];
	int depth;
	struct kunit_memory *memory;
	jmp_buf out;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_suite *next;
};

#define KUNIT_CASE(f)		{ .run_case = (f), .name = #f }
#define KUNIT_CASE_SLOW(f)	KUNIT_CASE(f)
#define KUNIT_CASE_PARAM(f, gen) \
	{ .run_case = (f), .name = #f, .generate_params = (gen) }

#define KUNIT_ARRAY_PARAM(name, array, get_desc)					\
static const void *name##_gen_params(const void *prev, char *desc)			\
{											\
	__typeof__(&(array)[0]) next = prev ? (__typeof__(next))prev + 1 : (array);	\
	void (*describe)(__typeof__(next) of, char *text) = (get_desc);			\
											\
	if (next - (array) >= (ptrdiff_t)ARRAY_SIZE(array))				\
		return NULL;								\
	if (describe)									\
		describe(next, desc);							\
	return next;									\
}

/* Suites run in the order in which their files are linked. */
#define kunit_test_suite(suite)								\
__attribute__((constructor)) static void register_##suite(void)				\
{											\
	kunit_user_register(&(suite));							\
}

#define kunit_test_suites(suite)	kunit_test_suite(*(suite))

void kunit_user_register(struct kunit_suite *suite);
void kunit_user_say(struct kunit *test, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void kunit_user_fail(struct kunit *test, bool end, const char *file, int line,
		     const char *what, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
void kunit_user_skip(struct kunit *test, bool end, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp);
void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp);
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);
void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);

#define kunit_log(level, test, fmt, ...)	kunit_user_say(test, fmt, ##__VA_ARGS__)
#define kunit_info(test, fmt, ...)		kunit_user_say(test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...)		kunit_user_say(test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...)		kunit_user_say(test, fmt, ##__VA_ARGS__)
#define kunit_skip(test, fmt, ...)		kunit_user_skip(test, true, fmt, ##__VA_ARGS__)
#define kunit_mark_skipped(test, fmt, ...)	kunit_user_skip(test, false, fmt, ##__VA_ARGS__)

#define KUNIT_SUCCEED(test)		((void)(test))
#define KUNIT_FAIL(test, ...) \
	kunit_user_fail(test, false, __FILE__, __LINE__, "FAIL", "" __VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, ...) \
	kunit_user_fail(test, true, __FILE__, __LINE__, "FAIL", "" __VA_ARGS__)

/* Each side is evaluated once, and both are printed as signed numbers, as KUnit does. */
#define KUNIT_USER_BINARY(test, end, left, op, right, ...)				\
do {											\
	const __typeof__(left) left_ = (left);						\
	const __typeof__(right) right_ = (right);					\
	char what_[512];								\
											\
	if (left_ op right_)								\
		break;									\
	snprintf(what_, sizeof(what_), "%s " #op " %s, but %lld (%#llx), %lld (%#llx)",	\
		 #left, #right, (long long)left_, (unsigned long long)left_,		\
		 (long long)right_, (unsigned long long)right_);			\
	kunit_user_fail(test, end, __FILE__, __LINE__, what_, "" __VA_ARGS__);		\
} while (0)

#define KUNIT_USER_POINTERS(test, end, left, op, right, ...)				\
do {											\
	const void *left_ = (left), *right_ = (right);					\
	char what_[512];								\
											\
	if (left_ op right_)								\
		break;									\
	snprintf(what_, sizeof(what_), "%s " #op " %s, but %p, %p", #left, #right,	\
		 left_, right_);							\
	kunit_user_fail(test, end, __FILE__, __LINE__, what_, "" __VA_ARGS__);		\
} while (0)

#define KUNIT_USER_STRINGS(test, end, left, op, right, ...)				\
do {											\
	const char *left_ = (left), *right_ = (right);					\
	char what_[2048];								\
											\
	if (left_ && right_ && strcmp(left_, right_) op 0)				\
		break;									\
	snprintf(what_, sizeof(what_), "%s " #op " %s, but \"%s\", \"%s\"", #left,	\
		 #right, left_ ? left_ : "(null)", right_ ? right_ : "(null)");		\
	kunit_user_fail(test, end, __FILE__, __LINE__, what_, "" __VA_ARGS__);		\
} while (0)

#define KUNIT_USER_TRUTH(test, end, condition, wanted, ...)				\
do {											\
	const bool is_ = (condition);							\
											\
	if (is_ == (wanted))								\
		break;									\
	kunit_user_fail(test, end, __FILE__, __LINE__, #condition " is not " #wanted,	\
			"" __VA_ARGS__);						\
} while (0)

#define KUNIT_USER_NO_ERROR(test, end, ptr, ...)					\
do {											\
	const void *ptr_ = (ptr);							\
											\
	if (!IS_ERR_OR_NULL(ptr_))							\
		break;									\
	kunit_user_fail(test, end, __FILE__, __LINE__, #ptr " is NULL or an error",	\
			"" __VA_ARGS__);						\
} while (0)

#define KUNIT_EXPECT_EQ(test, l, r)		KUNIT_USER_BINARY(test, false, l, ==, r)
#define KUNIT_EXPECT_EQ_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_NE(test, l, r)		KUNIT_USER_BINARY(test, false, l, !=, r)
#define KUNIT_EXPECT_NE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_LT(test, l, r)		KUNIT_USER_BINARY(test, false, l, <, r)
#define KUNIT_EXPECT_LT_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, <, r, __VA_ARGS__)
#define KUNIT_EXPECT_LE(test, l, r)		KUNIT_USER_BINARY(test, false, l, <=, r)
#define KUNIT_EXPECT_LE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, <=, r, __VA_ARGS__)
#define KUNIT_EXPECT_GT(test, l, r)		KUNIT_USER_BINARY(test, false, l, >, r)
#define KUNIT_EXPECT_GT_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, >, r, __VA_ARGS__)
#define KUNIT_EXPECT_GE(test, l, r)		KUNIT_USER_BINARY(test, false, l, >=, r)
#define KUNIT_EXPECT_GE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, false, l, >=, r, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, l, r)	KUNIT_USER_POINTERS(test, false, l, ==, r)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, l, r, ...) \
	KUNIT_USER_POINTERS(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, l, r)	KUNIT_USER_POINTERS(test, false, l, !=, r)
#define KUNIT_EXPECT_PTR_NE_MSG(test, l, r, ...) \
	KUNIT_USER_POINTERS(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, p)		KUNIT_USER_POINTERS(test, false, p, ==, NULL)
#define KUNIT_EXPECT_NULL_MSG(test, p, ...) \
	KUNIT_USER_POINTERS(test, false, p, ==, NULL, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, p)		KUNIT_USER_POINTERS(test, false, p, !=, NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, p, ...) \
	KUNIT_USER_POINTERS(test, false, p, !=, NULL, __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, l, r)	KUNIT_USER_STRINGS(test, false, l, ==, r)
#define KUNIT_EXPECT_STREQ_MSG(test, l, r, ...) \
	KUNIT_USER_STRINGS(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, l, r)	KUNIT_USER_STRINGS(test, false, l, !=, r)
#define KUNIT_EXPECT_STRNEQ_MSG(test, l, r, ...) \
	KUNIT_USER_STRINGS(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_TRUE(test, c)		KUNIT_USER_TRUTH(test, false, c, true)
#define KUNIT_EXPECT_TRUE_MSG(test, c, ...) \
	KUNIT_USER_TRUTH(test, false, c, true, __VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, c)		KUNIT_USER_TRUTH(test, false, c, false)
#define KUNIT_EXPECT_FALSE_MSG(test, c, ...) \
	KUNIT_USER_TRUTH(test, false, c, false, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p)	KUNIT_USER_NO_ERROR(test, false, p)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, p, ...) \
	KUNIT_USER_NO_ERROR(test, false, p, __VA_ARGS__)

#define KUNIT_ASSERT_EQ(test, l, r)		KUNIT_USER_BINARY(test, true, l, ==, r)
#define KUNIT_ASSERT_EQ_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_NE(test, l, r)		KUNIT_USER_BINARY(test, true, l, !=, r)
#define KUNIT_ASSERT_NE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_LT(test, l, r)		KUNIT_USER_BINARY(test, true, l, <, r)
#define KUNIT_ASSERT_LT_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, <, r, __VA_ARGS__)
#define KUNIT_ASSERT_LE(test, l, r)		KUNIT_USER_BINARY(test, true, l, <=, r)
#define KUNIT_ASSERT_LE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, <=, r, __VA_ARGS__)
#define KUNIT_ASSERT_GT(test, l, r)		KUNIT_USER_BINARY(test, true, l, >, r)
#define KUNIT_ASSERT_GT_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, >, r, __VA_ARGS__)
#define KUNIT_ASSERT_GE(test, l, r)		KUNIT_USER_BINARY(test, true, l, >=, r)
#define KUNIT_ASSERT_GE_MSG(test, l, r, ...) \
	KUNIT_USER_BINARY(test, true, l, >=, r, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, l, r)	KUNIT_USER_POINTERS(test, true, l, ==, r)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, l, r, ...) \
	KUNIT_USER_POINTERS(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, l, r)	KUNIT_USER_POINTERS(test, true, l, !=, r)
#define KUNIT_ASSERT_PTR_NE_MSG(test, l, r, ...) \
	KUNIT_USER_POINTERS(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, p)		KUNIT_USER_POINTERS(test, true, p, ==, NULL)
#define KUNIT_ASSERT_NULL_MSG(test, p, ...) \
	KUNIT_USER_POINTERS(test, true, p, ==, NULL, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, p)		KUNIT_USER_POINTERS(test, true, p, !=, NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, p, ...) \
	KUNIT_USER_POINTERS(test, true, p, !=, NULL, __VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, l, r)	KUNIT_USER_STRINGS(test, true, l, ==, r)
#define KUNIT_ASSERT_STREQ_MSG(test, l, r, ...) \
	KUNIT_USER_STRINGS(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, l, r)	KUNIT_USER_STRINGS(test, true, l, !=, r)
#define KUNIT_ASSERT_STRNEQ_MSG(test, l, r, ...) \
	KUNIT_USER_STRINGS(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_TRUE(test, c)		KUNIT_USER_TRUTH(test, true, c, true)
#define KUNIT_ASSERT_TRUE_MSG(test, c, ...) \
	KUNIT_USER_TRUTH(test, true, c, true, __VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, c)		KUNIT_USER_TRUTH(test, true, c, false)
#define KUNIT_ASSERT_FALSE_MSG(test, c, ...) \
	KUNIT_USER_TRUTH(test, true, c, false, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p)	KUNIT_USER_NO_ERROR(test, true, p)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, p, ...) \
	KUNIT_USER_NO_ERROR(test, true, p, __VA_ARGS__)

#endif /* PTWALK_USER_KUNIT_TEST_H */
