# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The labs, on a CPU with 52-bit addresses.

# shellcheck source=tests/machines/course.sh
. "$PTWALK_TOP/tests/machines/course.sh"
