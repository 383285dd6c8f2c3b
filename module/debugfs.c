// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files as files: who may open them, and how rows become what read() gives.
 *
 * Rows are made when they are read: a reader that stops early costs no more
 * than it has read, and no row is made twice. Row 0 is the header. Between two
 * reads only the cursor and the row in hand are kept.
 */
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "ptwalk_live.h"

static const struct ptwalk_file *const files[] = {
	&ptwalk_file_status,
	&ptwalk_file_regs,
	&ptwalk_file_layout,
	&ptwalk_file_tables,
	&ptwalk_file_maps,
	&ptwalk_file_extents,
	&ptwalk_file_areas,
	&ptwalk_file_linear,
	&ptwalk_file_tasks,
	&ptwalk_file_check,
	&ptwalk_file_summary,
};

static struct dentry *folder;

/* Make row @pos the one in hand. 1, 0 if there is none, or -errno. */
static int reach_row(struct ptwalk_session *ss, loff_t pos)
{
	int ret;

	if (pos < ss->row || !ss->row) {
		ss->row = 0;
		ret = ptwalk_session_rewind(ss);
		if (!ret)
			ret = ss->file->begin(ss);
		if (ret)
			return ret;
	}
	while (ss->row < pos) {
		/* Printing the last one may have taken as long as a walk. */
		ret = ptwalk_pause();
		if (!ret)
			ret = ss->file->next(ss);
		if (ret <= 0)
			return ret;
		ss->row++;
	}
	return 1;
}

static void *row_or_end(struct ptwalk_session *ss, int ret)
{
	if (ret < 0) {
		/* The row in hand is lost: begin anew if somebody reads on. */
		ss->row = 0;
		return ERR_PTR(ret);
	}
	return ret ? ss : NULL;
}

static void *file_start(struct seq_file *m, loff_t *pos)
{
	struct ptwalk_session *ss = m->private;

	ptwalk_session_resume(ss);
	if (!*pos)
		return SEQ_START_TOKEN;
	return row_or_end(ss, reach_row(ss, *pos));
}

static void *file_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct ptwalk_session *ss = m->private;

	++*pos;
	return row_or_end(ss, reach_row(ss, *pos));
}

static void file_stop(struct seq_file *m, void *v)
{
	ptwalk_session_pause(m->private);
}

static int file_show(struct seq_file *m, void *v)
{
	struct ptwalk_session *ss = m->private;

	if (v != SEQ_START_TOKEN) {
		ss->file->show(ss, m);
		return 0;
	}
	seq_puts(m, "# " PTWALK_ABI " ");
	seq_puts(m, ss->file->name);
	seq_puts(m, ": ");
	seq_puts(m, ss->file->header ? ss->file->header(ss) : ss->file->columns);
	seq_putc(m, '\n');
	return 0;
}

static const struct seq_operations file_seq_ops = {
	.start = file_start,
	.next = file_next,
	.stop = file_stop,
	.show = file_show,
};

/*
 * Asked at open, and again at every read and write.
 *
 * The credentials are those of whoever opened the file, as for /proc/kcore and
 * /proc/<pid>/pagemap: an open file may be passed on, and who has more rights than
 * its opener does not lend them to it. They count in the initial user namespace.
 *
 * Lockdown is the machine's, and may come while a file is open: from then on it
 * says what a newly opened one would. Its lines are those of /proc/kcore, and for
 * the file that is written to the one that debugfs itself draws.
 */
static int may_use(const struct file *file)
{
	if (!file_ns_capable(file, &init_user_ns, CAP_SYS_ADMIN))
		return -EPERM;
	return security_locked_down(file_inode(file)->i_private == &ptwalk_file_query ?
				    LOCKDOWN_DEBUGFS : LOCKDOWN_KCORE);
}

static int file_open(struct inode *inode, struct file *file)
{
	struct ptwalk_session *ss;
	struct seq_file *m;
	int err;

	err = may_use(file);
	if (err)
		return err;
	ss = ptwalk_session_new(inode->i_private);
	if (!ss)
		return -ENOMEM;
	err = seq_open(file, &file_seq_ops);
	if (err) {
		ptwalk_session_free(ss);
		return err;
	}
	m = file->private_data;
	m->private = ss;
	return 0;
}

static ssize_t file_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	int err = may_use(file);

	return err ? err : seq_read(file, to, size, pos);
}

static int file_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	ptwalk_session_free(m->private);
	return seq_release(inode, file);
}

static const struct file_operations file_ops = {
	.owner = THIS_MODULE,
	.open = file_open,
	.read = file_read,
	.llseek = seq_lseek,
	.release = file_release,
};

/* A line is enough for every question; what is longer is none. */
#define LONGEST_QUERY 512

/* A new question: the answer is read from its beginning. */
static ssize_t query_write(struct file *file, const char __user *from, size_t count, loff_t *pos)
{
	struct seq_file *m = file->private_data;
	char *text;
	int err;

	err = may_use(file);
	if (err)
		return err;
	if (count > LONGEST_QUERY)
		text = kstrdup("", GFP_KERNEL);
	else
		text = memdup_user_nul(from, count);
	if (IS_ERR_OR_NULL(text))
		return text ? PTR_ERR(text) : -ENOMEM;
	/* With a NUL in it, it is something else than it seems. */
	if (strlen(text) != count)
		*text = '\0';

	mutex_lock(&m->lock);
	err = ptwalk_query_set(m->private, strim(text));
	m->index = 0;
	m->count = 0;
	m->from = 0;
	m->read_pos = 0;
	/* Both: where a write fails, the first is not taken over. */
	*pos = 0;
	file->f_pos = 0;
	mutex_unlock(&m->lock);
	kfree(text);
	return err ? err : count;
}

static const struct file_operations query_ops = {
	.owner = THIS_MODULE,
	.open = file_open,
	.read = file_read,
	.write = query_write,
	.llseek = seq_lseek,
	.release = file_release,
};

/**
 * ptwalk_debugfs_init - make the folder and its files
 *
 * Return: 0; -ENODEV if this kernel has no debugfs; another -errno.
 */
int ptwalk_debugfs_init(void)
{
	struct dentry *file;
	unsigned int i;

	folder = debugfs_create_dir("ptwalk", NULL);
	if (IS_ERR(folder))
		return PTR_ERR(folder);
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		file = debugfs_create_file(files[i]->name, 0400, folder, (void *)files[i],
					   &file_ops);
		if (IS_ERR(file)) {
			ptwalk_debugfs_exit();
			return PTR_ERR(file);
		}
	}
	file = debugfs_create_file("query", 0600, folder, (void *)&ptwalk_file_query, &query_ops);
	if (IS_ERR(file)) {
		ptwalk_debugfs_exit();
		return PTR_ERR(file);
	}
	return 0;
}

/**
 * ptwalk_debugfs_exit - remove them
 *
 * Context: may sleep: waits for readers.
 */
void ptwalk_debugfs_exit(void)
{
	debugfs_remove(folder);
}
