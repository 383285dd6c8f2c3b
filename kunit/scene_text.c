// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenes: findings as text, compared with the expected text.
 */
#include <linux/sort.h>
#include "scene.h"

static s64 page_number(const struct scene_stage *st, u64 va)
{
	s64 page = (s64)va >> st->f->space.geo.page_shift;

	return page < -4096 ? (s64)(va - st->base) >> st->f->space.geo.page_shift : page;
}

/* A number as the scene has it: page frames, tables, counts. */
static int print_value(const struct scene_stage *st, const struct ptwalk_finding *f,
		       const char *word, u64 value, char *text)
{
	unsigned int shift = st->f->space.geo.page_shift;

	if (word)
		return sprintf(text, " %s", word);
	if (f->rule == PTWALK_CONT_BROKEN)
		return sprintf(text, " %llu", value);
	if (f->rule == PTWALK_BAD_DESCRIPTOR)
		value &= GENMASK_ULL(47, shift);
	if (value >= st->f->base)
		return sprintf(text, " t%llu", (value - st->f->base) >> shift);
	return sprintf(text, " %llu", value >> shift);
}

static int compare_findings(const void *a, const void *b)
{
	const struct ptwalk_finding *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (int)x->rule - (int)y->rule;
}

/**
 * scene_text - print the findings
 * @st: the stage, judged
 * @text: %SCENE_TEXT bytes to fill
 */
void scene_text(struct scene_stage *st, char *text)
{
	u32 i;

	*text = 0;
	sort(st->found, st->n, sizeof(*st->found), compare_findings, NULL);
	for (i = 0; i < st->n; i++) {
		const struct ptwalk_finding *f = &st->found[i];
		const struct ptwalk_rule_info *rule = &ptwalk_rules[f->rule];
		char line[120];
		int n;

		n = sprintf(line, "%s%s %lld-%lld", i ? "; " : "", rule->name,
			    page_number(st, f->start), page_number(st, f->last + 1));
		n += print_value(st, f, rule->expected, f->expected, line + n);
		n += print_value(st, f, rule->actual, f->actual, line + n);
		if (f->area.end)
			sprintf(line + n, " @%lld", page_number(st, f->area.start));
		else
			sprintf(line + n, " @%s", f->region ? f->region->name : "none");
		strlcat(text, line, SCENE_TEXT);
	}
}

static void expect_text(struct scene_stage *st, const struct scene *sc, const char *how)
{
	char *text = kunit_kzalloc(st->test, SCENE_TEXT, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(st->test, text);
	scene_text(st, text);
	KUNIT_EXPECT_STREQ_MSG(st->test, text, sc->want ?: "", "%u bits of page, by %s",
			       st->f->space.geo.page_shift, how);
}

static bool holds_still(const struct scene *sc)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sc->map); i++)
		if (sc->map[i].kind == PTWALK_TORN)
			return false;
	return true;
}

static bool has_blocks(const struct scene *sc)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sc->map); i++)
		if (sc->map[i].level)
			return true;
	return false;
}

/**
 * scene_play - set a scene up, judge it in both ways, and compare
 * @test: the test
 * @sc: the scene
 *
 * With 4K and, in turn, one of the other granules, unless it has blocks: those
 * are of 512 pages.
 */
void scene_play(struct kunit *test, const struct scene *sc)
{
	static const struct fake_shape shapes[] = {
		{ "4k", 12, 48, false }, { "16k", 14, 47, false }, { "64k", 16, 52, true },
	};
	static u32 turn;
	u32 n = has_blocks(sc) ? 1 : 2, i;

	turn++;
	for (i = 0; i < n; i++) {
		struct scene_stage *st = scene_new(test, &shapes[i ? 1 + turn % 2 : 0], sc);

		scene_judge_batches(st, sc);
		expect_text(st, sc, "hand");
		if (!holds_still(sc))
			continue;
		scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
		expect_text(st, sc, "walk");
		scene_judge_again(st);
	}
}
