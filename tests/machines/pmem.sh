# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Persistent memory, as a device tree names it, in RAM that the argument mem= has the kernel leave alone.

guest_modules='of_pmem nd_pmem'
guest_shows='/proc/iomem : namespace0.0$'
# 6.1 is without ZONE_DEVICE.
[ "$_kernel" = 6.1 ] || guest_shows="$guest_shows
/sys/kernel/debug/ptwalk/linear ^# device 0x0000000058000000-0x000000005c000000 67108864 mapped=67108864"

guest_prepare()
{
	guest_devicetree "$1"
	fdtput -c "$1/dtb" /pmem@58000000
	fdtput -t s "$1/dtb" /pmem@58000000 compatible pmem-region
	fdtput -t x "$1/dtb" /pmem@58000000 reg 0 58000000 0 4000000
	fdtput "$1/dtb" /pmem@58000000 volatile
}
