# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Started at EL2, where the kernel stays if the CPU lets it (VHE).

guest_qemu='-machine virtualization=on'
