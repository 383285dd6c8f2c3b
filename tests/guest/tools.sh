# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The tools, by hand of a person in this guest. What they make of invented files is tests/host/tools.sh's.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
control=/sys/kernel/debug/ptwalk_fixture/control
tmp=$(mktemp -d)

# ends STATUS PATTERN COMMAND...: ends so, and has a line like that on stdout or stderr
ends()
{
	_want=$1 _pattern=$2
	shift 2
	_status=0
	_said=$("$@" 2>&1) || _status=$?
	echo "status $_status: $_said"
	[ "$_status" = "$_want" ] && printf '%s\n' "$_said" | grep -qE -e "$_pattern"
}

# answers PATTERN WORD...: a query whose answer has a line like that, and no complaint
answers()
{
	_line=$1
	shift
	ptwalk query "$@" >"$tmp/answer" 2>"$tmp/complaint" || { cat "$tmp/complaint"; return 1; }
	cat "$tmp/answer"
	[ ! -s "$tmp/complaint" ] && head -n 1 "$tmp/answer" | grep -q '^# ptwalk/1 query: ' && grep -qE -e "$_line" "$tmp/answer"
}

# linear_whole: no owner has more of the linear map than layout says, and none less
linear_whole()
{
	_bytes=$(awk '$3 == "linear" { sum += $4 } END { printf "%.0f", sum }' $files/layout)
	ends 0 "^$_bytes 1 [0-9]+ linear" ptwalk top -n 0
}

ok "not loaded: says so" ends 3 'insmod ptwalk.ko' ptwalk maps
ok "load" insmod /modules/ptwalk.ko
ok "not root: says so" ends 3 'sudo' su nobody -c 'ptwalk maps'
umount /sys/kernel/debug
ok "no debugfs: says so" ends 3 'mount -t debugfs' ptwalk maps
mount -t debugfs debugfs /sys/kernel/debug

for file in summary layout maps extents areas linear tasks tables regs status; do
	ok "ptwalk $file" ends 0 "^# ptwalk/1 $file: " ptwalk $file
done
ok "ptwalk --version" ends 0 '^module loaded: ' ptwalk --version
ok "filters" ends 0 ' r-x .* module:.*\[ptwalk\]' ptwalk maps -x -o '\[ptwalk\]'
ok "json" ends 0 '"abi":"ptwalk/1","file":"layout"' ptwalk --json layout
ok "a reader who has enough" ends 0 '^# ptwalk/1 tables' sh -c 'ptwalk tables | head -n 1'
ok "ptwalk check passes" ends 0 '^# result: pass' ptwalk check
ln -s /bin/ptwalk "$tmp/link"
ok "through a link" ends 0 '^  query ' "$tmp/link" help

for group in caller kind area; do
	ok "top -g $group" ends 0 '^[0-9]+ [0-9]+ [0-9]+ linear' ptwalk top -g $group -n 3
done
ok "top: as much of the linear map as there is, in one run" linear_whole
ok "top -k extents" ends 0 '^[0-9]+ ([2-9]|[0-9]{2,}) [0-9]+ ' ptwalk top -k extents -n 1

