# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# The host's side of the labs: what goes into the guest, and the student's own module. Needs all.sh.

# lab_kernels: print the kernels that the labs are for, one per line
lab_kernels()
{
	kernel_names stock | while read -r _name; do
		[ "$(kernel_arch "$_name")" != arm64 ] || echo "$_name"
	done
}

# lab_files FOLDER: put the labs and the command `lab` into the files of a guest, without solutions
lab_files()
{
	mkdir -p "$1/bin" "$1/labs"
	cp "$PTWALK_TOP/scripts/lib/lab/guest" "$1/bin/lab"
	cp -R "$PTWALK_TOP/docs/labs/." "$1/labs/"
	find "$1/labs" \( -name 'solution*' -o -name 'wrong*' -o -name '*.svg' -o -name TEACHER.md \) \
		-exec rm -rf {} +
}

# lab_build KERNEL FOLDER LOG SOURCE.c...: build modules of one file each for the kernel, into FOLDER. Fails, with the
# compiler's messages on stderr, if one does not compile.
lab_build()
{
	with_lock "kernel-$1" _lab_build "$@"
}

_lab_build()
{
	_kernel=$(_kernel_prepare "$1") || exit 1
	_build=$_kernel/student _into=$2 _log=$3
	shift 3
	rm -rf "$_build"
	mkdir -p "$_build"
	cp "$@" "$_build/" || return 1
	( cd "$_build" && echo "obj-m := $(printf '%s ' *.c | sed 's/\.c /.o /g')" >Kbuild )
	_root=$(module_root "$_kernel") || exit 1
	# shellcheck disable=SC2086 # no blanks in it, see cache_open
	if ${_root:+toolroot_run $_root} make -C "$_kernel/kdir" M="$_build" ARCH="$(cat "$_kernel/arch")" \
		CROSS_COMPILE="$arch_cross" modules >"$_log" 2>&1 </dev/null; then
		cp "$_build"/*.ko "$_into/"
	else
		grep -E '(error|warning):' "$_log" | sed "s|^.*/student/||" >&2
		return 1
	fi
}

# lab_job [SEED]: print the lines of a job that load the modules
lab_job()
{
	cat <<-END
	insmod /modules/ptwalk.ko && insmod /modules/ptwalk_lab.ko ${1:+seed=$1} || { dmesg | tail -n 5; exit 1; }
	mkdir -p /root/work
	END
}
