# SPDX-License-Identifier: GPL-2.0-only
#
# For oracle.awk: the attributes as arch/arm64/mm/ptdump.c writes them.

function learn()
{
	if ($1 == "MAIR_EL1" && $2 == "Attr1")
		tagged = $4 == "0xf0" ? "normal-tagged" : "normal"
	if ($1 == "TCR_EL1" && $2 == "DS")
		ds = $4
}

# "0xSTART-0xEND <size> LEVEL<attributes>"; what has no attributes is not mapped, nor what begins with F.
function theirs(    text)
{
	if ($2 !~ /^[0-9]+[KMGTPE]$/ || $3 !~ /^(PGD|P4D|PUD|PMD|PTE)$/)
		fail("a line that is not understood")
	text = substr($0, 38)
	text = substr(text, index(text, $2) + length($2) + 1)
	return NF > 3 && $4 != "F" ? canonical(text) : ""
}

# The one thing that ptdump has wrong: with LPA2 (TCR_EL1.DS) bits 9:8 of a descriptor are the upper bits of the
# physical address, which it takes for shareability. Where the bits do not exist, neither does the column.
function canonical(text)
{
	if (ds == "0x1")
		text = substr(text, 1, 15) "    " substr(text, 20)
	return text
}

function line(level, user, write, execute, shared, af, ng, cont, block, uxn, gp, type)
{
	return canonical(level "   " (user ? "USR" : "   ") (write ? " RW" : " ro") (execute ? " x " : " NX") \
		(shared ? " SHD" : "    ") (af ? " AF" : "   ") (ng ? " NG" : "   ") (cont ? " CON" : "    ") \
		(block ? " BLK" : "    ") (uxn ? " UXN" : "    ") (gp ? " GP" : "   ") " " type)
}

function line_of_attrs(    a, type)
{
	a = raw()
	type[0] = "MEM/NORMAL"; type[1] = "MEM/NORMAL-TAGGED"; type[2] = "MEM/NORMAL-NC"
	type[3] = "DEVICE/nGnRnE"; type[4] = "DEVICE/nGnRE"
	return line(toupper($3), bit(a, 6), !bit(a, 7), !bit(a, 53), bit(a, 8) && bit(a, 9), bit(a, 10), bit(a, 11),
		bit(a, 52), !bit(a, 1), bit(a, 54), bit(a, 50), type[bit(a, 4) * 4 + bit(a, 3) * 2 + bit(a, 2)])
}

# From the raw bits only what no column says: shareability, nG, UXN, GP, and which of two indices for normal
# memory it is: on a processor without tags the one for tagged memory is the same type.
function line_of_columns(    a, type)
{
	a = raw()
	type["normal"] = "MEM/NORMAL"; type["normal-nc"] = "MEM/NORMAL-NC"
	type["device-nGnRnE"] = "DEVICE/nGnRnE"; type["device-nGnRE"] = "DEVICE/nGnRE"
	type["normal-tagged"] = "MEM/NORMAL-TAGGED"
	if ($6 == "normal" && tagged == "normal" && bit(a, 2) && !bit(a, 3) && !bit(a, 4))
		type["normal"] = "MEM/NORMAL-TAGGED"
	return line(toupper($3), / user=1/, $5 ~ /^.w/, $5 ~ /x$/, bit(a, 8) && bit(a, 9), !/ accessed=0/, bit(a, 11),
		/ cont=/, $3 != "pte", bit(a, 54), bit(a, 50), type[$6])
}
