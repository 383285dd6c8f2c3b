#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 9: from the fields of the leaf and of MAIR_EL1.

files=/sys/kernel/debug/ptwalk
ptwalk query "$(lab told odd)" >/tmp/odd
index=$(awk '$5 == "leaf" { match($6, /AttrIndx=[0-9]*/); print substr($6, RSTART + 9, RLENGTH - 9) }' /tmp/odd)
echo "index $index"
echo "byte $(awk -v attr="Attr$index" '$2 == attr { print $4 }' $files/regs)"
echo "type $(sed -n 's/^memtype: //p' /tmp/odd)"
echo "linear $(awk '/^linear:/ { print $2 }' /tmp/odd)"
echo "device $(ptwalk query "$(lab told regs)" | sed -n 's/^memtype: //p')"
echo "rule $(awk '!/^#/ { print $2; exit }' $files/check)"
