# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # arch_set sets arch_*
#
# Runs guests: QEMU, a kernel, and an initramfs with busybox, the modules, the tools and a job to run.

# guest_busybox: print the path of a static busybox for arch_set's architecture; fetch it from the archive if needed
guest_busybox()
{
	with_lock busybox _guest_busybox
}

_guest_busybox()
{
	_folder=$PTWALK_CACHE/busybox/$arch_deb
	# In newer suites, /bin is a link to /usr/bin.
	[ -x "$_folder/bin/busybox" ] || {
		_found=$(archive_resolve "busybox-static:$arch_deb/$arch_suite") || exit 1
		rm -rf "$_folder"
		archive_fetch "$_folder/deb" "${_found% *}=${_found#* }" || exit 1
		mkdir -p "$_folder/usr/bin"
		ln -s usr/bin "$_folder/bin"
		dpkg-deb --fsys-tarfile "$_folder"/deb/*.deb | tar --keep-directory-symlink -xC "$_folder" ||
			die "cannot unpack busybox"
	}
	echo "$_folder/bin/busybox"
}

# guest_pack FOLDER: create FOLDER/initrd from the modules and `job` in FOLDER, and all of FOLDER/files. FOLDER/arch is
# the architecture.
guest_pack()
{
	_root=$1/root
	arch_set "$(cat "$1/arch")"
	_busybox=$(guest_busybox) || exit 1
	mkdir -p "$_root/bin" "$_root/dev" "$_root/lib/ptwalk" "$_root/modules"
	cp "$_busybox" "$_root/bin/busybox"
	cp "$PTWALK_TOP/scripts/lib/init" "$_root/init"
	cp "$1/job" "$_root/job"
	cp "$1"/*.ko "$_root/modules/" || die "no module was built"
	# As "make install-tools" does.
	cp "$PTWALK_TOP"/scripts/ptwalk* "$_root/lib/ptwalk/"
	ln -s ../lib/ptwalk/ptwalk "$_root/bin/ptwalk"
	[ ! -d "$1/files" ] || cp -R "$1/files/." "$_root/"
	chmod 755 "$_root/init" "$_root/bin/busybox"
	# Make the initramfs reproducible, so that counts in a guest are reproducible, too.
	find "$_root" -exec touch -h -d @0 {} +
	( cd "$_root" && find . | LC_ALL=C sort | cpio -o -H newc --quiet --reproducible -R 0:0 | gzip -n -1 ) \
		>"$1/initrd" || die "cannot write $1/initrd"
	rm -rf "$_root"
}

# Settings of a guest, with their defaults. guest_stdin is the input of its console.
guest_cpu=cortex-a72 guest_smp=2 guest_mem=1G guest_args='' guest_qemu='' guest_stdin=/dev/null

# guest_firmware: print the path of the UEFI firmware; fetch it from the archive if needed
guest_firmware()
{
	with_lock firmware _guest_firmware
}

_guest_firmware()
{
	_firmware=$PTWALK_CACHE/firmware/usr/share/qemu-efi-aarch64/QEMU_EFI.fd
	if [ ! -e "$_firmware" ]; then
		_found=$(archive_resolve qemu-efi-aarch64/bookworm) || exit 1
		rm -rf "$PTWALK_CACHE/firmware"
		archive_fetch "$PTWALK_CACHE/firmware/deb" "${_found% *}=${_found#* }" || exit 1
		dpkg-deb -x "$PTWALK_CACHE"/firmware/deb/*.deb "$PTWALK_CACHE/firmware" || die "cannot unpack the firmware"
	fi
	echo "$_firmware"
}

# guest_devicetree FOLDER: write QEMU's device tree to FOLDER/dtb, to be edited with fdtput; the guest then boots with it
guest_devicetree()
{
	# shellcheck disable=SC2086 # options
	logged "$1/dtb.log" qemu-system-aarch64 -M virt -machine dumpdtb="$1/dtb" $guest_qemu -cpu "$guest_cpu" \
		-smp "$guest_smp" -m "$guest_mem" -nodefaults -display none || die "QEMU cannot dump its device tree"
	# Leave room for additions.
	dtc -q -I dtb -O dtb -p 4096 -o "$1/dtb.new" "$1/dtb" && mv "$1/dtb.new" "$1/dtb"
}

# guest_reserve DTB NAME ADDRESS BYTES: reserve memory in a device tree; ADDRESS and BYTES are hexadecimal
guest_reserve()
{
	if ! fdtget "$1" /reserved-memory '#size-cells' >/dev/null 2>&1; then
		fdtput -c "$1" /reserved-memory
		fdtput -t x "$1" /reserved-memory '#address-cells' 2
		fdtput -t x "$1" /reserved-memory '#size-cells' 2
		fdtput "$1" /reserved-memory ranges
	fi
	fdtput -c "$1" "/reserved-memory/$2@$3"
	fdtput -t x "$1" "/reserved-memory/$2@$3" reg 0 "$3" 0 "$4"
}

# _guest_accel FOLDER: print the options that make QEMU use this machine's own CPU, if it can
_guest_accel()
{
	[ "$(cat "$1/arch")" = "$(arch_host)" ] && [ -w /dev/kvm ] || return 0
	[ "$(with_lock kvm _guest_try_kvm "$1/image")" = no ] || echo "-accel kvm"
}

# _guest_try_kvm IMAGE: print whether a kernel gets as far as its missing root file system under KVM: a machine that is
# itself virtual may have a KVM that cannot run one. Tried once after each boot of this machine.
_guest_try_kvm()
{
	_tried=$PTWALK_CACHE/kvm-$(cat /proc/sys/kernel/random/boot_id)
	if [ ! -e "$_tried" ]; then
		rm -f "$PTWALK_CACHE"/kvm-*
		# shellcheck disable=SC2086 # options
		timeout -k 5 20 $arch_qemu -accel kvm -cpu host -m 512M -nodefaults -display none -no-reboot -serial stdio \
			-kernel "$1" -append "console=$arch_console panic=-1" </dev/null 2>&1 |
			grep -q 'Kernel panic' && echo yes >"$_tried" || echo no >"$_tried"
	fi
	cat "$_tried"
}

# _guest_qemu FOLDER SECONDS CHARDEV-OPTIONS
# On a panic, the guest prints the whole kernel log (panic_print=0x20) and ends at once. loglevel=0 would suppress that
# output, so it is 1. guest_qemu holds more options for QEMU.
_guest_qemu()
{
	_dtb=
	[ ! -e "$1/dtb" ] || _dtb="-dtb $1/dtb"
	arch_set "$(cat "$1/arch")"
	# shellcheck disable=SC2046,SC2086 # options
	timeout --foreground -k 5 "$2" $arch_qemu $(_guest_accel "$1") $guest_qemu -cpu "$guest_cpu" -smp "$guest_smp" -m "$guest_mem" \
		-nodefaults -display none -no-reboot -chardev "stdio,id=con,$3" -serial chardev:con \
		-kernel "$1/image" -initrd "$1/initrd" $_dtb \
		-append "console=$arch_console quiet loglevel=1 log_buf_len=4M panic=-1 panic_print=0x20 $guest_args"
}

# guest_run FOLDER SECONDS: run the guest with its console in FOLDER/log. Returns the exit status of the job, or 125 if
# the job did not end, with the reason in guest_fate.
guest_run()
{
	_status=0
	_guest_qemu "$1" "$2" mux=off <"$guest_stdin" >"$1/console" 2>"$1/qemu.err" || _status=$?
	_guest_verdict "$1" "$_status" "$2"
}

# guest_shell FOLDER: as guest_run, with this terminal as the console
guest_shell()
{
	_tty=$(stty -g)
	_status=0
	_guest_qemu "$1" 0 "mux=on,signal=off,logfile=$1/console" 2>"$1/qemu.err" || _status=$?
	# A killed QEMU leaves the terminal in raw mode.
	stty "$_tty"
	_guest_verdict "$1" "$_status" 0
}

# guest_shell_job: print the lines of a job that start a shell on the console. It has this terminal's size, and a
# controlling terminal, so that Ctrl-C works.
guest_shell_job()
{
	# shellcheck disable=SC2046 # two numbers
	set -- $(stty size)
	cat <<-END
	stty cols $2 rows $1
	setsid sh -c 'exec sh -i </dev/$arch_console >/dev/$arch_console 2>&1'
	# Ignore the exit status of the last command in that shell.
	true
	END
}

# shellcheck disable=SC2034 # the caller uses guest_fate
# _guest_verdict FOLDER QEMU-STATUS SECONDS
_guest_verdict()
{
	tr -d '\r' <"$1/console" >"$1/log"
	rm -f "$1/console"
	_said=$(sed -n 's/^ptwalk-guest: exit \([0-9]*\)$/\1/p' "$1/log" | tail -n 1)
	guest_fate=
	if [ -n "$_said" ]; then
		return "$_said"
	elif [ "$2" = 124 ] || [ "$2" = 137 ]; then
		guest_fate="hung: no end within $3 seconds"
	elif [ "$2" != 0 ]; then
		guest_fate="QEMU failed: $(tail -n 1 "$1/qemu.err")"
	elif grep -q 'Kernel panic' "$1/log"; then
		guest_fate="died: $(sed -n 's/.*\(Kernel panic.*\)/\1/p' "$1/log" | head -n 1)"
	else
		guest_fate="ended without a word"
	fi
	return 125
}
