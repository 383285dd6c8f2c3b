// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files in debugfs: who may open them, and how rows become what read() returns.
 *
 * Rows are made when they are read: a reader that stops early costs no more than what
 * it has read, and no row is made twice. Row 0 is the header. Between two reads only
 * the cursor and the current row are kept.
 */
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "debugfs.h"
#include "files/files.h"
#include "files/query.h"
#include "pause.h"

static const struct ptwalk_file *const files[] = {
	&ptwalk_file_status,
	&ptwalk_file_regs,
	&ptwalk_file_layout,
	&ptwalk_file_tables,
	&ptwalk_file_maps,
	&ptwalk_file_extents,
	&ptwalk_file_areas,
	&ptwalk_file_holes,
	&ptwalk_file_linear,
	&ptwalk_file_splits,
	&ptwalk_file_tasks,
	&ptwalk_file_check,
	&ptwalk_file_summary,
	&ptwalk_file_analysis,
	&ptwalk_file_metrics,
};

static struct dentry *folder;
static const struct ptwalk_kernel *kernel;

/* Make row @pos the current one. 1, 0 if there is none, or -errno. */
static int reach_row(struct ptwalk_iter *it, loff_t pos)
{
	int ret;

	if (pos < it->row || !it->row) {
		it->row = 0;
		ret = ptwalk_iter_rewind(it);
		if (!ret)
			ret = it->file->begin(it);
		if (ret)
			return ret;
	}
	while (it->row < pos) {
		/* Printing the last row may have taken as long as a walk. */
		ret = ptwalk_pause();
		if (!ret)
			ret = it->file->next(it);
		if (ret <= 0)
			return ret;
		it->row++;
	}
	return 1;
}

static void *row_or_end(struct ptwalk_iter *it, int ret)
{
	if (ret < 0) {
		/* The current row is lost: start over if there is another read. */
		it->row = 0;
		return ERR_PTR(ret);
	}
	return ret ? it : NULL;
}

static void *file_start(struct seq_file *m, loff_t *pos)
{
	struct ptwalk_iter *it = m->private;

	ptwalk_iter_resume(it);
	if (!*pos)
		return SEQ_START_TOKEN;
	return row_or_end(it, reach_row(it, *pos));
}

static void *file_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct ptwalk_iter *it = m->private;

	++*pos;
	return row_or_end(it, reach_row(it, *pos));
}

static void file_stop(struct seq_file *m, void *v)
{
	ptwalk_iter_pause(m->private);
}

static void show_header(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	ptwalk_put(out, "# " PTWALK_ABI " ");
	ptwalk_put(out, it->file->name);
	ptwalk_put(out, ": ");
	ptwalk_put(out, it->file->header ? it->file->header(it) : it->file->columns);
	ptwalk_putc(out, '\n');
}

static int file_show(struct seq_file *m, void *v)
{
	struct ptwalk_iter *it = m->private;

	struct ptwalk_text out = {
		.space = it->space,
		.areas_known = ptwalk_areas_known(),
		.symbol = ptwalk_names_symbol,
		.module = ptwalk_names_module,
		.priv = &it->names,
	};

	out.size = seq_get_buf(m, &out.buf);
	if (v == SEQ_START_TOKEN)
		show_header(it, &out);
	else
		it->file->show(it, &out);
	/* A row that does not fit is shown again in a larger buffer. */
	seq_commit(m, out.len > out.size ? -1 : (int)out.len);
	return 0;
}

static const struct seq_operations file_seq_ops = {
	.start = file_start,
	.next = file_next,
	.stop = file_stop,
	.show = file_show,
};

/*
 * Checked at open, and again at every read and write.
 *
 * The credentials are those of the opener, as for /proc/kcore and /proc/<pid>/pagemap:
 * a file may be passed on, and a reader with more rights must not lend them to it.
 * The capability must be held in the initial user namespace.
 *
 * Lockdown may start while a file is open; then the file behaves like one that is newly
 * opened. The levels are those of /proc/kcore, and for the file that can be written to
 * the one that debugfs itself enforces.
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
	struct ptwalk_iter *it;
	struct seq_file *m;
	int err;

	err = may_use(file);
	if (err)
		return err;
	it = ptwalk_iter_new(inode->i_private, kernel);
	if (!it)
		return -ENOMEM;
	err = seq_open(file, &file_seq_ops);
	if (err) {
		ptwalk_iter_free(it);
		return err;
	}
	m = file->private_data;
	m->private = it;
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

	ptwalk_iter_free(m->private);
	return seq_release(inode, file);
}

static const struct file_operations file_ops = {
	.owner = THIS_MODULE,
	.open = file_open,
	.read = file_read,
	.llseek = seq_lseek,
	.release = file_release,
};

/* Longer than any valid question. */
#define LONGEST_QUERY 512

/* A new question: reading starts at the beginning of its answer. */
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
	/* Reject embedded NULs: the parser would see less than was written. */
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
 * @k: the kernel that runs
 *
 * Return: 0; -ENODEV if this kernel has no debugfs; another -errno.
 */
int ptwalk_debugfs_init(const struct ptwalk_kernel *k)
{
	struct dentry *file;
	unsigned int i;

	kernel = k;
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
