# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Memory tags.

guest_qemu='-machine mte=on'
guest_shows='/sys/kernel/debug/ptwalk/maps normal-tagged'
