# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shared by the tools: messages, options, and where the files come from: debugfs, a snapshot, or a
# copy.

prog=${0##*/}
dir=${PTWALK_DIR:-/sys/kernel/debug/ptwalk}
# Set by the options that all tools have: see option_common
# shellcheck disable=SC2034 # ptwalk-show.sh uses them
style='' pager=yes snapshot=''
# What temporary() has made; removed at exit
temporary_root=''

# bad_usage MESSAGE: report a usage error and exit with status 2
bad_usage()
{
	printf '%s: %s (-h shows the usage)\n' "$prog" "$*" >&2
	exit 2
}

# unavailable MESSAGE: report why the files cannot be read and what to do about it; exit with status
# 3
unavailable()
{
	printf '%s: %s\n' "$prog" "$*" >&2
	exit 3
}

# temporary: create a directory that is removed at exit, as $made. All are in the first one; so a
# subshell may call this, and removes no more than it has made.
temporary()
{
	if [ -n "$temporary_root" ]; then
		made=$(mktemp -d "$temporary_root/XXXXXX")
		return
	fi
	temporary_root=$(mktemp -d) || unavailable "cannot create a temporary directory: set TMPDIR"
	made=$temporary_root
	trap 'rm -rf -- "$temporary_root"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

# ---- options ----

# Options that take a value, of all tools
values=' -f --from -o --owner -p --prot -m --memtype -l --level -k --kind -R --region -r --range --min --max '
values="$values--where -s --sort -n --limit --exclude -g --group --delta --count --width "


# option_next WORD...: put the next option into $option, its value into $value, and the number of
# words to shift into $used. Fails if the next word is no option.
option_next()
{
	option='' value='' used=1
	if [ -z "$bundle" ]; then
		case $1 in
		--*=*) option=${1%%=*} value=${1#*=}
			case $values in
			*" $option "*) return 0 ;;
			*) bad_usage "option '$option' takes no value" ;;
			esac ;;
		--?*) option=$1 ;;
		-?*) bundle=${1#-} ;;
		*) return 1 ;;
		esac
	fi
	if [ -z "$option" ]; then
		option=-${bundle%"${bundle#?}"} bundle=${bundle#?}
		case $values in
		*" $option "*) [ -z "$bundle" ] || { value=$bundle bundle=''; return 0; } ;;
		*) [ -z "$bundle" ] || used=0
			return 0 ;;
		esac
	fi
	case $values in
	*" $option "*)
		[ "$left" -gt 1 ] || bad_usage "option '$option' needs an argument"
		value=$2 used=2 ;;
	esac
}

# start WORD...: handle the options, wherever they are, with the tool's function option() first;
# then run main with the other words. "--" ends the options.
start()
{
	left=$# bundle=''
	while [ "$left" -gt 0 ]; do
		if [ -z "$bundle" ] && [ "$1" = -- ]; then
			shift
			for left in $(seq 1 $((left - 1))); do
				set -- "$@" "$1"
				shift
			done
			break
		elif option_next "$@"; then
			option || option_common || bad_usage "unknown option '$option'"
			shift "$used"
			left=$((left - used))
		else
			set -- "$@" "$1"
			shift
			left=$((left - 1))
		fi
	done
	style_find
	main "$@"
}

# option_common: the options that all tools have
# shellcheck disable=SC2034 # ptwalk-show.sh uses style and pager
option_common()
{
	case $option in
	-h | --help) usage; exit ;;
	--version) version; exit ;;
	-f | --from) source_open "$value" ;;
	--json | --pretty | --plain) style=${option#--} ;;
	--no-pager) pager=no ;;
	*) return 1 ;;
	esac
}

# number OPTION VALUE: reject a value that is not a decimal number
number()
{
	case $2 in
	'' | *[!0-9]*) bad_usage "$1 takes a number, not '$2'" ;;
	esac
}

# version: of the tools, which is that of the module beside them
version()
{
	echo "ptwalk $tools_version"
	! live || [ ! -r "$dir/status" ] || sed -n 's/^version: /module loaded: /p' "$dir/status"
}
tools_version=0.1

common_usage()
{
	cat <<-'END'
	Options of every command:
	  -f FILE            read a snapshot instead of debugfs: FILE, FILE.gz, a directory with copies, or - for stdin
	  --pretty, --plain  aligned columns, or rows as they are (default: pretty on a terminal)
	  --json             JSON, as described by docs/schema/
	  --no-pager         on a terminal, do not use a pager
	  -h, --help         show this text
	END
}

