# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Persistent memory that ACPI tells of. Without a namespace of its own it has no struct pages: nothing in the linear map.

guest_mem=$guest_mem,slots=2,maxmem=2G
guest_qemu="-machine nvdimm=on -bios $(guest_firmware) -object memory-backend-ram,id=nv,size=128M
	-device nvdimm,memdev=nv,unarmed=off"
guest_modules='nfit nd_pmem'
guest_shows='/proc/iomem : namespace0.0$'
