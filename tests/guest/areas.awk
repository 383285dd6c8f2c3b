# SPDX-License-Identifier: GPL-2.0-only
#
# areas against /proc/vmallocinfo, both of one moment: the same areas, and of each what both say of it.
# vmallocinfo comes first, as a file whose name ends so.

function fail(why)
{
	if (++failures <= 10)
		print why
}

# Of key=value fields in the line in hand, from the given field on.
function value(key, from,    i)
{
	for (i = from; i <= NF; i++)
		if (index($i, key "=") == 1)
			return substr($i, length(key) + 2)
	return ""
}

function has(word, from,    i)
{
	for (i = from; i <= NF; i++)
		if ($i == word)
			return 1
	return 0
}

# What its flags allow it to be.
function kinds()
{
	if (has("unpurged", 3))
		return "lazy"
	if (has("vm_map_ram", 3))
		return "vm_map_ram"
	if (has("ioremap", 3))
		return "ioremap"
	if (has("dma-coherent", 3))
		return "dma"
	if (has("user", 3))
		return "user"
	if (has("vmap", 3))
		return "vmap image"
	return has("vmalloc", 3) ? "vmalloc module percpu image" : "other image"
}

# "0:4,1:2" of "N0=4 N1=2"
function nodes(    i, all)
{
	for (i = 3; i <= NF; i++)
		if ($i ~ /^N[0-9]+=[0-9]+$/)
			all = all "," substr($i, 2, index($i, "=") - 2) ":" substr($i, index($i, "=") + 1)
	return substr(all, 2)
}

# "name+0x4/0x8 [module]": the name, with its module
function caller(    name)
{
	if ($3 !~ /\+0x[0-9a-f]+\/0x[0-9a-f]+$/)
		return ""
	name = substr($3, 1, index($3, "+") - 1)
	return $4 ~ /^\[.*\]$/ ? name $4 : name
}

# "name+0x4/0x8[module]", as in "from"
function place()
{
	if ($3 !~ /\+0x[0-9a-f]+\/0x[0-9a-f]+$/)
		return ""
	return $4 ~ /^\[.*\]$/ ? $3 $4 : $3
}

FILENAME ~ /vmallocinfo$/ {
	if ($1 in bytes)
		fail("twice in vmallocinfo: " $0)
	bytes[$1] = $2
	line[$1] = $0
	kind[$1] = kinds()
	who[$1] = caller()
	where[$1] = place()
	pages[$1] = value("pages", 3)
	phys[$1] = value("phys", 3)
	on[$1] = nodes()
	next
}

/^#/ { next }

{ rows++ }

!($1 in bytes) {
	fail("not in vmallocinfo: " $0)
	next
}

# differ WHAT OURS THEIRS
function differ(what, ours, theirs)
{
	if (("" ours) != ("" theirs))
		fail(what ": " ours " here, " theirs " there: " line[$1])
}

{
	seen[$1] = 1
	differ("bytes", $2, bytes[$1])
	differ("state", $4, kind[$1] == "lazy" ? "lazy" : "busy")
	if (kind[$1] != "lazy" && index(" " kind[$1] " ", " " $3 " ") == 0)
		fail("kind: " $3 " here: " line[$1])
	ours = $9
	# Of module memory, it is followed by whose memory it is.
	if ($3 == "module")
		sub(/\[[^]]*\]$/, "", ours)
	differ("caller", ours, who[$1] == "" ? "-" : who[$1])
	differ("from", value("from", 11), where[$1])
	if (pages[$1] != "")
		differ("pages", $5, pages[$1])
	differ("phys", value("phys", 11), phys[$1])
	if (on[$1] != "")
		differ("nodes", value("nodes", 11), on[$1])
	count[$4 == "lazy" ? "lazy" : $3]++
}

END {
	for (range in bytes)
		if (!(range in seen))
			fail("not in areas: " line[range])
	for (k in count)
		printf "%s %d, ", k, count[k]
	print rows " areas"
	if (failures)
		print failures " failures"
	exit failures || !rows
}
