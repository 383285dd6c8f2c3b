# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A guest: QEMU, a kernel, and an initramfs of busybox, our modules, our tools and one job to run.

# guest_busybox: a static arm64 busybox from the archive; prints its path
guest_busybox()
{
	with_lock busybox _guest_busybox
}

_guest_busybox()
{
	_busybox=$PTWALK_CACHE/busybox/bin/busybox
	if [ ! -x "$_busybox" ]; then
		_found=$(archive_resolve busybox-static:arm64/bookworm) || exit 1
		rm -rf "$PTWALK_CACHE/busybox"
		archive_fetch "$PTWALK_CACHE/busybox/deb" "${_found% *}=${_found#* }" || exit 1
		dpkg-deb -x "$PTWALK_CACHE"/busybox/deb/*.deb "$PTWALK_CACHE/busybox" || die "cannot unpack busybox"
	fi
	echo "$_busybox"
}

# guest_pack FOLDER: make FOLDER/initrd. FOLDER has the modules and `job`; what is in FOLDER/files goes along.
guest_pack()
{
	_root=$1/root
	_busybox=$(guest_busybox) || exit 1
	mkdir -p "$_root/bin" "$_root/dev" "$_root/modules"
	cp "$_busybox" "$_root/bin/busybox"
	cp "$PTWALK_TOP/scripts/lib/init" "$_root/init"
	cp "$1/job" "$_root/job"
	cp "$1"/*.ko "$_root/modules/" || die "no module was built"
	for _tool in "$PTWALK_TOP"/scripts/ptwalk*; do
		[ ! -f "$_tool" ] || cp "$_tool" "$_root/bin/"
	done
	[ ! -d "$1/files" ] || cp -R "$1/files/." "$_root/"
	chmod 755 "$_root/init" "$_root/bin/"*
	# The same files make the same initramfs, so that what is counted in a guest can be the same each time.
	find "$_root" -exec touch -h -d @0 {} +
	( cd "$_root" && find . | LC_ALL=C sort | cpio -o -H newc --quiet --reproducible -R 0:0 | gzip -n -1 ) \
		>"$1/initrd" || die "cannot write $1/initrd"
	rm -rf "$_root"
}

# The settings of one guest, with their defaults. guest_stdin is what is typed at its console.
guest_cpu=cortex-a72 guest_smp=2 guest_mem=1G guest_args='' guest_qemu='' guest_stdin=/dev/null

# guest_firmware: UEFI for a guest, from the archive; prints its path
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

# guest_devicetree FOLDER: QEMU's own device tree for this guest as FOLDER/dtb, which it then gets. For fdtput.
guest_devicetree()
{
	# shellcheck disable=SC2086 # options
	logged "$1/dtb.log" qemu-system-aarch64 -M virt -machine dumpdtb="$1/dtb" $guest_qemu -cpu "$guest_cpu" \
		-smp "$guest_smp" -m "$guest_mem" -nodefaults -display none || die "QEMU shows no device tree"
	# Room for what is added.
	dtc -q -I dtb -O dtb -p 4096 -o "$1/dtb.new" "$1/dtb" && mv "$1/dtb.new" "$1/dtb"
}

# guest_reserve DTB NAME ADDRESS BYTES: reserve memory in a device tree; both numbers are hexadecimal
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

# _guest_qemu FOLDER SECONDS CHARDEV-OPTIONS
# A panic ends the guest at once and prints the whole kernel log (panic_print=0x20), however quiet it was; but not with
# loglevel=0, which is quiet about panics too. guest_qemu has more options for QEMU.
_guest_qemu()
{
	_dtb=
	[ ! -e "$1/dtb" ] || _dtb="-dtb $1/dtb"
	# shellcheck disable=SC2086 # options
	timeout --foreground -k 5 "$2" qemu-system-aarch64 -M virt $guest_qemu -cpu "$guest_cpu" -smp "$guest_smp" -m "$guest_mem" \
		-nodefaults -display none -no-reboot -chardev "stdio,id=con,$3" -serial chardev:con \
		-kernel "$1/image" -initrd "$1/initrd" $_dtb \
		-append "console=ttyAMA0 quiet loglevel=1 log_buf_len=4M panic=-1 panic_print=0x20 $guest_args"
}

# guest_run FOLDER SECONDS: run it to its end with its console in FOLDER/log. Returns the job's exit status;
# 125 if the guest did not get that far, with the reason in guest_fate.
guest_run()
{
	_status=0
	_guest_qemu "$1" "$2" mux=off <"$guest_stdin" >"$1/console" 2>"$1/qemu.err" || _status=$?
	_guest_verdict "$1" "$_status" "$2"
}

# guest_shell FOLDER: the same with this terminal as its console
guest_shell()
{
	_tty=$(stty -g)
	_status=0
	_guest_qemu "$1" 0 "mux=on,signal=off,logfile=$1/console" 2>"$1/qemu.err" || _status=$?
	# QEMU leaves the terminal raw if it is killed.
	stty "$_tty"
	_guest_verdict "$1" "$_status" 0
}

# shellcheck disable=SC2034 # guest_fate is for the caller
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
