# SPDX-License-Identifier: GPL-2.0-only
#
# Compares layout and areas of two moments, read with side=1 and side=2, for "ptwalk watch". Reads
# status before them.

FNR == 1 { head(); next }
/^#/ { next }
file == "status" && $1 == "page_size:" { page_size = $2 }
file == "layout" && $3 != "gap" {
	if (!($3 in bytes))
		region[++regions] = $3
	bytes[$3] += 0
	add_up($3, $4, $5)
}
file == "areas" {
	name = $4 == "lazy" ? "lazily-freed" : area_owner($3, $9)
	if (!(("owner", name) in known)) {
		known["owner", name]
		owner[++all] = name
	}
	# Of a lazily freed area, nothing is mapped: its size is what counts.
	add_up("owner " name, $4 == "lazy" ? $2 : $6 * page_size, 1)
	if (stacks || name !~ /:(kernel_clone|copy_process|dup_task_struct)$/)
		row[side, start_of($1) " " name] = $1 " " $2 " " name
}

function add_up(name, b, n) {
	bytes[name]
	sum[side, name] += b
	count[side, name] += n
}

function put(what, name, key) {
	printf "%s %s %.0f %.0f %d %d\n", what, name, sum[2, key], sum[2, key] - sum[1, key],
		count[2, key],
		count[2, key] - count[1, key]
}

# Owners that changed come first, then the largest.
function best(    i, found, score, s, key) {
	score = -1
	for (i = 1; i <= all; i++) {
		if (i in done)
			continue
		key = "owner " owner[i]
		s = sum[2, key]
		if (sum[2, key] != sum[1, key] || count[2, key] != count[1, key])
			s += 1e18
		if (s > score) {
			score = s
			found = i
		}
	}
	return found
}

function events(from, to, sign,    key, part) {
	for (key in row) {
		split(key, part, SUBSEP)
		if (part[1] == from && !((to, part[2]) in row)) {
			split(row[key], part, " ")
			print "# " sign " " part[1] " " human(part[2]) " " \
				part[3] | "LC_ALL=C sort -k 3"
		}
	}
}

END {
	print "# ptwalk/1 watch: what name bytes bytes_delta count count_delta"
	for (i = 1; i <= regions; i++)
		put("region", region[i], region[i])
	for (i = 1; i <= owners && i <= all; i++) {
		n = best()
		done[n]
		put("owner", owner[n], "owner " owner[n])
	}
	fflush()
	events(1, 2, "-")
	events(2, 1, "+")
	close("LC_ALL=C sort -k 3")
}
