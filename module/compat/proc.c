// SPDX-License-Identifier: GPL-2.0-only
/*
 * The iterator behind one of the kernel's own files in /proc.
 *
 * The file is opened in a proc mount of our own, which is in no namespace. So it does
 * not matter what user space has mounted on /proc or over the file, or whether it has a
 * /proc at all.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kallsyms.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#include "proc.h"

/*
 * Is @function the kernel's function of that name? Compilers may append a dot and a
 * suffix to names of static functions. A kernel without kallsyms knows no names; then
 * an address in the image is enough.
 */
static bool is_named(const struct ptwalk_layout *layout, const void *function, const char *name)
{
	char symbol[KSYM_SYMBOL_LEN];

	if (!ptwalk_layout_in_image(layout, (unsigned long)function))
		return false;
	sprint_symbol_no_offset(symbol, (unsigned long)function);
	symbol[strcspn(symbol, ".")] = '\0';
	return !strcmp(symbol, name) || !strncmp(symbol, "0x", 2);
}

/*
 * The operations of an open file, if it is a regular file of proc, its private data is
 * its seq_file, and all four functions are those of an iterator. The operations of a
 * file made by single_open() are not in the image.
 */
static const struct seq_operations *iterator_of(const struct ptwalk_layout *layout,
						struct file *file)
{
	const struct inode *inode = file_inode(file);
	struct seq_operations ops;
	struct seq_file m;

	if (!S_ISREG(inode->i_mode) || inode->i_sb->s_magic != PROC_SUPER_MAGIC)
		return NULL;
	if (copy_from_kernel_nofault(&m, file->private_data, sizeof(m)) || m.file != file)
		return NULL;
	if (!ptwalk_layout_in_image(layout, (unsigned long)m.op) ||
	    copy_from_kernel_nofault(&ops, m.op, sizeof(ops)))
		return NULL;
	if (!is_named(layout, ops.start, "s_start") || !is_named(layout, ops.next, "s_next") ||
	    !is_named(layout, ops.stop, "s_stop") || !is_named(layout, ops.show, "s_show"))
		return NULL;
	return m.op;
}

/**
 * ptwalk_proc_iterator - the iterator that a file in /proc shows
 * @layout: of the kernel's address space
 * @name: of the file, in the root of proc; its functions are s_start() and so on
 *
 * Context: may sleep.
 * Return: its operations, in the kernel image; or ERR_PTR(): -ENOENT if the file does
 * not exist or has no iterator, or the error of opening it.
 */
const struct seq_operations *ptwalk_proc_iterator(const struct ptwalk_layout *layout,
						  const char *name)
{
	struct file_system_type *proc = get_fs_type("proc");
	const struct seq_operations *ops;
	struct vfsmount *mnt;
	struct file *file;

	if (!proc)
		return ERR_PTR(-ENOENT);
	mnt = kern_mount(proc);
	if (IS_ERR(mnt))
		return ERR_CAST(mnt);
	file = file_open_root_mnt(mnt, name, O_RDONLY, 0);
	if (IS_ERR(file)) {
		ops = ERR_CAST(file);
	} else {
		ops = iterator_of(layout, file) ?: ERR_PTR(-ENOENT);
		filp_close(file, NULL);
	}
	kern_unmount(mnt);
	return ops;
}
