#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Who gets an answer: a test for each row of the table in docs/INTERFACE.md. The last in its guest: lockdown stays.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
debugfs=/sys/kernel/debug
files=$debugfs/ptwalk
lockdown=/sys/kernel/security/lockdown
all='status regs layout tables maps extents areas holes linear splits tasks check summary analysis metrics'
tmp=$(mktemp -d)
chmod 755 "$tmp"

# refused PATTERN COMMAND...: fails, prints nothing on stdout, and says why
refused()
{
	_why=$1
	shift
	"$@" >"$tmp/out" 2>"$tmp/err" && { echo "answered: $*"; cat "$tmp/out"; return 1; }
	cat "$tmp/out" "$tmp/err"
	[ ! -s "$tmp/out" ] && grep -q "$_why" "$tmp/err"
}

eacces()
{
	refused '[Pp]ermission denied' "$@"
}

eperm()
{
	refused '[Oo]peration not permitted' "$@"
}

# each COMMAND...: with every file as the last word
each()
{
	for file in $all query; do
		"$@" "$files/$file" || { echo "$file"; return 1; }
	done
}

# whole FILE: is it all there?
whole()
{
	case $(head -n 1 "$1") in
	'# ptwalk/1 '*) ;;
	*) cat "$1"; return 1 ;;
	esac
}

answered()
{
	cat "$1" >"$tmp/answer" && whole "$tmp/answer"
}

# as_nobody COMMAND: who is not root, whatever is open stays open
as_nobody()
{
	su nobody -c "[ \$(id -u) = 65534 ] || { echo 'still root' >&2; exit; }; $1"
}

nobody_reads()
{
	eacces as_nobody "cat $1"
}

# ---- root, and what there is of it ----

# in_a_namespace FILE: root's own user namespace: root still, but of that only
in_a_namespace()
{
	eperm unshare -U -r sh -c "[ \$(id -u) = 0 ] && exec cat $1"
}

nobodys_namespace()
{
	eacces as_nobody "unshare -U -r sh -c '[ \$(id -u) = 0 ] && exec cat $1'"
}

# The kernel's own helper is a root whose capabilities can be told: this one has all but CAP_SYS_ADMIN, bit 21.
# It is called for a file system that is not there.
less_than_root()
{
	cat >"$tmp/helper" <<-END
	#!/bin/sh
	export PATH=/bin
	[ -e $tmp/tried ] && exit
	grep CapEff /proc/self/status >$tmp/tried
	for file in $all query; do
		cat $files/\$file
	done >$tmp/helper.out 2>$tmp/helper.err
	echo "\$(id -u)" >$tmp/helper.done
	END
	chmod 755 "$tmp/helper"
	echo "$((0xffffffff & ~(1 << 21))) $((0xffffffff))" >/proc/sys/kernel/usermodehelper/bset
	echo "$tmp/helper" >/proc/sys/kernel/modprobe
	mkdir "$tmp/nowhere" && mount -t no_such_filesystem none "$tmp/nowhere" 2>/dev/null
	retry 100 0.1 [ -e "$tmp/helper.done" ] || { echo 'the helper did not run'; return 1; }
	cat "$tmp/tried" "$tmp/helper.err"
	[ "$(cat "$tmp/helper.done")" = 0 ] && [ ! -s "$tmp/helper.out" ] &&
		[ "$(grep -c '[Oo]peration not permitted' "$tmp/helper.err")" = "$(echo "$all query" | wc -w)" ]
}

# ---- debugfs mounted in other ways ----

remounted()
{
	mount -o remount,mode=755,uid=65534,gid=65534 $debugfs || return 1
	[ "$(stat -c '%u %a' $debugfs)" = '65534 755' ] || { stat $debugfs; return 1; }
	each nobody_reads && each answered
}

second_mount()
{
	mkdir -p "$tmp/second" && mount -t debugfs debugfs "$tmp/second" || return 1
	files=$tmp/second/ptwalk
	each nobody_reads && each answered
	said=$?
	files=$debugfs/ptwalk
	umount "$tmp/second"
	return $said
}

# nobody_has FILE: root has given it away; its mode does not matter any more
nobody_has()
{
	chmod 444 "$1" && chown 65534 "$1" && eperm as_nobody "cat $1"
	said=$?
	chown 0 "$1" && chmod 400 "$1"
	return $said
}

# ---- an open file that is passed on ----

# inherited FILE: opened by root, read to its end by nobody
inherited()
{
	as_nobody 'cat <&3' 3<"$1" >"$tmp/answer" && whole "$tmp/answer"
}

# inherited_question: opened by root for both, asked by nobody
inherited_question()
{
	as_nobody 'echo "pid 1" >&3 && cat <&3' 3<>$files/query >"$tmp/answer" || return 1
	cat "$tmp/answer"
	grep -q '^owner: ' "$tmp/answer"
}

# ---- lockdown ----

# open_all: status as 4, tables as 5, begun, query as 6, with an answer that waits
open_all()
{
	exec 4<$files/status 5<$files/tables 6<>$files/query
	dd bs=100 count=1 <&5 >"$tmp/answer" 2>/dev/null && echo 'pid 1' >&6
}

