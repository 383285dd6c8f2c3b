// SPDX-License-Identifier: GPL-2.0-only
/*
 * check: where tables and areas disagree, and errors in the tables themselves. One
 * walk; findings are confirmed and shown a few at a time, so that the memory needed
 * does not depend on their number.
 */
#include <linux/ktime.h>
#include <linux/spinlock.h>

#include "../live_check.h"
#include "../mmu.h"
#include "../second_look.h"
#include "check.h"
#include "files.h"

/* Room for findings that are confirmed together; one batch can add several. */
#define MOST 120

/**
 * struct state - the walk so far
 * @live: the rules
 * @ram: what the linear map may map
 * @f: findings, confirmed before they are shown
 * @n: how many of them
 * @shown: how many of those were shown, including the current one
 * @walked: the walk is over
 * @ended: the current row is the totals
 * @errors: confirmed so far
 * @warnings: confirmed so far
 * @unstable: gone at the second look, or torn
 * @dropped: dropped as there was no room
 * @no_mmu: why the MMU is not asked, or NULL
 */
struct state {
	struct ptwalk_live_check live;
	struct ptwalk_ram ram;
	struct ptwalk_finding f[MOST];
	u32 n;
	u32 shown;
	bool walked;
	bool ended;
	u64 errors;
	u64 warnings;
	u32 unstable;
	u64 dropped;
	const char *no_mmu;
};

static DEFINE_SPINLOCK(last_lock);
static struct ptwalk_last_check last_check;

static void remember_check(const struct state *st)
{
	spin_lock(&last_lock);
	last_check = (struct ptwalk_last_check) {
		.errors = st->errors, .warnings = st->warnings, .unstable = st->unstable,
		.dropped = st->dropped, .time = ktime_get_real_seconds(),
	};
	spin_unlock(&last_lock);
}

/**
 * ptwalk_check_last - what the last check came to that was read to its end
 * @last: filled; all zero if there was none
 */
void ptwalk_check_last(struct ptwalk_last_check *last)
{
	spin_lock(&last_lock);
	*last = last_check;
	spin_unlock(&last_lock);
}

static void collect(struct ptwalk_live_check *lc, const struct ptwalk_finding *f)
{
	struct state *st = container_of(lc, struct state, live);

	if (st->n < MOST)
		st->f[st->n++] = *f;
	else
		st->dropped++;
}

static void check_end(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	ptwalk_pageset_free(st->live.odd);
}

static bool areas_before_linear(const struct ptwalk_layout *l)
{
	const struct ptwalk_region *r = l->region;

	while (r < l->region + l->n && !r->areas && strcmp(r->name, "linear"))
		r++;
	return r < l->region + l->n && r->areas;
}

/* Aliases are judged faster if the linear map is known. */
static int walk_linear_first(struct ptwalk_iter *it)
{
	struct ptwalk_check *ck = &((struct state *)it->state)->live.ck;
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	ptwalk_iter_seek(it, ck->in.linear->start, ck->in.linear->last);
	while ((ret = ptwalk_iter_next(it, &b, &owner)) > 0)
		ptwalk_check_linear_first(ck, &b);
	ptwalk_check_linear_known(ck);
	ptwalk_iter_seek(it, it->start, it->last);
	return ret;
}

static int check_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	struct ptwalk_pageset *odd;

	check_end(it);
	memset(st, 0, sizeof(*st));
	odd = ptwalk_pageset_new();
	if (!odd)
		return -ENOMEM;
	ptwalk_live_check_init(&st->live, it, &st->ram);
	ptwalk_live_check_keep_odd(&st->live, odd);
	st->live.emit = collect;
	st->no_mmu = ptwalk_mmu_off();
	if (!st->no_mmu)
		ptwalk_live_check_ask_mmu(&st->live);
	it->walk.split_cont = true;
	ptwalk_check_start(&st->live.ck, it->space->geo.va_start);
	return areas_before_linear(&it->space->layout) ? walk_linear_first(it) : 0;
}

