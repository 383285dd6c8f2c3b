#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# areas: against /proc/vmallocinfo, against maps, against areas of which everything is known, and very many.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)

control()
{
	echo "$*" >$fixture/control
}

# snapshot: copy areas, maps and vmallocinfo, in one process, since the stack of a new one would be a new area. Succeeds
# if vmallocinfo was the same before and after.
snapshot()
{
	rm -f "$tmp"/[12].*
	( cd $files && cat /proc/vmallocinfo areas maps tasks regs /proc/vmallocinfo ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '
		BEGIN { out = dir "/1.vmallocinfo" }
		/^# ptwalk\/1 / { out = dir "/1." substr($3, 1, length($3) - 1); regs = out ~ /regs$/ }
		regs && /^0x/ { out = dir "/2.vmallocinfo"; regs = 0 }
		{ print >out }' "$tmp/all"
	diff "$tmp/1.vmallocinfo" "$tmp/2.vmallocinfo"
}

agrees()
{
	awk -f ./areas.awk "$tmp/1.vmallocinfo" "$tmp/1.areas"
}

# spoiled FILE EXPRESSION: the comparison must see what the sed expression does to that side
spoiled()
{
	sed "$2" "$tmp/1.$1" >"$tmp/spoiled.$1"
	not cmp -s "$tmp/1.$1" "$tmp/spoiled.$1" || return 1
	case $1 in
	areas) not awk -f ./areas.awk "$tmp/1.vmallocinfo" "$tmp/spoiled.areas" ;;
	*) not awk -f ./areas.awk "$tmp/spoiled.vmallocinfo" "$tmp/1.areas" ;;
	esac
}

# sees CHECK EXPRESSION: the check must see what the sed expression does to areas
sees()
{
	cp "$tmp/1.areas" "$tmp/kept"
	sed "$2" "$tmp/kept" >"$tmp/1.areas"
	not cmp -s "$tmp/kept" "$tmp/1.areas" && not "$1"
	seen=$?
	mv "$tmp/kept" "$tmp/1.areas"
	return $seen
}

rows()
{
	awk -v file=areas -v page_size="$page_size" -v levels="$(fact levels)" -v va_bits="$(fact va_bits)" \
		-f ./words.awk -f ./rows.awk $files/regs "$tmp/1.areas"
}

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# mapped_is_in_maps: what an area has mapped is what the rows of maps within it sum up to
mapped_is_in_maps()
{
	awk -v page="$page_size" '
	/^#/ { next }
	{ split($1, r, "-") }
	FILENAME ~ /areas$/ { n++; start[n] = r[1]; end[n] = r[2]; want[n] = $6 * page; line[n] = $0; next }
	FNR == 2 { at = 1 }
	{
		while (at <= n && ("" end[at]) <= ("" r[1]))
			at++
		if (at <= n && ("" start[at]) <= ("" r[1]) && ("" r[2]) <= ("" end[at])) {
			got[at] += $2
		} else if ($8 ~ /:/ && $8 !~ /^image:(text|rodata|init|data)$/) {
			print "in no area: " $0
			wrong = 1
		}
	}
	END {
		for (i = 1; i <= n; i++)
			if (got[i] + 0 != want[i] && line[i] !~ / image /) {
				print got[i] + 0 " bytes in maps: " line[i]
				wrong = 1
			}
		exit wrong || !n
	}' "$tmp/1.areas" "$tmp/1.maps"
}

map_all()
{
	control map vmalloc 1 && control map vmalloc 50 && control map vmalloc-huge 2048 && control map vmap-uniform 40 &&
		control map vmap-contiguous 40 && control map vmap-scattered 40 && control map ioremap 3 &&
		control map ioremap 2048 && control map vm-map-ram 20 && control map sparse 100 && control map lazy 7
}

# known: each of the fixture's mappings is there as what it is, with the pages and runs that the fixture counted
known()
{
	cat $fixture/state >"$tmp/state"
	awk '
	BEGIN {
		want["map-vmalloc"] = want["map-vmalloc-huge"] = "vmalloc"
		want["map-vmap-uniform"] = want["map-vmap-contiguous"] = want["map-vmap-scattered"] = "vmap"
		want["map-ioremap"] = "ioremap"
		want["map-vm-map-ram"] = "vm_map_ram"
	}
	function fail(why) { print why; wrong = 1 }
	FILENAME ~ /areas$/ {
		if ($0 !~ /^#/) {
			n++; row[n] = $0
			split($1, r, "-"); start[n] = r[1]; end[n] = r[2]
			by_range[$1] = n
		}
		next
	}
	{
		seen[$1]++
		split($2, r, "-")
		# These lie in a larger one: a block, or all that was freed beside it.
		if ($1 == "map-vm-map-ram" || $1 == "map-lazy") {
			for (at = 1; at <= n && !(("" start[at]) <= ("" r[1]) && ("" r[2]) <= ("" end[at])); at++)
				;
			if (at > n) {
				# Freed addresses may have gone back.
				if ($1 != "map-lazy")
					fail("not there: " $0)
				next
			}
			split(row[at], a, " ")
			if ($1 == "map-lazy" ? a[4] != "lazy" || a[6] != 0 : a[3] != want[$1])
				fail(row[at] ": " $0)
			next
		}
		if (!($2 in by_range)) {
			fail("not there: " $0)
			next
		}
		split(row[by_range[$2]], a, " ")
		if (a[3] != want[$1] || a[4] != "busy" || a[10] != "ok" || (a[3] != "ioremap" && a[9] !~ /\[ptwalk_fixture\]$/))
			fail(row[by_range[$2]] ": " $0)
		if ("pages=" a[5] != $3 || "pages=" a[6] != $3 || "extents=" a[7] != $4 || "largest=" a[8] != $5)
			fail(row[by_range[$2]] ": " $0)
	}
	END {
		for (what in want)
			if (!seen[what])
				fail("nothing is planted of " what)
		exit wrong
	}' "$tmp/1.areas" "$tmp/state"
}

