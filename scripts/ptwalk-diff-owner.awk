# SPDX-License-Identifier: GPL-2.0-only
#
# Compares two snapshots owner by owner, without addresses, so that they may be of different boots.
# Reads the files as ptwalk-diff.awk does.

FNR == 1 { head() }
/^#/ { next }
file == "areas" && $4 == "busy" {
	who = area_owner($3, $9) named()
	if (take("area " who)) {
		n[side, "area " who]++
		bytes[side, "area " who] += $2
	}
}
file == "extents" {
	who = "map " $8 " prot=" $5 " memtype=" $6
	if (take(who))
		bytes[side, who] += $2
}

# A device's area has the name of the device, if the module knows it.
function named(    name) {
	name = key_of("name", columns + 1)
	return name == "" ? "" : " name=" name
}

function take(key,    part) {
	split(key, part, " ")
	if (ENVIRON["without"] != "" && part[2] ~ ENVIRON["without"])
		return 0
	if (!(key in known)) {
		known[key]
		order[++keys] = key
	}
	return 1
}

function row(key,    part, sign, more, old, new, i) {
	sign = !((1, key) in bytes) ? "+" : !((2, key) in bytes) ? "-" : "~"
	old = bytes[1, key] + 0
	new = bytes[2, key] + 0
	if (old == new && n[1, key] + 0 == n[2, key] + 0)
		return
	split(key, part, " ")
	for (i = 3; i in part; i++)
		more = more " " part[i]
	if (part[1] == "area")
		more = more " areas=" n[sign == "-" ? 1 : 2, key] + 0 \
			(sign == "~" ? " was_areas=" n[1, key] : "")
	if (sign == "~")
		more = more sprintf(" was_bytes=%.0f", old)
	printf "%s %s - %.0f %s%s\n", sign, part[1], sign == "-" ? old : new, part[2], more
	count[part[1], sign]++
}

END {
	print "# ptwalk/1 diff: change what range bytes owner"
	for (i = 1; i <= keys; i++)
		row(order[i])
	split("area map", name, " ")
	for (i = 1; i <= 2; i++)
		printf "# owners of %ss: %d added, %d removed, %d changed\n", name[i],
			count[name[i], "+"], \
			count[name[i], "-"], count[name[i], "~"]
}
