# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shared by the tools: messages, access to the files, and awk functions.

prog=${0##*/}
dir=${PTWALK_DIR:-/sys/kernel/debug/ptwalk}

# bad_usage MESSAGE: report a usage error and exit with status 2
bad_usage()
{
	printf '%s: %s (-h shows the usage)\n' "$prog" "$*" >&2
	exit 2
}

# bad_option OPTION LETTER: what getopts (with a leading colon) returned for an option that it rejected
bad_option()
{
	case $1 in
	:) bad_usage "option '-$2' needs an argument" ;;
	*) bad_usage "unknown option '-$2'" ;;
	esac
}

# unavailable MESSAGE: report why the files cannot be read and what to do about it; exit with status 3
unavailable()
{
	printf '%s: %s\n' "$prog" "$*" >&2
	exit 3
}

# need FILE: exit with an explanation unless FILE can be opened
need()
{
	! ( : <"$dir/$1" ) 2>/dev/null || return 0
	if [ -n "${PTWALK_DIR:-}" ]; then
		unavailable "cannot read $dir/$1: check PTWALK_DIR"
	elif [ "$(id -u)" != 0 ]; then
		unavailable "only root can read $dir; try again with sudo"
	elif ! grep -q ' debugfs ' /proc/mounts; then
		unavailable "debugfs is not mounted; try: mount -t debugfs debugfs /sys/kernel/debug"
	elif ! grep -q '^ptwalk ' /proc/modules; then
		unavailable "the module is not loaded; try: insmod ptwalk.ko"
	elif [ ! -e "$dir/$1" ]; then
		unavailable "$dir/$1 does not exist: another version of the module is loaded, or debugfs is mounted elsewhere (set PTWALK_DIR)"
	fi
	case $(cat /sys/kernel/security/lockdown 2>/dev/null) in
	*'[integrity]'*) unavailable "the kernel is locked down for integrity, which blocks $1; the other files can be read" ;;
	*'[confidentiality]'*) unavailable "the kernel is locked down for confidentiality; no file can be read" ;;
	*) unavailable "the kernel denies access to $1: CAP_SYS_ADMIN is missing, or the kernel is locked down" ;;
	esac
}

# whole FILE: print FILE; exit if it cannot be read to its end
whole()
{
	cat "$dir/$1" && return
	_status=$?
	# cat was killed by a signal, such as SIGPIPE: the reader stopped early, which is not an error.
	[ $_status -lt 128 ] || exit $_status
	unavailable "$dir/$1 could not be read to its end"
}

# Functions for awk, which has no 64-bit integers: keep addresses as text; hex() takes at most 13 digits.
# shellcheck disable=SC2034 # used by scripts that source this
awk_lib='
function hex(digits,    i, n) {
	for (i = 1; i <= length(digits); i++)
		n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	return n + 0
}
# Size of a range in bytes; an end of 2^64 is written as zeros.
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
