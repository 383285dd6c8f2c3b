#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 12: the module is solution.c, built on the host.

cp /labs/12-walker/solution.ko "${LAB_WORK:-/root/work}/"
for key in pages blocks image linear; do
	echo "$key solution"
done
