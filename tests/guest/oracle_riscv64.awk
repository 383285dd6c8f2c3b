# SPDX-License-Identifier: GPL-2.0-only
#
# For oracle.awk: the attributes as arch/riscv/mm/ptdump.c writes them.

function learn()
{
	if ($1 == "isa")
		present[$2] = $5 == "present"
}

# "0xSTART-0xEND 0xPA <size> LEVEL <attributes>"; what is not valid ends with a dot.
function theirs(    text)
{
	if ($2 !~ /^0x[0-9a-f]+$/ || $3 !~ /^[0-9]+[KMGTPE]$/ || $4 !~ /^(PGD|P4D|PUD|PMD|PTE)$/)
		fail("a line that is not understood")
	text = substr($0, 38)
	text = substr(text, index(text, $2) + length($2))
	text = substr(text, index(text, $3) + length($3) + 1)
	return text ~ /V$/ ? text : ""
}

function letter(set, name)
{
	return " " (set ? name : ".")
}

function line(level, napot, type, software, dirty, accessed, global, user, execute, write, read)
{
	return level letter(napot, "N") " " type " " (software ? "RSW(" software ")" : "  ..  ") letter(dirty, "D") \
		letter(accessed, "A") letter(global, "G") letter(user, "U") letter(execute, "X") letter(write, "W") \
		letter(read, "R") letter(1, "V")
}

function line_of_attrs(    a, type)
{
	a = raw()
	type[0] = "  ..  "; type[1] = "MT(NC)"; type[2] = "MT(IO)"
	return line(toupper($3), bit(a, 63), type[bit(a, 62) * 2 + bit(a, 61)], bit(a, 9) * 2 + bit(a, 8), bit(a, 7),
		bit(a, 6), bit(a, 5), bit(a, 4), bit(a, 3), bit(a, 2), bit(a, 1))
}

# From the raw bits only what no column says: the bits for software, dirty, and global. The kernel can't execute what user
# mode may access: there is none in a kernel's tables.
function line_of_columns(    a, type)
{
	a = raw()
	type["pma"] = "  ..  "; type["nc"] = "MT(NC)"; type["io"] = "MT(IO)"
	if (!present["Svpbmt"])
		type["unknown"] = type["pma"]
	return line(toupper($3), / cont=/, type[$6], bit(a, 9) * 2 + bit(a, 8), bit(a, 7), !/ accessed=0/, bit(a, 5), / user=1/,
		$5 ~ /x$/, $5 ~ /^.w/, $5 ~ /^r/)
}
