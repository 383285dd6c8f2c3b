# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The fuzz targets of user/fuzz: seeds, and what crashed once, then PTWALK_FUZZ_SECONDS (60) of each, side by side.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
seconds=${PTWALK_FUZZ_SECONDS:-60}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fuzz()
{
	make -s -C "$PTWALK_TOP/user/fuzz" O="$tmp/build" SEED=1 SECONDS="$seconds" "$@"
}

# executions TARGET: how many inputs were run, as its log has it
executions()
{
	sed -n 's/^stat::number_of_executed_units: *//p' "$tmp/build/$1.log"
}

# lasted TARGET: it ran to its end, all of its time, and more than the inputs that are in the tree
lasted()
{
	_n=$(executions "$1")
	if [ "$(cat "$tmp/$1.status")" != 0 ]; then
		tail -n 40 "$tmp/build/$1.log"
		# So that the input is not lost with the directory.
		for _crash in "$tmp/build/$1".*-*; do
			[ ! -e "$_crash" ] || { echo "${_crash##*/}, in base64:"; base64 "$_crash"; }
		done
		return 1
	fi
	[ "${_n:-0}" -gt "$(find "$PTWALK_TOP/user/fuzz/seeds/$1" -type f | wc -l)" ]
}

targets=$(make -s -C "$PTWALK_TOP/user/fuzz" list)
# shellcheck disable=SC2086 # a list of words
plan $((2 + 2 * $(echo $targets | wc -w)))
ok "builds" fuzz -j"$(nproc)" all
# A target without seeds, or with a directory that is no target's, tests less than it seems to.
# shellcheck disable=SC2086 # a list of words
ok "each target has seeds" [ "$(cd "$PTWALK_TOP/user/fuzz/seeds" && echo *)" = "$(printf '%s\n' $targets | sort | xargs)" ]
for target in $targets; do
	ok "$target: seeds and cases" fuzz "replay-$target"
done
for target in $targets; do
	{
		fuzz "fuzz-$target" >"$tmp/$target.out" 2>&1
		echo $? >"$tmp/$target.status"
	} &
done
wait
for target in $targets; do
	ok "$target: $seconds seconds without a crash" lasted "$target"
	note "$target: $(executions "$target") executions"
done
