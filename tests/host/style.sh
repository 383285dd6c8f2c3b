# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The style of the tree, as scripts/style judges it, and whether the judges see what is planted.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
allowed=$PTWALK_TOP/tests/checkpatch.allow

# finds PATTERN COMMAND...: fails, and says that
finds()
{
	_pattern=$1
	shift
	! "$@" >"$tmp/said" 2>&1 || { echo "found nothing"; return 1; }
	grep -qE -e "$_pattern" "$tmp/said" || { cat "$tmp/said"; return 1; }
}

# every_reason: no pattern is in the first paragraph or below an empty line, without a reason above it
every_reason()
{
	awk '/^$/ { reason = 0 } /^#/ { reason = NR > 2 } !/^(#|$)/ && !reason { print; bad = 1 } END { exit bad }' "$1"
}

kernel=$(own_source 2>/dev/null) || echo 'Bail out! there is no kernel source'

cat >"$tmp/planted.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
/**
 * planted - a function whose argument is not described
 */
int planted(int argument)
{
	return(argument);
}
END
# shellcheck disable=SC2016 # it is a script
printf '#!/bin/sh\nrm $1/file\n' >"$tmp/planted.sh"
cp "$allowed" "$tmp/allowed"
echo 'nothing looks like this' >>"$tmp/allowed"

ok "checkpatch finds what is planted" finds 'planted\.c:7: ERROR:RETURN_PARENTHESES' \
	style_checkpatch "$kernel" /dev/null "$tmp/planted.c"
ok "checkpatch that does not run finds nothing, and fails" finds 'status' style_checkpatch "$tmp" "$allowed" "$tmp/planted.c"
ok "an allowance that is not needed is found" finds 'matches nothing: nothing looks like this' \
	style_checkpatch "$kernel" "$tmp/allowed" "$tmp/planted.c"
ok "kernel-doc finds what is planted" finds "planted\.c:.*'argument' not described" style_kernel_doc "$kernel" "$tmp/planted.c"
ok "kernel-doc that does not run finds nothing, and fails" finds 'status' style_kernel_doc "$tmp" "$tmp/planted.c"
ok "shellcheck finds what is planted" finds 'SC2086' style_shellcheck "$tmp/planted.sh"

# shellcheck disable=SC2046 # lists of files, without blanks
{
	ok "checkpatch --strict" style_checkpatch "$kernel" "$allowed" $(style_c)
	ok "kernel-doc" style_kernel_doc "$kernel" $(style_c)
}
ok "every allowance has its reason" every_reason "$allowed"
for script in $(style_sh); do
	ok "shellcheck $script" style_shellcheck "$script"
done
plan
