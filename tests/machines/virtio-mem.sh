# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# A device of 1 GiB of memory, half of which is plugged: its resource spans the whole.

guest_mem=$guest_mem,maxmem=4G
guest_qemu='-object memory-backend-ram,id=plugged,size=1G,reserve=off
	-device virtio-mem-pci,memdev=plugged,requested-size=512M'
guest_modules='virtio_pci virtio_mem'
guest_shows='/proc/iomem ^  [0-9a-f]*-[0-9a-f]* : System RAM (virtio_mem)$
/sys/kernel/debug/ptwalk/linear ^# ram 0x0000000080000000-0x00000000a0000000 536870912 mapped=536870912 '
