# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# From rows to the screen: filters, then aligned columns, plain rows or JSON, then the pager. Needs
# ptwalk-lib.sh.
# shellcheck disable=SC2154 # variables of ptwalk-lib.sh

# The filters, for ptwalk-filter.awk
unset F_owner F_prot F_memtype F_level F_kind F_region F_range F_min F_max F_where F_sort F_reverse F_limit F_active

# option_filter: the options that choose rows
option_filter()
{
	case $option in
	-w | --writable) F_prot="${F_prot:-}w" ;;
	-x | --executable) F_prot="${F_prot:-}x" ;;
	-o | --owner) F_owner=$value ;;
	-p | --prot) F_prot=$value ;;
	-m | --memtype) F_memtype=$value ;;
	-l | --level) F_level=$value ;;
	-k | --kind) F_kind=$value ;;
	-R | --region) F_region=$value ;;
	-r | --range) F_range=$value ;;
	--min) F_min=$value ;;
	--max) F_max=$value ;;
	--where) F_where="${F_where:+$F_where
}$value" ;;
	-s | --sort) F_sort=$value ;;
	--reverse) F_reverse=yes ;;
	-n | --limit) number "$option" "$value"; F_limit=$value ;;
	*) return 1 ;;
	esac
	F_active=yes
	export F_owner F_prot F_memtype F_level F_kind F_region F_range F_min F_max F_where F_sort F_reverse F_limit
}

filter_usage()
{
	cat <<-'END'
	Options that choose rows:
	  -o, --owner REGEX     owner, caller, name or comm matches
	  -w, -x                writable; executable; both
	  -p, --prot PROT       this protection, such as r-x
	  -m, --memtype REGEX   this memory type, such as device
	  -l, --level LEVEL     leaves of this level, such as pmd
	  -k, --kind KIND       areas of this kind, such as module
	  -R, --region NAME     in this region of layout, such as vmalloc or image
	  -r, --range RANGE     touches START-END, or contains an address
	  --min SIZE, --max SIZE  at least, at most so many bytes; K, M, G, T may follow
	  --where 'COLUMN OP VALUE'  any column or key; OP is one of = != < <= > >= ~ !~
	  -s, --sort COLUMN     sort by a column: numbers from the largest; --reverse the other way
	  -n, --limit N         only the first N rows
	END
}

# filter: the rows on stdin that the options have chosen
filter()
{
	[ -n "${F_active:-}" ] || { cat; return; }
	F_layout=
	[ -z "${F_region:-}" ] || { need layout; F_layout=$dir/layout; }
	awk_run ptwalk-filter.awk -v layout="$F_layout" || exit 2
}

# style_find: decide about style, colour and terminal, before stdout becomes a pipe
style_find()
{
	tty='' colour=''
	[ ! -t 1 ] || tty=yes
	[ -n "$style" ] || { style=plain; [ -z "$tty" ] || style=pretty; }
	[ -z "$tty" ] || [ -n "${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ] || colour=yes
	width=${COLUMNS:-}
	# In a pipe, the terminal may still be that of stderr or stdin.
	if [ "$style" = pretty ] && [ -z "$width" ]; then
		width=$({ stty size <&4 || stty size <&2 || stty size; } 4>&1 2>/dev/null) || :
	fi
	width=${width#* }
	case $width in
	'' | 0 | *[!0-9]*) width=100 ;;
	esac
}

# page: show stdin in the pager if stdout is a terminal. As git: PTWALK_PAGER, PAGER, or less, which
# ends at once if everything fits.
page()
{
	_pager=${PTWALK_PAGER-${PAGER-less}}
	if [ -z "$tty" ] || [ "$pager" = no ] || [ -z "$_pager" ] || [ "$_pager" = cat ]; then
		cat
		return
	fi
	_less=$(command -v "${_pager%% *}") || { cat; return; }
	case $(readlink -f "$_less") in
	# Its less rejects X, shows no colour, and clears the screen even for a few lines.
	*/busybox)
		if [ "$_pager" = less ]; then
			_text=$(cat)
			_rows=$(stty size <&1 2>/dev/null) || _rows=24
			if [ "$(printf '%s\n' "$_text" | wc -l)" -lt "${_rows% *}" ]; then
				printf '%s\n' "$_text"
			else
				printf '%s\n' "$_text" | less -R
			fi
			return
		fi ;;
	esac
	LESS=${LESS-FRX} sh -c "$_pager"
}

# rows: print the rows on stdin in the style that was asked for
rows()
{
	case $style in
	json) awk_run ptwalk-json.awk ;;
	plain) cat ;;
	*) table | page ;;
	esac
}

# table: align the rows on stdin, with sizes for people, within the width
table()
{
	awk_run ptwalk-table.awk -v width="$width" -v colour="$colour"
}
