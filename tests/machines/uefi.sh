# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# UEFI and ACPI: firmware's own memory, at run time and before, and tables among RAM.

guest_qemu="-bios $(guest_firmware)"
guest_shows='/proc/iomem ^[0-9a-f]*-[0-9a-f]* : reserved$
/sys/firmware/acpi/tables/FACP ^FACP'
