# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What tests in guests do with modules beside ptwalk.

# thirty_modules: load and unload a small module, 30 times
thirty_modules()
{
	i=0
	while [ $i -lt 30 ]; do
		insmod /modules/ptwalk_fixture_dummy.ko && rmmod ptwalk_fixture_dummy || return 1
		i=$((i + 1))
	done
}
