# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What --json prints is JSON, and as docs/schema/ says, for every command.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/lib/invented.sh
. "$PTWALK_TOP/tests/lib/invented.sh"

valid()
{
	python3 "$PTWALK_TOP/tests/lib/valid.py" "$PTWALK_TOP/docs/schema/$1.json"
}

# conforms SCHEMA ARGUMENT...: to the schema, and jq reads it
conforms()
{
	_schema=$1
	shift
	"$tools/ptwalk" --json "$@" >"$tmp/out" || [ $? = 1 ] || return 1
	head -c 2000 "$tmp/out"
	jq . "$tmp/out" >/dev/null && valid "$_schema" <"$tmp/out"
}

# rejects SCHEMA SED-SCRIPT: the schema of the last output notices a change to it
rejects()
{
	sed "$2" "$tmp/out" | not valid "$1"
}

if ! command -v jq >/dev/null || ! python3 -c 'import jsonschema' 2>/dev/null; then
	skip "the schemas" "there is no jq or no python3-jsonschema here"
	plan
	exit
fi

# described: each command has a schema
described()
{
	for _name in $("$tools/ptwalk" help | sed -n '/^Files/,/^  help/s/^  \([a-z]*\) .*/\1/p'); do
		case $_name in
		help | snapshot) ;;
		*) [ -e "$PTWALK_TOP/docs/schema/$_name.json" ] || { echo "none for $_name"; return 1; } ;;
		esac
	done
}
ok "each command has a schema" described

verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
for name in status layout maps extents areas linear tables regs tasks summary check; do
	ok "--json $name" conforms $name $name
done
conforms maps maps >"$tmp/said"
ok "a wrong type is noticed" rejects maps 's/"bytes":4194304/"bytes":"4194304"/'
ok "a missing column is noticed" rejects maps 's/"owner":"linear",//'
ok "a bad address is noticed" rejects maps 's/0xffff000000000000-/0xffff-/'
ok "another file is noticed" rejects areas ''
ok "--json maps, filtered" conforms maps maps -wx
ok "--json maps, nothing left" conforms maps maps -o nobody
ok "--json aliases" conforms aliases aliases -o one_caller
ok "--json top" conforms top top
ok "--json top -g area" conforms top top -g area
ok "--json top --delta" conforms top top --delta 1
"$tools/ptwalk" snapshot "$tmp/old"
sed -e 's/^0xffff800000202000-/0xffff800000206000-/' -e 's/ rwx / r-x /' -e '/^ *PUD.0. 0xffff8/d' \
	-e 's/one_caller ok/other_caller ok/' "$tmp/old" >"$tmp/new"
ok "--json diff" conforms diff diff "$tmp/old" "$tmp/new"
ok "--json diff --by-owner" conforms diff diff --by-owner "$tmp/old" "$tmp/new"
ok "--json assert" conforms assert assert 'linear.pte == 512' 'status.arch == x' 'linear.bytes >= 1M'
ok "--json assert -l" conforms totals assert -l
ok "--json explain" conforms explain explain 0xffff800000201fff
ok "--json watch, two intervals" conforms watch watch --count 2 1
for query in 0xffff800000201fff 0xffff800000300000 'pid 1' 'pa 0x40000000' 'region vmalloc' 'region vmalloc areas' \
	'region vmalloc tables' 'pa 0' 'pid 1 pa 0 region linear'; do
	ok "--json query $query" conforms query query "$query"
done
plan
