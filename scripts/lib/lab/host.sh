# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The host's side of the labs: what goes into the guest, and the student's own module. Needs all.sh.

# lab_files FOLDER: put the labs and the command `lab` into the files of a guest, without solutions
lab_files()
{
	mkdir -p "$1/bin" "$1/labs"
	cp "$PTWALK_TOP/scripts/lib/lab/guest" "$1/bin/lab"
	cp -R "$PTWALK_TOP/docs/labs/." "$1/labs/"
	find "$1/labs" \( -name 'solution*' -o -name 'wrong*' -o -name '*.svg' -o -name TEACHER.md \) \
		-exec rm -rf {} +
}

# lab_build KERNEL SOURCE.c MODULE.ko LOG: build a student's module for the kernel. Fails, with the compiler's messages
# on stderr, if it does not compile.
lab_build()
{
	with_lock "kernel-$1" _lab_build "$@"
}

_lab_build()
{
	_kernel=$(_kernel_prepare "$1") || exit 1
	_into=$_kernel/student
	rm -rf "$_into"
	mkdir -p "$_into"
	cp "$2" "$_into/walker.c"
	echo 'obj-m := walker.o' >"$_into/Kbuild"
	_root=$(module_root "$_kernel") || exit 1
	# shellcheck disable=SC2086 # no blanks in it, see cache_open
	if ${_root:+toolroot_run $_root} make -C "$_kernel/kdir" M="$_into" ARCH="$(cat "$_kernel/arch")" \
		CROSS_COMPILE=aarch64-linux-gnu- modules >"$4" 2>&1 </dev/null; then
		cp "$_into/walker.ko" "$3"
	else
		grep -E '(error|warning):' "$4" | sed "s|^.*/student/||" >&2
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