# huge_is_in_maps: what blocks and contiguous groups map in an area is what the rows of maps say
huge_is_in_maps()
{
	awk '
	/^#/ { next }
	{ split($1, r, "-") }
	FILENAME ~ /areas$/ {
		n++; start[n] = r[1]; end[n] = r[2]; line[n] = $0
		for (i = 11; i <= NF; i++)
			if ($i ~ /^huge=/)
				want[n] = substr($i, 6)
		next
	}
	FNR == 2 { at = 1 }
	$3 != "pte" || / cont=/ {
		while (at <= n && ("" end[at]) <= ("" r[1]))
			at++
		if (at <= n && ("" start[at]) <= ("" r[1]) && ("" r[2]) <= ("" end[at]))
			got[at] += $2
	}
	END {
		for (i = 1; i <= n; i++)
			if (got[i] + 0 != want[i] + 0 && line[i] !~ / image /) {
				print got[i] + 0 " bytes in maps: " line[i]
				wrong = 1
			} else if (want[i] && line[i] !~ / image /)
				some = 1
		exit wrong || (wanted && !some)
	}' wanted="$1" "$tmp/1.areas" "$tmp/1.maps"
}

# stacks_named: the area of each thread's stack has its pid and its name, and no other area has one
stacks_named()
{
	awk '
	/^#/ { next }
	function value(key,    i) {
		for (i = 11; i <= NF; i++)
			if (index($i, key "=") == 1)
				return substr($i, length(key) + 2)
	}
	FILENAME ~ /tasks$/ {
		if (value("area") != "") {
			pid[value("area")] = $1
			comm[value("area")] = $2
		}
		next
	}
	{
		seen[$1] = 1
		if (value("pid") "" != pid[$1] "" || value("comm") != comm[$1]) {
			print "pid " pid[$1] " " comm[$1] ": " $0
			wrong = 1
		}
		n += value("pid") != ""
	}
	END {
		for (range in pid)
			if (!(range in seen)) {
				print range " of " pid[range] " is not there"
				wrong = 1
			}
		exit wrong || n < 10
	}' "$tmp/1.tasks" "$tmp/1.areas"
}

# devices_named: an ioremap has the name of what /proc/iomem has there: the innermost of the first that overlaps
devices_named()
{
	cat <<-'AWK' >"$tmp/program"
	FILENAME ~ /iomem$/ {
		match($0, /^ */)
		depth = RLENGTH / 2
		line = $0
		sub(/^ */, "", line)
		split(line, part, " : ")
		split(part[1], r, "-")
		n++
		low[n] = substr(ZERO r[1], length(r[1]) + 1)
		high[n] = substr(ZERO r[2], length(r[2]) + 1)
		deep[n] = depth
		name[n] = part[2]
		for (i = 3; i in part; i++)
			name[n] = name[n] " : " part[i]
		gsub(/[^!-~]/, "-", name[n])
		for (i in part)
			delete part[i]
		next
	}
	/^#/ || $3 != "ioremap" { next }
	{
		phys = said = want = ""
		for (i = 11; i <= NF; i++) {
			if ($i ~ /^phys=/)
				phys = substr($i, 8)
			if ($i ~ /^name=/)
				said = substr($i, 6)
		}
		if (phys == "")
			next
		last = plus(phys, $5 * page - 1)
		at = -1
		for (i = 1; i <= n; i++) {
			if (deep[i] != at + 1 || before(last, low[i]) || before(high[i], phys)) {
				if (deep[i] <= at)
					break
				continue
			}
			want = substr(name[i], 1, 39)
			at = deep[i]
		}
		if (want != said) {
			print "name=" want ": " $0
			wrong = 1
		}
		named += said != ""
	}
	END { exit wrong || !named }
	AWK
	awk -v page="$page_size" -f ./words.awk -f "$tmp/program" /proc/iomem "$tmp/1.areas"
}

