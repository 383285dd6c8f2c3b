# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The scripts as text, and how they take their arguments.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/style.sh
. "$PTWALK_TOP/scripts/lib/style.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$PTWALK_TOP" || exit 1

# ends_with STATUS COMMAND...
ends_with()
{
	_want=$1
	shift
	_status=0
	"$@" </dev/null || _status=$?
	[ "$_status" = "$_want" ] || { echo "status $_status, not $_want"; return 1; }
}

# says PATTERN COMMAND...
says()
{
	_pattern=$1
	shift
	"$@" </dev/null 2>&1 | grep -qe "$_pattern"
}

# nowhere PATTERN: in no file of the tree. The patterns below do not match themselves.
nowhere()
{
	! find . -name .git -prune -o -type f ! -name '*.ko' ! -name '*.o' -exec grep -nEI -e "$1" {} +
}

kernels_known()
{
	awk '!/^#/ { print $2 }' tests/matrix tests/kernels.all tests/course | while read -r _kernel; do
		grep -q "^$_kernel " scripts/lib/kernels || { echo "$_kernel"; exit 1; }
	done
}

tests_exist()
{
	awk '!/^#/ { print $7 }' tests/matrix tests/kernels.all tests/course | tr , '\n' | while read -r _test; do
		[ -f "tests/guest/$_test.sh" ] || { echo "$_test"; exit 1; }
	done
}

from_root()
{
	( cd / && "$@" )
}

# index_read: for archive_update, in place of apt: the first time, one suite is not there, and another one is damaged
index_read()
{
	echo x >>"$tmp/reads"
	cp "$_dir/sources.list" "$tmp/read.$(wc -l <"$tmp/reads")"
	[ "$(wc -l <"$tmp/reads")" = 1 ] || return 0
	cat >"$_dir/update.log" <<-END
	E: The repository 'http://a/debian sid Release' does not have a Release file.
	E: Failed to fetch http://a/debian/dists/trixie/main/binary-arm64/Packages.xz  File has unexpected size
	END
	return 1
}

# index_updates: read an index that lacks two suites, then twice more, soon and after a quarter of an hour
index_updates()
(
	PTWALK_CACHE=$tmp/index PTWALK_MIRROR=http://a
	# shellcheck source=scripts/lib/all.sh
	. scripts/lib/all.sh
	# shellcheck disable=SC2317 # archive_update calls it
	_archive_read() { index_read; }
	cache_open
	archive_update && archive_update || exit 1
	touch -d '15 minutes ago' "$PTWALK_CACHE/apt/updated"
	archive_update && archive_update || exit 1
	touch -d '15 minutes ago' "$PTWALK_CACHE/apt/updated"
	archive_update
)

# suites_of FILE: the suites in a list of sources
suites_of()
{
	awk '{ print $(NF - 1) }' "$1" | sort | xargs
}

for script in $(style_sh); do
	ok "no bashism keeps dash from parsing $script" dash -n "$script"
done

ok "no registry's host name" nowhere '(deb|ftp|security|snapshot|archive|registry|mirrors?|pypi|crates|proxy)\.[a-z-]+\.(org|com|io|net)'
ok "nothing reads outside of the tree" nowhere '\.\./share[d]'
ok "no path of one machine" nowhere '(^|[^a-z])/(wor[k]|hom[e]/[a-z])'
ok "every guest's kernel is in the table" kernels_known
ok "every guest's tests exist" tests_exist

for script in demo test bench style matrix lab; do
	ok "$script -h" ends_with 0 "scripts/$script" -h
	ok "$script -h has examples" says '^Examples:' "scripts/$script" -h
	ok "$script: unknown option" ends_with 2 "scripts/$script" -x
	ok "$script: unknown option: says which" says "unknown option '-x'" "scripts/$script" -x
done
ok "demo: an argument too many" ends_with 2 scripts/demo now
ok "style: an argument too many" ends_with 2 scripts/style now
ok "demo: unknown kernel" ends_with 2 scripts/demo -k 2.4
ok "demo: an option without its value" ends_with 2 scripts/demo -k
ok "demo: an option without its value: says which" says "option '-k' needs an argument" scripts/demo -k
ok "demo: unknown kernel: says which there are" says '6\.1 6\.12' scripts/demo -k 2.4
ok "test: a list that is not there" ends_with 2 scripts/test -m tests/none
ok "test -m: no test of this machine" not says '^host/' scripts/test -l -m tests/kernels.all
ok "bench: no such workload" ends_with 2 scripts/bench no-such-workload
ok "bench: says which there are" says 'uniform.*harm' scripts/bench no-such-workload
ok "bench: tables of what is only compared" ends_with 2 scripts/bench -c -o "$tmp/tables"
ok "lab: an argument too many" ends_with 2 scripts/lab 1
ok "lab: unknown kernel" ends_with 2 scripts/lab -k 2.4
ok "lab: a seed that is no number" ends_with 2 scripts/lab -s no
ok "lab run: without a submission" ends_with 2 scripts/lab run
ok "lab run: without a submission: says what is missing" says '--submission' scripts/lab run
ok "lab: without a terminal" ends_with 1 scripts/lab
ok "lab: without a terminal: says what to do" says 'lab run --submission' scripts/lab
ok "test: no such test" ends_with 2 scripts/test no-such-test
ok "test: not a number of jobs" ends_with 2 scripts/test -j many
ok "test -l lists" says '^host/scripts$' scripts/test -l
ok "test -l with a pattern" [ "$(scripts/test -l 'host/k*')" = host/ktap ]

ok "archive: suites that are missing" index_updates
ok "archive: the others are read without them" [ "$(suites_of "$tmp/read.2")" = \
	"$(suites_of "$tmp/read.1" | sed 's/ sid / /; s/ trixie / /')" ]
ok "archive: they are tried again soon" [ "$(suites_of "$tmp/read.3" 2>/dev/null)" = "$(suites_of "$tmp/read.1")" ]
ok "archive: nothing else is read again" [ "$(wc -l <"$tmp/reads")" = 3 ]
ln -s "$PTWALK_TOP/scripts/demo" "$tmp/a link"
ok "through a link, from elsewhere" from_root "$tmp/a link" -h
mkdir "$tmp/a tree"
cp -R scripts "$tmp/a tree/"
ok "from a path with blanks" "$tmp/a tree/scripts/demo" -h
plan
