# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Memory that the device tree reserves: for a mapping of somebody's own (no-map), and without one.

guest_shows='/proc/iomem ^58000000-581fffff : reserved$
/proc/iomem ^  5a000000-5a1fffff : reserved$
/sys/kernel/debug/ptwalk/linear ^# hole 0x0000000058000000-0x0000000058200000 2097152 reserved$'

guest_prepare()
{
	guest_devicetree "$1"
	guest_reserve "$1/dtb" firmware 58000000 200000
	fdtput "$1/dtb" /reserved-memory/firmware@58000000 no-map
	guest_reserve "$1/dtb" buffer 5a000000 200000
}