# ---- the files ----

# live: are the files those of a running kernel? Only then can they be asked.
live()
{
	[ -z "$snapshot" ] && [ -r /proc/mounts ] && _real=$(readlink -f -- "$dir") &&
		awk -v dir="$_real/" '
		{ point = $2 == "/" ? "/" : $2 "/" }
		index(dir, point) == 1 && length(point) >= best { best = length(point); type = $3 }
		END { exit type != "debugfs" }' /proc/mounts
}

# source_open FILE: read from this snapshot, compressed or not, from now on. Sets $snapshot and
# $dir.
source_open()
{
	if [ -d "$1" ]; then
		snapshot=$1 dir=$1
		return
	fi
	snapshot_unpack "$1"
	snapshot=$1 dir=$unpacked
}

# snapshot_unpack FILE: write each file of a snapshot to a temporary directory, $unpacked
snapshot_unpack()
{
	temporary
	unpacked=$made
	_file=$1
	if [ "$_file" = - ]; then
		_file=$unpacked/.stdin
		cat >"$_file"
	elif [ ! -r "$_file" ]; then
		bad_usage "cannot read '$1'"
	fi
	case $(head -c 2 "$_file" | od -An -tx1 | tr -d ' \n') in
	1f8b) gzip -dc "$_file" ;;
	*) cat "$_file" ;;
	esac | awk -v into="$unpacked" '
		NR == 1 && !/^# ptwalk\/1 snapshot: / { exit }
		# The name becomes the name of a file: nothing but letters.
		/^# ptwalk\/1 [a-z]+: / { name = substr($3, 1, length($3) - 1) }
		/^# end of snapshot$/ { print >(into "/.whole"); exit }
		{ print >(into "/" name) }'
	[ -e "$unpacked/.whole" ] || bad_usage "'$1' is not a complete snapshot"
	rm -f "$unpacked/.stdin"
}

# need FILE: exit with an explanation unless FILE can be opened
need()
{
	! ( : <"$dir/$1" ) 2>/dev/null || return 0
	if [ -n "$snapshot" ]; then
		unavailable "the snapshot has no file '$1'"
	elif [ -n "${PTWALK_DIR:-}" ]; then
		unavailable "cannot read $dir/$1: check PTWALK_DIR"
	elif [ "$(id -u)" != 0 ]; then
		unavailable "only root can read $dir; try again with sudo. A snapshot needs no root: ptwalk -f FILE"
	elif ! grep -qw debugfs /proc/filesystems; then
		unavailable "this kernel has no debugfs (CONFIG_DEBUG_FS). To read a snapshot: ptwalk -f FILE"
	elif ! grep -q ' debugfs ' /proc/mounts; then
		unavailable "debugfs is not mounted; try: mount -t debugfs debugfs /sys/kernel/debug." \
			"To read a snapshot: ptwalk -f FILE"
	elif ! grep -q '^ptwalk ' /proc/modules; then
		unavailable "the module is not loaded; try: insmod ptwalk.ko. To read a snapshot: ptwalk -f FILE"
	elif [ ! -e "$dir/$1" ]; then
		unavailable "$dir/$1 does not exist: another version of the module is loaded," \
			"or debugfs is mounted elsewhere (set PTWALK_DIR)"
	fi
	case $(cat /sys/kernel/security/lockdown 2>/dev/null) in
	*'[integrity]'*)
		unavailable "the kernel is locked down for integrity, which blocks $1; the other files can be read" ;;
	*'[confidentiality]'*) unavailable "the kernel is locked down for confidentiality; no file can be read" ;;
	*) unavailable "the kernel denies access to $1: CAP_SYS_ADMIN is missing, or the kernel is locked down" ;;
	esac
}

# has FILE: is there such a file? An older module or snapshot may lack it.
has()
{
	[ -r "$dir/$1" ]
}

# whole FILE: print FILE; exit if it cannot be read to its end
whole()
{
	cat "$dir/$1" && return
	_status=$?
	# cat was killed by a signal, such as SIGPIPE: the reader stopped early, which is not an
	# error.
	[ $_status -lt 128 ] || exit $_status
	unavailable "$dir/$1 could not be read to its end"
}

# awk_run PROGRAM [ARGUMENT...]: run the awk program in that file, with the functions of
# ptwalk-lib.awk
awk_run()
{
	_program=$1
	shift
	# shellcheck disable=SC2154 # each tool sets it
	awk -f "$here/ptwalk-lib.awk" -f "$here/$_program" "$@"
}