/* Walk until there is something to confirm, or until the end. */
static int collect_some(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret;

	st->n = 0;
	st->shown = 0;
	while (st->n < MOST / 2) {
		ret = ptwalk_iter_next(it, &b, &owner);
		if (ret < 0)
			return ret;
		if (!ret) {
			ptwalk_check_end(&st->live.ck, it->space->geo.va_last);
			st->walked = true;
			break;
		}
		st->unstable += b.kind == PTWALK_TORN;
		ptwalk_check_batch(&st->live.ck, &b, &owner);
	}
	if (st->live.ck.err)
		return st->live.ck.err;
	ret = ptwalk_second_look(it->kernel, st->f, &st->n, &st->unstable);
	/* Time has passed: read the tables again. */
	ptwalk_walk_forget(&it->walk);
	return ret;
}

static int check_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	while (st->shown == st->n && !st->walked) {
		err = collect_some(it);
		if (err)
			return err;
	}
	if (st->shown == st->n) {
		if (st->ended)
			return 0;
		st->ended = true;
		remember_check(st);
		return 1;
	}
	if (ptwalk_rules[st->f[st->shown].rule].warning)
		st->warnings++;
	else
		st->errors++;
	st->shown++;
	return 1;
}

/* The reason why a rule was not run, or NULL if it was. */
static const char *skipped(const struct ptwalk_iter *it, enum ptwalk_rule rule)
{
	const struct state *st = it->state;

	if ((ptwalk_rules[rule].areas && !ptwalk_areas_known()) ||
	    (ptwalk_rules[rule].lazy && ptwalk_areas_missing()))
		return ptwalk_areas_missing();
	if (ptwalk_rules[rule].ram && !st->live.ck.in.ram)
		return "ranges of RAM can't be told";
	if (rule == PTWALK_ALIAS_WRITABLE)
		return it->kernel->may_write_aliases;
	if (rule == PTWALK_ALIAS_MEMTYPE && st->live.ck.linear_unknown)
		return "memory types are not in the tables";
	if (rule == PTWALK_AF_CLEAR && !it->space->geo.accessed_faults)
		return "hardware sets the access flag";
	if (rule == PTWALK_CONT_BROKEN && !it->space->geo.cont_mask)
		return "this format has no contiguous groups";
	return rule == PTWALK_MMU_DISAGREES ? st->no_mmu : NULL;
}

/* "# rules: 14 run 2 skipped: linear-hole (why), ..." */
static void show_rules(struct ptwalk_text *out, const struct ptwalk_iter *it)
{
	unsigned int rule, n = 0;
	const char *before = ": ";

	for (rule = 0; rule < PTWALK_RULES; rule++)
		n += !!skipped(it, rule);
	ptwalk_printf(out, "# rules: %u run %u skipped", PTWALK_RULES - n, n);
	for (rule = 0; rule < PTWALK_RULES; rule++) {
		if (!skipped(it, rule))
			continue;
		ptwalk_printf(out, "%s%s (%s)", before, ptwalk_rules[rule].name, skipped(it, rule));
		before = ", ";
	}
	ptwalk_putc(out, '\n');
}

static void check_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	if (!st->ended) {
		ptwalk_put_finding(out, &st->f[st->shown - 1]);
		return;
	}
	if (st->dropped)
		ptwalk_printf(out, "# not listed: %llu more, for want of room\n", st->dropped);
	show_rules(out, it);
	ptwalk_printf(out, "# findings: %llu errors %llu warnings %u unstable\n", st->errors,
		      st->warnings, st->unstable);
	ptwalk_printf(out, "# result: %s\n",
		      st->errors || st->warnings || st->dropped ? "fail" : "pass");
}

const struct ptwalk_file ptwalk_file_check = {
	.name = "check",
	.columns = "severity rule range expected actual owner",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = check_begin,
	.next = check_next,
	.show = check_show,
	.end = check_end,
};
