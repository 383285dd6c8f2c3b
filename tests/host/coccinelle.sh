# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The kernel's Coccinelle scripts over the module, and whether they see what is planted.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# finds PATTERN COMMAND...: fails, and says that
finds()
{
	_pattern=$1
	shift
	! "$@" >"$tmp/said" 2>&1 || { echo "found nothing"; return 1; }
	grep -qE -e "$_pattern" "$tmp/said" || { cat "$tmp/said"; return 1; }
}

kernel=$(own_source 2>/dev/null) || echo 'Bail out! there is no kernel source'
cat >"$tmp/planted.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
int planted(unsigned int a)
{
	unsigned int b = a;

	if (b < 0)
		return 1;
	return 0;
}
END
printf '# \n\n# A reason.\nnothing looks like this\n' >"$tmp/allowed"

ok "Coccinelle finds what is planted" finds 'planted\.c:[0-9:-]+ unsigned_lesser_than_zero\.cocci: WARNING' \
	style_coccinelle "$kernel" /dev/null "$tmp"
ok "without its scripts it finds nothing, and fails" finds 'no scripts' style_coccinelle "$tmp" /dev/null "$tmp"
ok "an allowance that is not needed is found" finds 'matches nothing: nothing looks like this' \
	style_coccinelle "$kernel" "$tmp/allowed" "$tmp"
ok "Coccinelle" style_coccinelle "$kernel" "$PTWALK_TOP/tests/coccinelle.allow" module
plan
