// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lab 12: write a walker. Fill in what is marked TODO. The file
 * /sys/kernel/debug/walker/leaves then lists the leaves from @first to @last.
 */
#include <linux/debugfs.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <asm/sysreg.h>

/* Bits of the address that one table translates: it is a page of 8-byte entries. */
#define TABLE_BITS (PAGE_SHIFT - 3)

static unsigned long first, last = ~0UL;
module_param(first, ulong, 0400);
module_param(last, ulong, 0400);

/* The entry with this index in the table at physical address @table. */
static u64 read_entry(u64 table, u64 index)
{
	return READ_ONCE(((u64 *)phys_to_virt(table))[index]);
}

/* What one entry of a level maps. Level 0 is the last one. */
static u64 bytes(int level)
{
	return 1ULL << (PAGE_SHIFT + level * TABLE_BITS);
}

/* Is what an entry of this level maps at @va in the range? */
static bool wanted(u64 va, int level)
{
	return va + bytes(level) - 1 >= first && va <= last;
}

/* Call this for each leaf, in order: where it is, its level, where it leads. */
static void leaf(struct seq_file *m, u64 va, int level, u64 pa)
{
	if (wanted(va, level))
		seq_printf(m, "0x%016llx %llu 0x%016llx\n", va, bytes(level), pa);
}

/* TODO: the physical address in an entry. */
static u64 address(u64 entry)
{
	return 0;
}

/*
 * TODO: go through the entries of a table. @va is the address that its first entry
 * maps. Call leaf() for each leaf, and walk() for each entry that is a table. What is
 * not wanted() can be left out.
 */
static void walk(struct seq_file *m, u64 table, int level, u64 va)
{
}

static int leaves_show(struct seq_file *m, void *v)
{
	u64 ttbr = read_sysreg(ttbr1_el1), tcr = read_sysreg(tcr_el1);

	/* TODO: call walk() with the root, its level, and the kernel's first address. */
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(leaves);

static struct dentry *folder;

static int __init walker_init(void)
{
	folder = debugfs_create_dir("walker", NULL);
	debugfs_create_file("leaves", 0400, folder, NULL, &leaves_fops);
	return 0;
}
module_init(walker_init);

static void __exit walker_exit(void)
{
	debugfs_remove(folder);
}
module_exit(walker_exit);

MODULE_DESCRIPTION("A walker of the kernel's page tables");
MODULE_LICENSE("GPL");
