# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Ten questions of a kernel developer, each answered by at most two commands: the ones that docs/TOOLS.md shows.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
control=/sys/kernel/debug/ptwalk_fixture/control
tmp=$(mktemp -d)
module='\[ptwalk_fixture\]'

# says PATTERN COMMAND...: it ends with 0 or 1, and prints a line like that
says()
{
	_line=$1
	shift
	_status=0
	_said=$("$@" 2>&1) || _status=$?
	echo "status $_status: $_said"
	[ "$_status" -le 1 ] && printf '%s\n' "$_said" | grep -qE -e "$_line"
}

# with FILE NAME COMMAND...: a test of a file that an older module does not have
with()
{
	_file=$1 _name=$2
	shift 2
	if [ -e "$files/$_file" ]; then
		ok "$_name" "$@"
	else
		skip "$_name" "this module has no file '$_file'"
	fi
}

insmod /modules/ptwalk.ko
ptwalk snapshot "$tmp/before"
ok "load a module, and see the fixture" insmod /modules/ptwalk_fixture.ko

q="which module: what maps it, and where else is it writable"
ok "$q" says "^0x.* r-x normal .* module:.*$module" ptwalk maps -o "$module"
ok "$q: nowhere, if it is text" says "^0x.* r-x module:.*$module .* r-- linear " ptwalk aliases -x -o "$module"
if [ "$(grep -c " module .*$module" $files/areas)" -gt 1 ]; then
	ok "$q: data is, in the linear map" says "^0x.* rw- module:.*$module .* rw- linear " \
		ptwalk aliases -o "$module" --alias-prot w
else
	# Up to 6.3 a module is one area, and the kernel takes the right to write from all of its second addresses.
	ok "$q: not even data" says "^0x.* rw- module:.*$module .* r-- linear " ptwalk aliases -o "$module"
fi

q="the largest hole, the largest users, what is lazily freed"
with holes "$q: holes" says '^0x.* [0-9]{10,} ' ptwalk holes --sort bytes -n 1
ok "$q: users" says '^[0-9]+ [0-9]+ [0-9]+ (vmalloc|ioremap):' ptwalk top -R vmalloc -n 5
ok "$q: lazily freed" says '^# rows: ' ptwalk areas --where 'state = lazy'

q="what has loading this module changed"
ok "$q: its areas" says "^\\+ area .* module:.*$module" ptwalk diff "$tmp/before"
ok "$q: the linear map" says "^~ map .* linear prot=r-- was_prot=rw- .*$module section=text" ptwalk diff "$tmp/before" -o "$module"

q="what is around this bad address"
echo "map vmalloc 4" >$control
area=$(awk '$3 == "vmalloc" && /ptwalk_fixture/ { print $1; exit }' $files/areas)
ok "$q: in an area" says '^owner: vmalloc:.*ptwalk_fixture' ptwalk query "${area%-*}"
# The guard page is the last one.
page=$(sed -n 's/^page_size: //p' $files/status)
guard=$(printf '%s%08x' "$(echo "${area#*-}" | cut -c 1-10)" $((0x$(echo "${area#*-}" | cut -c 11-18) - page)))
ok "$q: in its guard page" says '^owner: vmalloc:.*ptwalk_fixture.* guard' ptwalk query "$guard"
echo undo >$control
ok "$q: in what was freed" says '^pa: none' ptwalk query "${area%-*}"
ok "$q: in a snapshot: before and after" says '^(before|area): .*' ptwalk -f "$tmp/before" query "${area%-*}"

q="how much of the linear map is split, by whom, what would be regained"
with splits "$q" says '^# regain: tables=' ptwalk splits
with splits "$q: by whom" says '^0x.* attributes .*by=' ptwalk splits --where 'reason = attributes'

q="everyone who maps this page"
pa=$(awk '$8 == "vmalloc:start_kernel" { print $7; exit }' $files/extents)
ok "$q: its owner" says ' vmalloc:start_kernel ' ptwalk query pa "$pa"
ok "$q: the linear map" says ' linear ' ptwalk query pa "$pa"

q="translate by hand, and compare"
ok "$q: by hand" says '^pgd: 0x.* \+ 8 x [0-9]+ = 0x' ptwalk --pretty explain sym vfree
ok "$q: the MMU agrees" says '^the MMU says: 0x[0-9a-f]+ agrees' ptwalk --pretty explain sym vfree

# seen_live: an area that comes while watch looks
seen_live()
{
	( sleep 2; echo "map vmalloc 100" >$control ) &
	says "^# \\+ 0x.* vmalloc:.*$module" ptwalk watch --count 1 8
	_status=$?
	wait
	echo undo >$control
	return $_status
}
ok "watch live" seen_live

q="JSON and an exit status for CI"
ok "$q: holds" says '"result":"ok","name":"maps.rwx.bytes"' ptwalk --json assert 'maps.rwx.bytes == 0' 'linear.bytes > 1M'
ok "$q: does not" says '^failed linear.rows ' ptwalk assert 'linear.rows == 0'
ok "$q: rows" says '^ *\{"range":"0x' ptwalk --json maps -w -n 1

q="read on another machine"
ptwalk snapshot "$tmp/now.gz"
chmod 755 "$tmp"
chmod 644 "$tmp/now.gz"
umount /sys/kernel/debug
ok "$q: as anybody, without debugfs" says '^[0-9]+ 1 [0-9]+ linear' su nobody -c "ptwalk -f $tmp/now.gz top -n 1"
ok "$q: an address" says ' vmalloc:start_kernel ' su nobody -c "ptwalk -f $tmp/now.gz query pa $pa"
mount -t debugfs debugfs /sys/kernel/debug
rmmod ptwalk_fixture ptwalk
rm -r "$tmp"
plan
