# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# For tests in guests that can go on for as long as one likes.

# dose NAME SHORT FULL: print how much: SHORT in the ordinary test, FULL if the tests were started with -f, or what
# ptwalk-test.NAME= among the kernel's arguments says
dose()
{
	_said=$(sed -n "s/.*ptwalk-test\\.$1=\\([0-9]*\\).*/\\1/p" /proc/cmdline)
	if [ -n "$_said" ]; then
		echo "$_said"
	elif grep -qw 'ptwalk-test.full' /proc/cmdline; then
		echo "$3"
	else
		echo "$2"
	fi
}