area=$(awk '$3 == "vmalloc" && $4 == "busy" { print substr($1, 1, 18); exit }' $files/areas)
upper=$(echo "${area#0x}" | tr a-f A-F)
pa=$(awk '$8 == "vmalloc:start_kernel" { print $7; exit }' $files/extents)
ok "query: an address" answers '^mmu: .* agrees' "$area"
ok "query: an address in upper case, without 0x" answers "^va: $area" "$upper"
ok "query: pa: both who map it" answers '^0x.* vmalloc:start_kernel' pa "$pa"
ok "query: pa: the linear map is one" grep -q ' linear ' "$tmp/answer"
ok "query: sym" answers '^owner: image:text' sym vfree
ok "query: pid: task and stack" answers '^owner: vmalloc:' pid 1
ok "query: range" answers "^$area-" range "$area-0x0000000000000000"
ok "query: range of a file" answers ' busy ' range "$area-0x0000000000000000" areas
ok "query: region" answers '^0x.* linear ' region linear
ok "query: region of a file" answers '^PGD' region vmalloc tables
ok "query: sym with an offset" answers "^va: 0x$(awk '$3 == "vfree" { print substr($1, 1, 14) }' /proc/kallsyms)" sym vfree+4
ok "query: a range without a verb" answers ' busy ' "$area-0x0000000000000000" areas
ok "query: pa without 0x" answers '^0x.* vmalloc:start_kernel' pa "${pa#0x00000000}"
ok "query: nothing there" answers '^# nothing (is mapped there|maps it)' pa 0
ok "query: junk" ends 2 "'junk' is neither a query" ptwalk query pid 1 junk
ok "query: several" ends 0 '^# query: sym vfree' ptwalk query "$area" sym vfree 'pid 1'
ok "query: no such thread" ends 2 'pid 999999: there is no such thread' ptwalk query pid 999999
ok "query: a bad one, and a good one behind it" ends 2 '^va: ' ptwalk query sym no_such_symbol_anywhere "$area"
ok "query: not the kernel's half" ends 2 "kernel's half" ptwalk query 0x0000000000400000
ok "query: a region that is not there" ends 2 'no region has this name' ptwalk query region nowhere

ok "snapshot" ptwalk snapshot "$tmp/before"
ok "snapshot: for its owner only" ends 0 '^-rw------- ' ls -l "$tmp/before"
ok "snapshot: is of this boot" ends 0 "^# boot $(cat /proc/sys/kernel/random/boot_id)" cat "$tmp/before"
ok "diff: with itself" ends 0 '^# maps: 0 added, 0 removed, 0 changed' ptwalk diff "$tmp/before" "$tmp/before"
ok "a module comes" insmod /modules/ptwalk_fixture.ko
ok "diff shows it" ends 1 '^\+ area .* module:.*\[ptwalk_fixture\]' ptwalk diff "$tmp/before"
ok "diff says what it did to the linear map" ends 1 '^~ map .* linear prot=r-- was_prot=rw- .*alias=module:.*\[ptwalk_fixture\] section=text' \
	ptwalk diff "$tmp/before"
ok "diff leaves out its own stacks" not ends 1 'vmalloc:kernel_clone' ptwalk diff "$tmp/before"
ok "snapshot of now" ptwalk snapshot "$tmp/before"
echo "map vmalloc 100" >$control
ok "diff shows an area" ends 1 '^\+ area .* vmalloc:.*\[ptwalk_fixture\] mapped=100' ptwalk diff "$tmp/before"
ok "diff shows its mapping" ends 1 '^\+ map .* 409600 vmalloc:.*\[ptwalk_fixture\] prot=rw- memtype=normal level=pte' ptwalk diff "$tmp/before"
ok "diff -q: one area more" ends 1 '^# areas: 1 added, 0 removed, 0 changed' ptwalk diff -qx '^other:' "$tmp/before"
ok "top --delta" ends 0 '^409600 [0-9]+ 409600 .* vmalloc:.*\[ptwalk_fixture\]' ptwalk top --delta "$tmp/before"
ptwalk snapshot "$tmp/with"
echo undo >$control
ok "diff shows that it went" ends 1 '^- area .* vmalloc:.*\[ptwalk_fixture\] mapped=100' ptwalk diff "$tmp/with"
# Without the right to read the files, and without them.
cp "$tmp/with" /tmp/with
chmod 644 /tmp/with
ok "not root: a snapshot answers" ends 0 '^owner: vmalloc:' su nobody -c "ptwalk -f /tmp/with query $area"
umount /sys/kernel/debug
ok "no debugfs: a snapshot answers" ends 0 '^owner: vmalloc:' ptwalk -f /tmp/with query "$area"
mount -t debugfs debugfs /sys/kernel/debug
echo "fault af-clear" >$control
ok "ptwalk check finds" ends 1 '^# result: fail' ptwalk check
ok "unload" rmmod ptwalk_fixture ptwalk
rm -r "$tmp"
plan
