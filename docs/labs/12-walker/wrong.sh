# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Wrong answers to lab 12: lines of KEY CLASS VALUE. The values are modules, built on the host from the solution, changed
# by wrong/*.sed.

cp /labs/12-walker/*.ko "$LAB_WORK/"
for key in pages blocks image linear; do
	echo "$key empty skeleton"
done
echo "pages truncated truncated"
echo "blocks blocks blocks"
echo "image attributes attributes"
echo "linear small short"
echo "pages level level"
echo "blocks physical physical"
echo "linear truncated truncated"
