// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lab 12: a walker. The file /sys/kernel/debug/walker/leaves lists the leaves from
 * @first to @last.
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

/* With TCR_EL1.DS (LPA2), bits 9:8 of an entry are bits 51:50 of the address. */
static u64 address(u64 entry)
{
	if (read_sysreg(tcr_el1) & BIT_ULL(59))
		return (entry & GENMASK_ULL(49, PAGE_SHIFT)) | (entry & GENMASK_ULL(9, 8)) << 42;
	return entry & GENMASK_ULL(47, PAGE_SHIFT);
}

/*
 * Go through the entries of a table. @va is the address that its first entry maps. The
 * root may have fewer entries than fit in a page: then the rest of the page is empty.
 */
static void walk(struct seq_file *m, u64 table, int level, u64 va)
{
	u64 i, entry;

	for (i = 0; i < 1 << TABLE_BITS; i++, va += bytes(level)) {
		entry = read_entry(table, i);
		if (!(entry & 1) || !wanted(va, level))
			continue;
		if (level && (entry & 2))
			walk(m, address(entry), level - 1, va);
		else if (level || (entry & 2))
			leaf(m, va, level, address(entry));
	}
}

static int leaves_show(struct seq_file *m, void *v)
{
	u64 ttbr = read_sysreg(ttbr1_el1), tcr = read_sysreg(tcr_el1);
	int bits = 64 - (tcr >> 16 & 0x3f);
	int levels = DIV_ROUND_UP(bits - PAGE_SHIFT, TABLE_BITS);
	u64 root = ttbr & GENMASK_ULL(47, PAGE_SHIFT);

	walk(m, root, levels - 1, ~0ULL << bits);
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
