// SPDX-License-Identifier: GPL-2.0-only
/*
 * check: where the two sides disagree, and what the tables themselves have wrong.
 * One walk; findings are confirmed and shown some at a time, so that memory does
 * not depend on how many there are.
 */
#include "ptwalk_live.h"

/* Confirmed together; one strip can bring several. */
#define MOST 120

/**
 * struct state - the walk so far
 * @ck: the rules
 * @ram: what the linear map is for
 * @f: findings, confirmed once they are shown
 * @n: how many of them
 * @shown: how many of those were rows, the one in hand included
 * @walked: the walk is over
 * @ended: the row in hand is the totals
 * @errors: confirmed so far
 * @warnings: confirmed so far
 * @unstable: gone at the second look, or never read the same twice
 * @dropped: found when there was no room for them
 * @no_mmu: why the MMU is not asked, or NULL
 * @odd: what the linear map does not map as usual
 */
struct state {
	struct ptwalk_checker ck;
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
	struct ptwalk_pageset *odd;
};

static void collect(struct ptwalk_checker *ck, const struct ptwalk_finding *f)
{
	struct state *st = ck->priv;

	if (st->n < MOST)
		st->f[st->n++] = *f;
	else
		st->dropped++;
}

static void check_end(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	ptwalk_pageset_free(st->odd);
}

static int check_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	check_end(ss);
	memset(st, 0, sizeof(*st));
	st->odd = ptwalk_pageset_new();
	if (!st->odd)
		return -ENOMEM;
	ptwalk_confirm_prepare(&st->ck, &ss->areas, &st->ram);
	st->no_mmu = ptwalk_confirm_no_mmu();
	st->ck.probe = st->no_mmu ? NULL : ptwalk_confirm_probe;
	st->ck.odd = st->odd;
	st->ck.emit = collect;
	st->ck.priv = st;
	ss->walk.split_cont = true;
	ptwalk_check_start(&st->ck, ptwalk_kernel.geo.va_start);
	return 0;
}

/* Walk until there is something to confirm, or until the end. */
static int collect_some(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	struct ptwalk_owner owner;
	struct ptwalk_strip s;
	int ret;

	st->n = 0;
	st->shown = 0;
	while (st->n < MOST / 2) {
		ret = ptwalk_session_next(ss, &s, &owner);
		if (ret < 0)
			return ret;
		if (!ret) {
			ptwalk_check_end(&st->ck, 0);
			st->walked = true;
			break;
		}
		st->unstable += s.kind == PTWALK_TORN;
		ptwalk_check_strip(&st->ck, &s, &owner);
	}
	if (st->ck.err)
		return st->ck.err;
	ret = ptwalk_confirm(st->f, &st->n, &st->unstable);
	/* It took a while. */
	ptwalk_walk_forget(&ss->walk);
	return ret;
}

static int check_next(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int err;

	while (st->shown == st->n && !st->walked) {
		err = collect_some(ss);
		if (err)
			return err;
	}
	if (st->shown == st->n) {
		if (st->ended)
			return 0;
		st->ended = true;
		return 1;
	}
	if (ptwalk_rules[st->f[st->shown].rule].warning)
		st->warnings++;
	else
		st->errors++;
	st->shown++;
	return 1;
}

static void show_value(struct seq_file *m, const char *word, u64 number)
{
	if (word)
		seq_printf(m, " %s", word);
	else if (number == PTWALK_NO_PA)
		seq_puts(m, " fault");
	else
		seq_printf(m, " 0x%016llx", number);
}

static void show_finding(struct seq_file *m, const struct ptwalk_finding *f)
{
	const struct ptwalk_rule_info *rule = &ptwalk_rules[f->rule];
	struct ptwalk_owner o = {
		.region = f->region ? f->region :
			  ptwalk_layout_find(&ptwalk_kernel.layout, f->start),
		.area = f->area.end ? &f->area : NULL,
	};

	seq_printf(m, "%s %s ", rule->warning ? "warning" : "error", rule->name);
	ptwalk_show_range(m, f->start, f->end - f->start);
	if (f->rule == PTWALK_CONT_BROKEN) {
		seq_printf(m, " cont=%llu cont=%llu", f->expected, f->actual);
	} else {
		show_value(m, rule->expected, f->expected);
		show_value(m, rule->actual, f->actual);
	}
	seq_putc(m, ' ');
	ptwalk_show_owner(m, &o);
	seq_putc(m, '\n');
}

/* Why a rule was not run, or NULL if it was. */
static const char *skipped(const struct state *st, enum ptwalk_rule rule)
{
	if ((ptwalk_rules[rule].areas && !ptwalk_areas_known()) ||
	    (ptwalk_rules[rule].lazy && ptwalk_areas_missing()))
		return ptwalk_areas_missing();
	if (ptwalk_rules[rule].ram && !st->ck.ram)
		return "ranges of RAM can't be told";
	if (rule == PTWALK_ALIAS_WRITABLE)
		return ptwalk_kernel.may_write_aliases;
	return rule == PTWALK_MMU_DISAGREES ? st->no_mmu : NULL;
}

/* "# rules: 14 run 2 skipped: linear-hole (why), ..." */
static void show_rules(struct seq_file *m, const struct state *st)
{
	unsigned int rule, n = 0;
	const char *before = ": ";

	for (rule = 0; rule < PTWALK_RULES; rule++)
		n += !!skipped(st, rule);
	seq_printf(m, "# rules: %u run %u skipped", PTWALK_RULES - n, n);
	for (rule = 0; rule < PTWALK_RULES; rule++) {
		if (!skipped(st, rule))
			continue;
		seq_printf(m, "%s%s (%s)", before, ptwalk_rules[rule].name, skipped(st, rule));
		before = ", ";
	}
	seq_putc(m, '\n');
}

static void check_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;

	if (!st->ended) {
		show_finding(m, &st->f[st->shown - 1]);
		return;
	}
	if (st->dropped)
		seq_printf(m, "# not listed: %llu more, for want of room\n", st->dropped);
	show_rules(m, st);
	seq_printf(m, "# findings: %llu errors %llu warnings %u unstable\n", st->errors,
		   st->warnings, st->unstable);
	seq_printf(m, "# result: %s\n",
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
