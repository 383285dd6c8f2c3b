# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shared by all scripts: messages, the cache and its locks. A script sets PTWALK_TOP, the top of the source tree, before
# it sources this.

prog=${prog:-$(basename -- "$0")}

# die MESSAGE: report what went wrong and what to do about it; exit with status 1
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

# say MESSAGE: report progress on stderr; stdout is for results
say()
{
	printf 'ptwalk: %s\n' "$*" >&2
}

# logged LOG COMMAND...: run the command with its output in LOG; show the end of LOG if it fails
logged()
{
	_log=$1
	shift
	"$@" >"$_log" 2>&1 </dev/null && return
	tail -n 15 "$_log" | sed 's/^/  | /' >&2
	return 1
}

# cache_open: set and create PTWALK_CACHE, which keeps all downloads and builds outside the tree
cache_open()
{
	PTWALK_CACHE=${PTWALK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ptwalk}
	export PTWALK_CACHE
	case $PTWALK_CACHE in
	*[[:space:]]*) die "PTWALK_CACHE='$PTWALK_CACHE' has a blank in it, which the kernel's build does not support" ;;
	/*) ;;
	*) die "PTWALK_CACHE='$PTWALK_CACHE' must be an absolute path" ;;
	esac
	mkdir -p "$PTWALK_CACHE/lock" "$PTWALK_CACHE/log" "$PTWALK_CACHE/kernels" ||
		die "cannot write to the cache $PTWALK_CACHE: set PTWALK_CACHE to a directory with 8 GB of free space"
}

# with_lock NAME COMMAND...: run the command while holding a lock shared by all scripts that use the cache
with_lock()
{
	_lock=$PTWALK_CACHE/lock/$1
	shift
	(
		flock 9
		"$@"
	) 9>"$_lock"
}

# run_dir NAME: create and print a directory for the logs of this run; delete those older than a week
run_dir()
{
	find "$PTWALK_CACHE/log" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +
	mktemp -d "$PTWALK_CACHE/log/$1-$(date +%Y%m%d-%H%M%S)-XXXX"
}
