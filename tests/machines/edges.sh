# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# What is reserved with no-map begins and ends within a page, which the kernel then maps; with pages of 16 KiB
# any border of 4 KiB is one.

guest_shows='/sys/kernel/debug/ptwalk/linear ^# edge 0x0000000058000000-'

guest_prepare()
{
	guest_devicetree "$1"
	guest_reserve "$1/dtb" firmware 58000800 101000
	fdtput "$1/dtb" /reserved-memory/firmware@58000800 no-map
}