# sections_named: the sections of a module lie where its areas say so; before 6.4 one area has all of them
sections_named()
{
	for section in text rodata data; do
		at=$(cat "/sys/module/ptwalk/sections/.$section" 2>/dev/null) || continue
		awk -v at="$at" -v section="$section" '$3 == "module" {
				split($1, r, "-")
				if (("" r[1]) > ("" at) || ("" at) >= ("" r[2]))
					next
				found = 1
				if (/ section=/ && !index($0 " ", " section=" section " "))
					wrong = 1
				told += / section=/
			}
			END { if (wrong || !found) exit 1; print told + 0 }' "$tmp/1.areas" >"$tmp/told" || { echo "$section at $at"; return 1; }
		case $(uname -r) in
		5.* | 6.[0-3].*) [ "$(cat "$tmp/told")" = 0 ] || return 1 ;;
		*) [ "$(cat "$tmp/told")" = 1 ] || return 1 ;;
		esac
	done
}

# modules_named: the memory of each module is there under its name, where /proc/modules says
modules_named()
{
	awk '
	FILENAME ~ /modules$/ { at[$1] = $6; next }
	$3 == "module" && match($9, /\[[^]]*\]$/) {
		name = substr($9, RSTART + 1, RLENGTH - 2)
		split($1, r, "-")
		if (name in at && ("" r[1]) <= ("" at[name]) && ("" at[name]) < ("" r[2]))
			found[name] = 1
	}
	END {
		for (name in at) {
			n++
			if (!(name in found)) {
				print name " at " at[name] " has no area"
				wrong = 1
			}
		}
		exit wrong || n < 2
	}' /proc/modules "$tmp/1.areas"
}

# hundredths: of a second since boot
hundredths()
{
	sed 's/ .*//; s/\.//' /proc/uptime
}

# many NUMBER: that many areas more, all of them there; leaves how long that took in hundredths of a second
many()
{
	control undo && control areas "$1" || return 1
	before=$(hundredths)
	cat $files/areas >"$tmp/many" || return 1
	echo $(($(hundredths) - before)) >"$tmp/took.$1"
	awk -v n="$1" '$9 ~ /\[ptwalk_fixture\]$/ && $3 == "vmap" && $6 == 1 && $10 == "ok" { found++ }
		END { print found + 0 " of " n; exit found != n }' "$tmp/many"
}

# durations: of both
durations()
{
	echo "25,000 in $(cat "$tmp/took.25000"), 100,000 in $(cat "$tmp/took.100000") hundredths of a second"
}

# in_proportion: four times as many areas take about four times as long
in_proportion()
{
	many 25000 && many 100000 && durations && [ "$(cat "$tmp/took.100000")" -lt $((6 * $(cat "$tmp/took.25000"))) ]
}

check_passes()
{
	cat $files/check >"$tmp/check" || return 1
	cat "$tmp/check"
	[ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

echo 1 >/proc/sys/kernel/kptr_restrict
ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
page_size=$(fact page_size)
for round in plain mapped; do
	[ $round = plain ] || ok "map what is known" map_all
	ok "$round: one moment" retry 30 0.2 snapshot
	ok "$round: form" rows
	ok "$round: agrees with vmallocinfo" agrees
	note "$(agrees)"
	ok "$round: mapped is what maps sums up to" mapped_is_in_maps
	ok "$round: huge is what maps has in blocks and groups" huge_is_in_maps "$([ $round = plain ] || echo 1)"
	ok "$round: stacks have their threads" stacks_named
	ok "$round: devices have their names" devices_named
done
ok "known areas are what they are" known
ok "module memory has its module" modules_named
ok "and says what is in it" sections_named
# shellcheck disable=SC2016 # the last line, for sed
for spoil in '/ ioremap/s/phys=0x0/phys=0x1/' '/ unpurged /d' 's/ pages=1 / pages=2 /' 's/ N0=4$/ N0=5/' 's/+0x/x+0x/' \
	'/ vm_map_ram$/d' '$d'; do
	ok "the comparison sees $spoil in vmallocinfo" spoiled vmallocinfo "$spoil"
done
ok "stacks: sees another pid" sees stacks_named 's/ pid=2 / pid=3 /'
ok "stacks: sees another name" sees stacks_named 's/ comm=k/ comm=j/'
ok "devices: sees another name" sees devices_named 's/ name=[^ ]*/&x/'
ok "huge: sees another size" sees huge_is_in_maps 's/ huge=/&1/'
if grep -q ' section=' "$tmp/1.areas"; then
	ok "sections: sees another" sees sections_named 's/ section=text/ section=data/'
fi
for spoil in 's/ from=[a-z_]*+0x/&1/' '5d' '/ lazy /d' 's/ nodes=0:4/ nodes=0:3,1:1/'; do
	ok "the comparison sees $spoil in areas" spoiled areas "$spoil"
done
if grep -q ' kasan_report$' /proc/kallsyms; then
	skip "25,000 and 100,000 areas" "KASAN needs memory for each"
else
	ok "25,000 and 100,000 areas" in_proportion
	note "$(durations)"
	ok "check passes with 100,000 areas" check_passes
fi
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
