# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# A log that outlives a crash, in memory that is not in the linear map.

guest_modules='ramoops'
guest_shows='/proc/iomem ^58000000-580fffff : reserved$
/sys/kernel/debug/ptwalk/maps normal-nc .*persistent_ram_'

guest_prepare()
{
	guest_devicetree "$1"
	guest_reserve "$1/dtb" ramoops 58000000 100000
	fdtput "$1/dtb" /reserved-memory/ramoops@58000000 no-map
	fdtput -t s "$1/dtb" /reserved-memory/ramoops@58000000 compatible ramoops
	fdtput -t x "$1/dtb" /reserved-memory/ramoops@58000000 record-size 10000
}
