# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Questions: from words to lines such as "va 0xffff..." or "range A-B maps", and their answers, from
# the file query of a running kernel or from the files of a snapshot. Needs ptwalk-lib.sh.
# shellcheck disable=SC2154 # variables of ptwalk-lib.sh

# whole_address WORD: print WORD as 0x and 16 lower-case digits, or fail
whole_address()
{
	_digits=$(echo "$1" | tr 'A-FX' 'a-fx')
	_digits=${_digits#0x}
	case $_digits in
	*[!0-9a-f]*) return 1 ;;
	????????????????) echo "0x$_digits" ;;
	*) return 1 ;;
	esac
}

# address_add ADDRESS NUMBER: print the sum. In halves, as the arithmetic of a shell may be signed.
address_add()
{
	_digits=${1#0x}
	_low=$((0x${_digits#????????} + $2))
	_high=$((0x${_digits%????????} + _low / 4294967296))
	printf '0x%08x%08x\n' "$_high" $((_low % 4294967296))
}

# ---- from words to questions ----

# question_add TEXT
question_add()
{
	questions="$questions${questions:+
}$1"
}

is_rows()
{
	case ${1:-} in
	maps | extents | areas | tables) return 0 ;;
	*) return 1 ;;
	esac
}

# parse_range START-END [WORD]
parse_range()
{
	if ! _first=$(whole_address "${1%%-*}") || ! _last=$(whole_address "${1#*-}"); then
		bad_usage "range '$1': expected START-END, each of 16 hexadecimal digits"
	fi
	[ "$_last" = 0x0000000000000000 ] || expr "$_first" '<' "$_last" >/dev/null ||
		bad_usage "range '$1': the end is not above the start"
	if is_rows "${2:-}"; then
		question_add "range $_first-$_last $2"
	else
		question_add "range $_first-$_last"
	fi
}

parse_pa()
{
	_digits=$(echo "$1" | tr 'A-FX' 'a-fx')
	_digits=${_digits#0x}
	case $_digits in
	'' | *[!0-9a-f]*) bad_usage "pa '$1': expected a hexadecimal address" ;;
	esac
	question_add "pa 0x$_digits"
}

parse_pid()
{
	case $1 in
	'' | *[!0-9]*) bad_usage "pid '$1': expected a number" ;;
	esac
	question_add "pid $1"
}

