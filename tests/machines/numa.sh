# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # for tests/lib/unit
# Two nodes.

guest_qemu='-object memory-backend-ram,id=m0,size=192M -object memory-backend-ram,id=m1,size=320M
	-numa node,nodeid=0,cpus=0,memdev=m0 -numa node,nodeid=1,cpus=1,memdev=m1'
guest_shows='/sys/devices/system/node/online ^0-1$'
