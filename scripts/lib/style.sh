# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Style checks. Each takes a list of files, prints its findings and fails if there are any.

# style_c, style_sh: print the C files and the shell scripts of the tree, one per line, relative to its top
style_c()
{
	( cd "$PTWALK_TOP" && find . -name .git -prune -o -type f -name '*.[ch]' ! -name '*.mod.c' -print | sed 's|^\./||' | sort )
}

style_sh()
{
	( cd "$PTWALK_TOP" && find scripts tests .ci docs/labs -type f | sort | while read -r _file; do
		case $_file in
		*.sh) echo "$_file" ;;
		*) ! head -n 1 "$_file" | grep -qE '^#!.*(sh|env bash)' || echo "$_file" ;;
		esac
	done )
}

# _style_unallowed ALLOWED: print the lines on stdin that match no line of ALLOWED, and the lines of ALLOWED that match
# nothing, so that none becomes stale; fail if there are any
_style_unallowed()
{
	awk '
		FILENAME != "-" { if (!/^(#|$)/) allowed[$0] = 0; next }
		/^$/ { next }
		{
			let = 0
			for (pattern in allowed)
				if ($0 ~ pattern) { allowed[pattern]++; let = 1 }
			if (!let) { print; bad = 1 }
		}
		END {
			for (pattern in allowed)
				if (!allowed[pattern]) { print FILENAME_ALLOWED ": matches nothing: " pattern; bad = 1 }
			exit bad
		}' FILENAME_ALLOWED="${1#"$PTWALK_TOP/"}" "$1" -
}

# style_checkpatch KERNEL-SOURCE ALLOWED FILE...: its options are in .checkpatch.conf. A finding is ignored if it
# matches a line of ALLOWED.
style_checkpatch()
{
	_checkpatch=$1/scripts/checkpatch.pl _allowed=$2
	shift 2
	_status=0
	_findings=$( cd "$PTWALK_TOP" && "$_checkpatch" --terse --show-types -f "$@" 2>&1 ) || _status=$?
	case $_status in
	0 | 1) ;;
	*) echo "$_findings"; echo "checkpatch.pl failed with status $_status"; return 1 ;;
	esac
	echo "$_findings" | grep -v '^total: ' | _style_unallowed "$_allowed"
}

# style_kernel_doc KERNEL-SOURCE FILE...
style_kernel_doc()
{
	_kernel_doc=$1/scripts/kernel-doc
	shift
	# It exits with 0 even if there are warnings: judge by its output.
	_findings=$( cd "$PTWALK_TOP" && "$_kernel_doc" -none -Wall "$@" 2>&1 ) || echo "kernel-doc failed with status $?"
	[ -z "$_findings" ] || { echo "$_findings"; return 1; }
}

# style_shellcheck FILE...
style_shellcheck()
{
	( cd "$PTWALK_TOP" && shellcheck -x -P . "$@" )
}

# style_coccinelle KERNEL-SOURCE ALLOWED DIRECTORY: the semantic patches in the kernel's scripts/coccinelle that report, but
# those that are written in OCaml. Lines are FILE:LINE:COLUMN: SCRIPT: what it says
style_coccinelle()
{
	_coccinelle=$1/scripts/coccinelle
	_scripts=$(grep -rl --include='*.cocci' '^virtual report' "$_coccinelle" | xargs grep -L '@.*ocaml' | sort)
	[ "$(echo "$_scripts" | wc -l)" -ge 50 ] || { echo "there are no scripts in $_coccinelle"; return 1; }
	_status=0
	# shellcheck disable=SC2016 # for the inner shell
	_findings=$( cd "$PTWALK_TOP" && echo "$_scripts" | xargs -P "$(nproc)" -I '{}' sh -c '
		options=$(sed -n "s,^// Options:,,p" "$2")
		# shellcheck disable=SC2086 # options
		spatch -D report --no-show-diff --very-quiet --cocci-file "$2" $options -I include -I module --dir "$1" |
			sed "s|^\([^ ]*\)|\1 ${2##*/}:|"
		' - "$3" '{}' 2>/dev/null ) || _status=$?
	[ "$_status" = 0 ] || { echo "$_findings"; echo "spatch failed with status $_status"; return 1; }
	echo "$_findings" | sort | _style_unallowed "$2"
}
