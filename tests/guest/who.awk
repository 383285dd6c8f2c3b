# SPDX-License-Identifier: GPL-2.0-only
#
# The leaves in extents that map one physical address, each as a row of its own. -v pa=<16 digits> page_size= levels=
# va_bits=, with words.awk.

BEGIN { geometry(page_size, levels, va_bits) }

/^#/ || !is_range($1) { next }

{
	phys = substr($7, 3)
	away = minus(pa, phys)
	if (away < 0 || away >= $2)
		next
	away -= away % size[$3]
	$1 = "0x" plus(start, away) "-0x" plus(start, away + size[$3])
	$2 = sprintf("%.0f", size[$3])
	$4 = 1
	$7 = "0x" plus(phys, away)
	sub(/ cont=[0-9]+/, " cont=1")
	sub(/-0xg/, "-0x0")
	print
}