# parse_sym NAME[+OFFSET]
parse_sym()
{
	case $1 in
	'' | -*) bad_usage "sym: expected the name of a symbol" ;;
	*+*)
		# Traces print the size of the function behind the offset.
		_offset=${1#*+}
		_offset=${_offset%%/*}
		case ${_offset#0x} in
		'' | *[!0-9a-fA-F]*) bad_usage "sym '$1': the offset is no number" ;;
		esac
		# As in the kernel's own messages, an offset with 0x is hexadecimal. Without it, it
		# is decimal.
		question_add "sym ${1%%+*} $(printf '%d' "$_offset")" || bad_usage "sym '$1': the offset is no number"
		;;
	*) question_add "sym $1" ;;
	esac
}

# parse_tables_of ADDRESS [depth N]: sets $_words
parse_tables_of()
{
	_address=$(whole_address "$1") || bad_usage "tables-of '$1': expected an address of 16 hexadecimal digits"
	if [ "${2:-}" = depth ]; then
		number "tables-of ADDRESS depth" "${3:-}"
		question_add "tables-of $_address depth $3"
		_words=4
	else
		question_add "tables-of $_address"
	fi
}

# questions_parse WORD...: put one line for each question into $questions, or exit
questions_parse()
{
	questions=''
	while [ $# != 0 ]; do
		_verb=$1 _words=2
		case $_verb in
		pa | sym | pid | range | region | tables-of)
			[ $# != 1 ] || bad_usage "query '$_verb' is not complete" ;;
		esac
		case $_verb in
		pa) parse_pa "$2" ;;
		sym) parse_sym "$2" ;;
		pid) parse_pid "$2" ;;
		tables-of) parse_tables_of "$2" "${3:-}" "${4:-}" ;;
		range) parse_range "$2" "${3:-}"; ! is_rows "${3:-}" || _words=3 ;;
		region)
			if is_rows "${3:-}"; then
				question_add "region $2 $3"
				_words=3
			else
				question_add "region $2"
			fi ;;
		*[0-9a-fA-F]-*[0-9a-fA-F]) parse_range "$1" "${2:-}"
			_words=1
			! is_rows "${2:-}" || _words=2 ;;
		*)
			_address=$(whole_address "$1") ||
				bad_usage "'$1' is neither a query nor an address of 16 hexadecimal digits"
			question_add "va $_address"
			_words=1 ;;
		esac
		shift $_words
	done
}

# ---- answers ----

# source_find: decide who answers, and exit if nobody can
source_find()
{
	if live || [ -z "$snapshot${PTWALK_DIR:-}" ]; then
		need query
		asks=kernel
	else
		asks=snapshot
		need layout
		need areas
		need extents
	fi
}

# answer_find QUESTION: print the answer, or fail with a message
answer_find()
{
	if [ "$asks" = kernel ]; then
		kernel_answer "$1"
	else
		snapshot_answer "$1"
	fi
}

# refuse QUESTION MESSAGE: a question that has no answer; the others are still answered
refuse()
{
	printf '%s: %s: %s\n' "$prog" "$1" "$2" >&2
	return 2
}

# kernel_ask TEXT: write it and read the answer through one open file
kernel_ask()
{
	_sent=yes
	exec 3<>"$dir/query" || unavailable "cannot open $dir/query"
	# In a subshell, so that the shell does not keep data from a failed write in its buffer.
	( exec >&3; printf '%s\n' "$1" ) 2>/dev/null || _sent=''
	_answer=$(cat <&3) || _sent=''
	exec 3<&-
	case $_answer in
	*'# error: '*) refuse "$1" "${_answer##*# error: }"; return ;;
	esac
	[ -n "$_sent" ] || unavailable "$1: no answer from the kernel"
	printf '%s\n' "$_answer" | empty_said
}

kernel_answer()
{
	case $1 in
	va\ *) kernel_ask "${1#va }" ;;
	sym\ *\ *)
		# The kernel knows symbols without offsets.
		_base=$(kernel_ask "${1% *}" | sed -n 's/^va: //p')
		[ -n "$_base" ] || return 2
		kernel_ask "$(address_add "$_base" "${1##* }")"
		;;
	*) kernel_ask "$1" ;;
	esac
}

# empty_said: say so if an answer on stdin has no rows
empty_said()
{
	awk '{ print } !/^#/ || /^# no/ { rows++ } END { if (!rows) print "# nothing is mapped there" }'
}

# snapshot_answer QUESTION: from the files
snapshot_answer()
{
	case $1 in
	range\ *) snapshot_rows "${1#range }" ;;
	region\ *) snapshot_region "${1#region }" ;;
	sym\ *) refuse "$1" "a snapshot has no symbols; ask for the address" ;;
	tables-of\ *) refuse "$1" "a snapshot has folded tables only" ;;
	pid\ *) has tasks || { refuse "$1" "the snapshot has no file 'tasks'"; return; }
		_both=$(awk -v pid="${1#pid }" '$1 == pid { print $3; if ($10 != "-") print $10 }' "$dir/tasks")
		[ -n "$_both" ] || { refuse "$1" "there was no such thread"; return; }
		# shellcheck disable=SC2086 # one or two addresses
		for _va in $_both; do snapshot_find va "$_va"; done | awk 'NR == 1 || !/^# ptwalk/'
		;;
	*) snapshot_find "${1%% *}" "${1#* }" ;;
	esac
}

# snapshot_find va|pa ADDRESS
snapshot_find()
{
	set -- "$1" "$2"
	_files=''
	for _name in snapshot status layout areas linear tasks tables extents; do
		! has "$_name" || _files="$_files $_name"
	done
	# shellcheck disable=SC2086 # names of files
	( cd "$dir" && awk_run ptwalk-offline.awk -v kind="$1" -v asked="$2" $_files ) | empty_said
}

# snapshot_rows START-END [FILE]
snapshot_rows()
{
	_name=${1#* }
	[ "$_name" != "$1" ] || _name=maps
	_range=${1%% *}
	if [ "$_name" = tables ]; then
		awk_run ptwalk-offline.awk -v kind=tables -v asked="$_range" "$dir/status" "$dir/tables"
	else
		F_active=yes F_range=$_range F_layout='' awk_run ptwalk-filter.awk -v layout= <"$dir/$_name" | sed '$d'
	fi | sed '1s/^# ptwalk\/1 [a-z]*:/# ptwalk\/1 query:/' | empty_said
}

# snapshot_region NAME [FILE]
snapshot_region()
{
	_region=${1%% *}
	_pieces=$(awk -v name="$_region" '$3 == name { print $1 }' "$dir/layout")
	[ -n "$_pieces" ] || { refuse "region $1" "no region has this name: see layout"; return; }
	for _piece in $_pieces; do
		case $1 in
		*\ *) snapshot_rows "$_piece ${1#* }" ;;
		*) snapshot_rows "$_piece" ;;
		esac
	done | awk 'NR == 1 || !/^#/ { print } !/^#/ { rows++ } END { if (!rows) print "# nothing is mapped there" }'
}