read_4() { cat <&4; }
read_5() { cat <&5; }
read_6() { cat <&6; }
write_6() { echo 'pid 1' >&6; }

# lock LEVEL
lock()
{
	echo "$1" >$lockdown && grep -qF "[$1]" $lockdown
}

# tool_says STATUS PATTERN COMMAND...
tool_says()
{
	_status=0 _want=$1 _pattern=$2
	shift 2
	_said=$("$@" 2>&1) || _status=$?
	echo "$_status: $_said"
	[ $_status = "$_want" ] && echo "$_said" | grep -q "$_pattern"
}

# ---- modules under lockdown ----

# loads MODULE NAME: and can be taken out again
loads()
{
	insmod "$1" && grep -q "^$2 " /proc/modules && rmmod "$2"
}

# kept_out MODULE NAME: the kernel does not take it
kept_out()
{
	refused '[Oo]peration not permitted\|[Rr]equired key not available\|rejected by service' insmod "$1" || return 1
	! grep -q "^$2 " /proc/modules
}

# broken: signed, and changed after that
broken()
{
	{ head -c 4096 /signed/ptwalk.ko && echo spoiled && tail -c +4105 /signed/ptwalk.ko; } >"$tmp/ptwalk.ko"
	[ "$(wc -c <"$tmp/ptwalk.ko")" = "$(wc -c </signed/ptwalk.ko)" ] && ! insmod "$tmp/ptwalk.ko" &&
		! grep -q '^ptwalk ' /proc/modules
}

# locked_files: what a module that was loaded under lockdown answers
locked_files()
{
	each eperm cat
}

# silent: no line of ours in the log names an address of the kernel's, at any level
silent()
{
	dmesg | grep ptwalk >"$tmp/log"
	[ -s "$tmp/log" ] && ! grep -iE '(ffff|0000)[0-9a-f]{12}' "$tmp/log"
}

ok "load" insmod /modules/ptwalk.ko
chmod 755 $debugfs
ok "root" each answered
ok "not root" each nobody_reads
ok "root without CAP_SYS_ADMIN" less_than_root
if unshare -U -r true 2>/dev/null; then
	ok "root, in a user namespace" each in_a_namespace
	ok "not root, in a user namespace" each nobodys_namespace
else
	skip "root, in a user namespace" "this kernel has none"
	skip "not root, in a user namespace" "this kernel has none"
fi
ok "debugfs given to another user" remounted
ok "debugfs mounted a second time" second_mount
ok "a file given to another user" each nobody_has
chmod 600 $files/query
ok "opened by root, read by another user" each inherited
ok "opened by root, asked by another user" inherited_question

mount -t securityfs securityfs /sys/kernel/security
open_all
opened=$?
ok "opened before lockdown" [ $opened = 0 ]
ok "lock down for integrity" lock integrity
ok "integrity: the files are answered" answered $files/maps
ok "integrity: so is one that was open" read_4
ok "integrity: not query" eperm cat $files/query
ok "integrity: not one that was open, to ask" eperm write_6
ok "integrity: not one that was open, to read" eperm read_6
ok "integrity: ptwalk maps" tool_says 0 '^# ptwalk/1 maps' ptwalk maps
ok "integrity: ptwalk query says why" tool_says 3 'locked down for integrity' ptwalk query pid 1
if [ -e /signed ]; then
	ok "integrity: a module without a signature is kept out" kept_out /modules/ptwalk_fixture_dummy.ko ptwalk_fixture_dummy
	ok "integrity: so is one signed by somebody" kept_out /signed/foreign/ptwalk_fixture_dummy.ko ptwalk_fixture_dummy
	ok "integrity: not one signed by the kernel's key" loads /signed/ptwalk_fixture_dummy.ko ptwalk_fixture_dummy
fi
ok "lock down for confidentiality" lock confidentiality
ok "confidentiality: no file" each eperm cat
ok "confidentiality: none that was open" eperm read_5
ok "confidentiality: not even its end" eperm read_4
ok "confidentiality: ptwalk maps says why" tool_says 3 'locked down for confidentiality' ptwalk maps
ok "confidentiality: ptwalk query says why" tool_says 3 'locked down for confidentiality' ptwalk query pid 1
exec 4<&- 5<&- 6<&-
ok "no address in the log" silent
ok "unload" rmmod ptwalk
if [ -e /signed ]; then
	ok "confidentiality: ptwalk without a signature is kept out" kept_out /modules/ptwalk.ko ptwalk
	ok "confidentiality: signed by somebody, too" kept_out /signed/foreign/ptwalk.ko ptwalk
	ok "confidentiality: changed after it was signed, too" broken
	ok "confidentiality: signed by the kernel's key, it loads" insmod /signed/ptwalk.ko
	ok "confidentiality: and answers nobody" locked_files
	ok "no address in the log then" silent
	ok "unload it" rmmod ptwalk
else
	skip "load under lockdown" "takes a module signed by a key that this kernel has built in: see the oracle"
fi
rm -rf "$tmp"
plan
