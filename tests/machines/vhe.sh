# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # for tests/lib/unit
# A machine with EL2, where the kernel stays: its TTBR1_EL1 is then TTBR1_EL2 (E2H).

guest_qemu='-machine virtualization=on'
