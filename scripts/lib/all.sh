# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Sources all parts of this library, for scripts that build and boot kernels.

lib=$PTWALK_TOP/scripts/lib

# shellcheck source=scripts/lib/base.sh
. "$lib/base.sh"
# shellcheck source=scripts/lib/arch.sh
. "$lib/arch.sh"
# shellcheck source=scripts/lib/prereq.sh
. "$lib/prereq.sh"
# shellcheck source=scripts/lib/archive.sh
. "$lib/archive.sh"
# shellcheck source=scripts/lib/toolroot.sh
. "$lib/toolroot.sh"
# shellcheck source=scripts/lib/kernel.sh
. "$lib/kernel.sh"
# shellcheck source=scripts/lib/own.sh
. "$lib/own.sh"
# shellcheck source=scripts/lib/module.sh
. "$lib/module.sh"
# shellcheck source=scripts/lib/guest.sh
. "$lib/guest.sh"
# shellcheck source=scripts/lib/style.sh
. "$lib/style.sh"
