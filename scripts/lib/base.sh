# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What every script here begins with: messages, the cache and its locks. The script that sources this has
# set PTWALK_TOP, the top of the source tree.

prog=${prog:-$(basename -- "$0")}

# die MESSAGE: what went wrong and what to do about it
die()
{
	printf '%s: %s\n' "$prog" "$*" >&2
	exit 1
}

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

# say MESSAGE: progress; stdout is kept for results
say()
{
	printf 'ptwalk: %s\n' "$*" >&2
}

# logged LOG COMMAND...: run without a word, show the end of the log if it fails
logged()
{
	_log=$1
	shift
	"$@" >"$_log" 2>&1 </dev/null && return
	tail -n 15 "$_log" | sed 's/^/  | /' >&2
	return 1
}

# cache_open: everything that is downloaded or built lives outside the tree
cache_open()
{
	PTWALK_CACHE=${PTWALK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ptwalk}
	export PTWALK_CACHE
	case $PTWALK_CACHE in
	*[[:space:]]*) die "PTWALK_CACHE='$PTWALK_CACHE' has a blank in it, and the kernel's build cannot cope with that" ;;
	/*) ;;
	*) die "PTWALK_CACHE='$PTWALK_CACHE' must be an absolute path" ;;
	esac
	mkdir -p "$PTWALK_CACHE/lock" "$PTWALK_CACHE/log" "$PTWALK_CACHE/kernels" ||
		die "cannot write to the cache $PTWALK_CACHE: set PTWALK_CACHE to a folder with 8 GB of room"
}

# with_lock NAME COMMAND...: one at a time of all the scripts that share the cache
with_lock()
{
	_lock=$PTWALK_CACHE/lock/$1
	shift
	(
		flock 9
		"$@"
	) 9>"$_lock"
}

# run_dir NAME: a folder for the logs of this run; those of last week go
run_dir()
{
	find "$PTWALK_CACHE/log" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +
	mktemp -d "$PTWALK_CACHE/log/$1-$(date +%Y%m%d-%H%M%S)-XXXX"
}
