# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# The labs, with their solutions.

# shellcheck source=scripts/lib/lab/host.sh
. "$PTWALK_TOP/scripts/lib/lab/host.sh"
guest_prepare()
{
	lab_files "$1/files"
	cp -R "$PTWALK_TOP/docs/labs/." "$1/files/labs/"
}
