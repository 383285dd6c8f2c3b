# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# A DIMM, which ACPI tells of.

guest_mem=$guest_mem,slots=2,maxmem=2G
guest_qemu="-bios $(guest_firmware) -object memory-backend-ram,id=dimm,size=512M,reserve=off
	-device pc-dimm,memdev=dimm"
guest_shows='/sys/firmware/acpi/tables/FACP ^FACP
/proc/iomem ^\(  \)*[89][0-9a-f]*-[0-9a-f]* : System RAM$'
