# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# The labs, with their solutions.

# shellcheck source=scripts/lib/lab/host.sh
. "$PTWALK_TOP/scripts/lib/lab/host.sh"
guest_prepare()
{
	lab_files "$1/files"
	cp -R "$PTWALK_TOP/docs/labs/." "$1/files/labs/"
	course_walkers "$1" "$PTWALK_TOP/docs/labs/12-walker" "$1/files/labs/12-walker"
}

# course_walkers RUN FOLDER INTO: build the student's module of lab 12: as it is handed out, solved, and in wrong ways
course_walkers()
{
	mkdir -p "$1/walkers"
	cp "$2/solution.c" "$1/walkers/"
	cp "$2/walker.c" "$1/walkers/skeleton.c"
	for _wrong in "$2"/wrong/*.sed; do
		sed -f "$_wrong" "$2/solution.c" >"$1/walkers/$(basename "$_wrong" .sed).c"
	done
	lab_build "$_kernel" "$3" "$1/walkers.log" "$1"/walkers/*.c || die "the modules of lab 12 do not compile"
}
