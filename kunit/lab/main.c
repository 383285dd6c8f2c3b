// SPDX-License-Identifier: GPL-2.0-only
/*
 * The labs' files in debugfs, in a folder of their own, ptwalk_lab:
 *
 *	control		write a command
 *	things		what a student is told: NAME 0xADDRESS
 *	judge		write a claim, read "yes" or "no CLASS": see judge.c
 *	peek		write a physical address, read the 64-bit word there
 *	reports		three faults, as the kernel reports them: see report.c
 *
 * Commands:
 *
 *	make NAME KIND [LOW-HIGH]	a thing of a size that the seed chooses. KIND
 *					is one of kinds.c, of "map" of the fixture, or "fault": any
 *					of its faults
 *	hide NAME KIND [LOW-HIGH]	the same, and a student is told nothing
 *	free NAME			take it back, but answer questions about it
 *	clear				take back all
 *
 * A bad command is -EINVAL. The parameter seed decides what is made; without it each
 * load has a seed of its own.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/jhash.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/random.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "lab.h"

static unsigned long long seed;
module_param(seed, ullong, 0400);
MODULE_PARM_DESC(seed, "decides what is made (default: a random number)");

static LIST_HEAD(things);
/* Guards the list and what is in it. */
static DEFINE_MUTEX(lock);
static struct dentry *folder;

/**
 * lab_pick - choose a number by the seed
 * @what: what it is for: another one, another number
 * @low: lowest
 * @high: highest
 *
 * Return: the number, the same as long as the module is loaded.
 */
u32 lab_pick(const char *what, u32 low, u32 high)
{
	u32 hash = jhash(what, strlen(what), (u32)seed ^ (u32)(seed >> 32));

	return low + reciprocal_scale(hash, high - low + 1);
}

/**
 * lab_find - find a thing
 * @name: its name
 *
 * Context: the caller is a command, a claim or a report: they come one at a time.
 * Return: the thing, or NULL.
 */
struct lab_thing *lab_find(const char *name)
{
	struct lab_thing *thing;

	list_for_each_entry(thing, &things, list)
		if (!strcmp(thing->name, name))
			return thing;
	return NULL;
}

/* ---- making things ---- */

static const struct fixture_kind *fixture_named(const char *name)
{
	const struct fixture_kind *kind;

	for (kind = fixture_maps; kind->name; kind++)
		if (!strcmp(kind->name, name))
			return kind;
	return NULL;
}

static const struct lab_kind *lab_named(const char *name)
{
	const struct lab_kind *kind;

	for (kind = lab_kinds; kind->name; kind++)
		if (!strcmp(kind->name, name))
			return kind;
	return NULL;
}

/*
 * Any fault. Not every machine has something to break for each of them. The kernel
 * gives back lazily freed addresses when it likes, and the fault with them.
 */
static struct fixture_thing *any_fault(struct lab_thing *thing)
{
	struct fixture_thing *t = ERR_PTR(-EAGAIN);
	u32 n = 0, i, first;

	while (fixture_faults[n].name)
		n++;
	first = lab_pick("fault", 0, n - 1);
	for (i = 0; i < n && IS_ERR(t); i++) {
		const struct fixture_kind *kind = &fixture_faults[(first + i) % n];

		if (strcmp(kind->name, "lazy-mapped"))
			t = fixture_thing_new(kind, 1);
	}
	if (!IS_ERR(t))
		thing->point = t->start;
	return t;
}

static int empty(struct fixture_thing *t, u32 n)
{
	return 0;
}

/* What has no kind of the fixture begins as nothing. */
static struct fixture_thing *plant(struct lab_thing *thing, const char *kind)
{
	static const struct fixture_kind nothing = { "", "", empty };

	if (!strcmp(kind, "fault"))
		return any_fault(thing);
	if (fixture_named(kind))
		return fixture_thing_new(fixture_named(kind), thing->n);
	thing->kind = lab_named(kind);
	return thing->kind ? fixture_thing_new(&nothing, 0) : ERR_PTR(-EINVAL);
}

/* An address in the middle of a page, so that nobody takes it for that of the page. */
static u64 point_of(const struct lab_thing *thing)
{
	u64 bytes = max_t(u64, thing->pages, 1) * PAGE_SIZE;

	return thing->start + ((lab_pick(thing->name, 0, bytes - 1) & ~7ULL) | 0x18);
}

static void measure(struct lab_thing *thing)
{
	struct fixture_shape shape;

	thing->start = thing->t->start;
	thing->end = thing->t->end;
	lab_measure(thing->start, thing->end, &shape);
	thing->pages = shape.pages;
	if (!thing->point)
		thing->point = point_of(thing);
}

static int fill(struct lab_thing *thing, const char *kind, bool told)
{
	int err = 0;

	thing->t = plant(thing, kind);
	if (IS_ERR(thing->t))
		return PTR_ERR(thing->t);
	if (thing->kind)
		err = thing->kind->make(thing);
	if (err) {
		fixture_thing_free(thing->t);
		return err;
	}
	measure(thing);
	if (told)
		thing->told = thing->kind && thing->kind->physical ?
			      virt_to_phys((void *)thing->point) : thing->point;
	return 0;
}

