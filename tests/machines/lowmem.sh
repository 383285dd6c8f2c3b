# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# No device and no memory above 4 GiB.

guest_qemu='-machine highmem=off'
