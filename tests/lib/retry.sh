# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# For tests in guests that compare files of a running kernel: repeat until they agree.

# retry TIMES SECONDS COMMAND...: run the command until it succeeds, at most TIMES times, SECONDS apart. Fails if every
# attempt fails; the output of each is kept, so the test shows that of the last one. A pause of 0 starts no process.
retry()
{
	_retry_left=$1 _retry_pause=$2
	shift 2
	until "$@"; do
		_retry_left=$((_retry_left - 1))
		[ $_retry_left -gt 0 ] || return 1
		[ "$_retry_pause" = 0 ] || sleep "$_retry_pause"
	done
}
