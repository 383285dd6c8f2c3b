# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the tools share: messages, the folder of files, what awk lacks.

prog=${0##*/}
dir=${PTWALK_DIR:-/sys/kernel/debug/ptwalk}

# bad_usage MESSAGE: the caller's mistake
bad_usage()
{
	printf '%s: %s (-h tells the usage)\n' "$prog" "$*" >&2
	exit 2
}

# unavailable MESSAGE: why there is nothing to show, and what to do about it
unavailable()
{
	printf '%s: %s\n' "$prog" "$*" >&2
	exit 3
}

# need FILE: go on only if it can be opened
need()
{
	! ( : <"$dir/$1" ) 2>/dev/null || return 0
	if [ -n "${PTWALK_DIR:-}" ]; then
		unavailable "cannot read $dir/$1: is PTWALK_DIR right?"
	elif [ "$(id -u)" != 0 ]; then
		unavailable "only root can read $dir: try again with sudo"
	elif ! grep -q ' debugfs ' /proc/mounts; then
		unavailable "debugfs is not there: mount -t debugfs debugfs /sys/kernel/debug"
	elif ! grep -q '^ptwalk ' /proc/modules; then
		unavailable "the module is not loaded: insmod ptwalk.ko"
	elif [ ! -e "$dir/$1" ]; then
		unavailable "no $dir/$1: another version of the module is loaded, or debugfs is elsewhere (set PTWALK_DIR)"
	fi
	case $(cat /sys/kernel/security/lockdown 2>/dev/null) in
	*'[integrity]'*) unavailable "the kernel is locked down for integrity, which closes $1: the other files can be read" ;;
	*'[confidentiality]'*) unavailable "the kernel is locked down for confidentiality: nothing can be read" ;;
	*) unavailable "the kernel refuses $1: no CAP_SYS_ADMIN here, or it is locked down" ;;
	esac
}

# whole FILE: all of it
whole()
{
	cat "$dir/$1" && return
	_status=$?
	# A reader who had enough is no mistake.
	[ $_status -lt 128 ] || exit $_status
	unavailable "$dir/$1 could not be read to its end"
}

# Functions for awk, which has no numbers of 64 bits: addresses stay text, and hex() takes 13 digits at most.
# shellcheck disable=SC2034 # for who sources this
awk_lib='
function hex(digits,    i, n) {
	for (i = 1; i <= length(digits); i++)
		n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	return n + 0
}
# Bytes of a range; an end of 2^64 is written as zeros.
function span(range,    n) {
	n = (hex(substr(range, 22, 8)) - hex(substr(range, 3, 8))) * 4294967296
	n += hex(substr(range, 30, 8)) - hex(substr(range, 11, 8))
	return n < 0 ? n + 18446744073709551616 : n
}
function human(bytes,    u) {
	for (u = 0; bytes >= 1024 && u < 6; u++)
		bytes /= 1024
	if (!u)
		return bytes + 0
	return sprintf("%." (bytes < 9.995 ? 2 : bytes < 99.95 ? 1 : 0) "f %siB", bytes, substr("KMGTPE", u, 1))
}
function start_of(range) { return substr(range, 1, 18) }'