static int make(const char *name, const char *kind, const char *range, bool told)
{
	struct lab_thing *thing;
	u32 low = 1, high = 1;
	char more;
	int err;

	if (*range && sscanf(range, "%u-%u%c", &low, &high, &more) != 2)
		return -EINVAL;
	if (!low || low > high || high > SZ_64K || lab_find(name))
		return -EINVAL;
	thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	if (!thing)
		return -ENOMEM;
	strscpy(thing->name, name, sizeof(thing->name));
	thing->n = lab_pick(name, low, high);
	err = fill(thing, kind, told);
	if (err)
		kfree(thing);
	else
		list_add_tail(&thing->list, &things);
	return err;
}

static void take_back(struct lab_thing *thing)
{
	if (thing->t)
		fixture_thing_free(thing->t);
	thing->t = NULL;
	thing->task = NULL;
}

static int take_back_named(const char *name)
{
	struct lab_thing *thing = lab_find(name);

	if (!thing)
		return -EINVAL;
	take_back(thing);
	return 0;
}

static void clear(void)
{
	struct lab_thing *thing, *next;

	/* The last one first, as each may have been made on top of those before. */
	list_for_each_entry_safe_reverse(thing, next, &things, list) {
		take_back(thing);
		list_del(&thing->list);
		kfree(thing);
	}
}

/* ---- the files ---- */

static int run(char word[4][LAB_NAME])
{
	if (!strcmp(word[0], "make") && *word[2])
		return make(word[1], word[2], word[3], true);
	if (!strcmp(word[0], "hide") && *word[2])
		return make(word[1], word[2], word[3], false);
	if (!strcmp(word[0], "free") && *word[1] && !*word[2])
		return take_back_named(word[1]);
	if (strcmp(word[0], "clear") || *word[1])
		return -EINVAL;
	clear();
	return 0;
}

static ssize_t control_write(struct file *file, const char __user *from, size_t size,
			     loff_t *pos)
{
	char line[80] = "", word[4][LAB_NAME] = { "", "", "", "" }, more;
	int err;

	if (size >= sizeof(line))
		return -EINVAL;
	if (copy_from_user(line, from, size))
		return -EFAULT;
	if (sscanf(line, "%15s %15s %15s %15s %c", word[0], word[1], word[2], word[3], &more) > 4)
		return -EINVAL;
	mutex_lock(&lock);
	err = run(word);
	mutex_unlock(&lock);
	return err ? err : size;
}

static const struct file_operations control_ops = {
	.owner = THIS_MODULE,
	.write = control_write,
};

static int things_show(struct seq_file *m, void *v)
{
	const struct lab_thing *thing;

	mutex_lock(&lock);
	list_for_each_entry(thing, &things, list)
		if (thing->told)
			seq_printf(m, "%s 0x%016llx\n", thing->name, thing->told);
	mutex_unlock(&lock);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(things);

static int reports_show(struct seq_file *m, void *v)
{
	int err;

	mutex_lock(&lock);
	err = lab_reports_show(m, v);
	mutex_unlock(&lock);
	return err;
}
DEFINE_SHOW_ATTRIBUTE(reports);

/* One question and its answer an open file. */
static ssize_t judge_write(struct file *file, const char __user *from, size_t size,
			   loff_t *pos)
{
	char *line = simple_transaction_get(file, from, size);
	char verdict[32];

	if (IS_ERR(line))
		return PTR_ERR(line);
	mutex_lock(&lock);
	lab_judge(line, verdict, sizeof(verdict));
	mutex_unlock(&lock);
	simple_transaction_set(file, sprintf(line, "%s", verdict));
	return size;
}

static const struct file_operations judge_ops = {
	.owner = THIS_MODULE,
	.write = judge_write,
	.read = simple_transaction_read,
	.release = simple_transaction_release,
};

static ssize_t peek_write(struct file *file, const char __user *from, size_t size,
			  loff_t *pos)
{
	char *line = simple_transaction_get(file, from, size);
	u64 pa, word;
	int err;

	if (IS_ERR(line))
		return PTR_ERR(line);
	err = kstrtou64(strim(line), 16, &pa);
	if (!err)
		err = lab_peek(pa, &word);
	if (err)
		return err;
	simple_transaction_set(file, sprintf(line, "0x%016llx\n", word));
	return size;
}

static const struct file_operations peek_ops = {
	.owner = THIS_MODULE,
	.write = peek_write,
	.read = simple_transaction_read,
	.release = simple_transaction_release,
};

static int __init lab_init(void)
{
	if (!seed)
		get_random_bytes(&seed, sizeof(seed));
	folder = debugfs_create_dir("ptwalk_lab", NULL);
	if (IS_ERR(folder))
		return PTR_ERR(folder);
	debugfs_create_file("control", 0200, folder, NULL, &control_ops);
	debugfs_create_file("things", 0400, folder, NULL, &things_fops);
	debugfs_create_file("judge", 0600, folder, NULL, &judge_ops);
	debugfs_create_file("peek", 0600, folder, NULL, &peek_ops);
	debugfs_create_file("reports", 0400, folder, NULL, &reports_fops);
	return 0;
}
module_init(lab_init);

static void __exit lab_exit(void)
{
	debugfs_remove(folder);
	clear();
}
module_exit(lab_exit);

MODULE_DESCRIPTION("ptwalk: what the labs of the course ask about");
MODULE_LICENSE("GPL");
