#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The labs as files: complete, readable on 80 columns, pictures up to date; and what the teacher's tools say.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$PTWALK_TOP/docs/labs" || exit 1

# rows WORD: print the lines of a lab that begin with WORD, without it
rows()
{
	sed -n "s/^$1  *//p" "$folder/lab"
}

complete()
{
	for _file in lab README.md TEACHER.md solution.sh wrong.sh; do
		[ -s "$folder/$_file" ] || { echo "no $_file"; return 1; }
	done
	[ -n "$(rows title)" ] && [ "$(rows minutes)" -ge 20 ] && [ "$(rows minutes)" -le 40 ]
}

# worth_100: the points of all questions
worth_100()
{
	[ "$(rows key | awk '{ sum += $2 } END { print sum }')" = 100 ]
}

three_hints()
{
	[ "$(rows hint | cut -c 1-2 | tr -d '\n')" = '1 2 3 ' ]
}

# hints_for_questions: a text about a wrong answer belongs to a question that there is
hints_for_questions()
{
	rows wrong | while read -r _key _; do
		[ "$_key" = '*' ] || rows key | grep -q "^$_key " || { echo "$_key"; exit 1; }
	done
}

# read_on_80_columns: quoted output and tables may be as wide as they are
read_on_80_columns()
{
	awk 'length > 80 && !/^    |^\|/ { print FILENAME ": " FNR ": " length; bad = 1 } END { exit bad }' "$folder"/*.md
}

# as_stored PICTURE: drawn again from the stored rows, it is the same to the byte
as_stored()
{
	[ -e "${1%.svg}.txt" ] && "$PTWALK_TOP/scripts/lib/lab/draw" "${1%.svg}.txt" | cmp - "$1"
}

well_formed()
{
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$1" &&
		grep -q 'prefers-color-scheme: dark' "$1" && ! grep -E 'href|url\([^#]' "$1"
}

# shown: each picture of a lab is in its text, and each picture in the text exists
shown()
{
	for _picture in "$folder"/*.svg; do
		[ ! -e "$_picture" ] || grep -q "($(basename "$_picture"))" "$folder/README.md" || { echo "$_picture"; return 1; }
	done
	sed -n 's/^!\[.*](\(.*\))$/\1/p' "$folder/README.md" | while read -r _picture; do
		[ -e "$folder/$_picture" ] || { echo "$_picture"; exit 1; }
	done
}

# report NAME SEED POINTS [NAME FOR THE HASH]: a report as the guest writes it
report()
{
	_line="1 $3 $2 6.12 pa=0x1;root=0x2"
	echo "ptwalk-lab report 1"
	echo "name $1"
	echo "lab $_line $(printf '%s' "${4:-$1} $_line" | sha256sum | cut -c 1-32)"
}

# collected NAME REMARK: the line of a report
collected()
{
	"$PTWALK_TOP/scripts/lab" collect "$tmp/ada" "$tmp/bob" "$tmp/eve" "$tmp/joe" >"$tmp/csv"
	_status=$?
	cat "$tmp/csv"
	[ $_status = 1 ] && grep -qx "$1,[0-9,]*,$2" "$tmp/csv"
}

for folder in */; do
	folder=${folder%/}
	ok "$folder: complete" complete
	ok "$folder: 100 points" worth_100
	ok "$folder: three hints" three_hints
	ok "$folder: each remark has its question" hints_for_questions
	ok "$folder: text of 80 columns" read_on_80_columns
	ok "$folder: pictures are shown" shown
done
for picture in */*.svg; do
	ok "$picture is what its rows say" as_stored "$picture"
	ok "$picture is well-formed, light and dark, and needs no other file" well_formed "$picture"
done
echo "# ptwalk/1 check: severity" >"$tmp/rows"
ok "nothing to draw" not "$PTWALK_TOP/scripts/lib/lab/draw" "$tmp/rows"

report Ada 0x11 100 >"$tmp/ada"
report Bob 0x11 100 >"$tmp/bob"
report Eve 0x33 100 Ada >"$tmp/eve"
report Joe 0x44 60 >"$tmp/joe"
ok "collect: points" collected Joe ''
ok "collect: the first of two that are alike" collected Ada ''
ok "collect: a copy" collected Bob 'same boot as Ada'
ok "collect: another name on it" collected Eve 'changed by hand'
ok "collect: honest reports" "$PTWALK_TOP/scripts/lab" collect "$tmp/ada" "$tmp/joe"
columns()
{
	[ "$("$PTWALK_TOP/scripts/lab" run --header | tr ',' '\n' | wc -l)" = $((4 + $(find . -name lab | wc -l))) ]
}
ok "run --header has a column for each lab" columns
plan
