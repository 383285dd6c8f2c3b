# SPDX-License-Identifier: GPL-2.0-only
#
# What the checkers of rows share: 64-bit addresses in an awk that has only doubles, and the geometry.
#
# An address is its 16 hex digits without "0x", a string: all are equally wide, so their order as strings is
# their order as numbers. The end of the address space, 2^64, is TOP, which sorts behind all others.
# Differences are exact up to 2^53; no more than 2^52 bytes of address space exist.

BEGIN {
	ZERO = "0000000000000000"
	TOP = "g" substr(ZERO, 2)
	G4 = 65536 * 65536
}

# hex DIGITS: no more than 13 of them
function hex(s,    n, i)
{
	n = 0
	for (i = 1; i <= length(s); i++)
		n = n * 16 + index("123456789abcdef", substr(s, i, 1))
	return n
}

function hex8(n)
{
	return sprintf("%04x%04x", int(n / 65536), n % 65536)
}

function upper_half(a)
{
	return a == TOP ? G4 : hex(substr(a, 1, 8))
}

function minus(a, b)
{
	return (upper_half(a) - upper_half(b)) * G4 + hex(substr(a, 9)) - hex(substr(b, 9))
}

# plus ADDRESS BYTES: "none" if that is beyond 2^64
function plus(a, n,    h, l)
{
	l = hex(substr(a, 9)) + n % G4
	h = upper_half(a) + int(n / G4) + int(l / G4)
	if (h >= G4)
		return h == G4 && l % G4 == 0 ? TOP : "none"
	return hex8(h) hex8(l % G4)
}

# The prefix keeps awk from comparing what looks like two numbers as numbers.
function before(a, b)
{
	return ("x" a) < ("x" b)
}

function same(a, b)
{
	return ("x" a) == ("x" b)
}

# aligned ADDRESS SIZE: a power of two
function aligned(a, size)
{
	if (size <= G4)
		return hex(substr(a, 9)) % size == 0
	return hex(substr(a, 9)) == 0 && upper_half(a) % (size / G4) == 0
}

# power N: 2 to that; not every awk has an operator for it
function power(n,    p)
{
	for (p = 1; n > 0; n--)
		p *= 2
	return p
}

# bit ADDRESS NUMBER
function bit(a, n)
{
	return int(hex(substr(a, 16 - int(n / 4), 1)) / power(n % 4)) % 2
}

function is_address(s)
{
	return length(s) == 18 && s ~ /^0x[0-9a-f]+$/
}

function is_number(s)
{
	return s ~ /^(0|[1-9][0-9]*)$/
}

# is_range S: sets start and end
function is_range(s)
{
	if (length(s) != 37 || substr(s, 19, 1) != "-")
		return 0
	if (!is_address(substr(s, 1, 18)) || !is_address(substr(s, 20)))
		return 0
	start = substr(s, 3, 16)
	end = substr(s, 22)
	if (same(end, ZERO))
		end = TOP
	return before(start, end)
}

# geometry PAGE-SIZE LEVELS VA-BITS: name[depth] from the top, size[name], entries, root_first, va_start
function geometry(page, levels, va_bits,    all, i, bytes)
{
	split("pgd p4d pud pmd pte", all, " ")
	name[0] = "pgd"
	for (i = 1; i < levels; i++)
		name[i] = all[5 - levels + 1 + i]
	entries = page / 8
	bytes = page
	for (i = levels - 1; i >= 0; i--) {
		size[name[i]] = bytes
		bytes *= entries
	}
	# The first address is all ones above va_bits. Where one root has both halves, the kernel's is the upper one.
	if (ENVIRON["PTWALK_ARCH"] ~ /^(x86_64|riscv64)$/) {
		root_first = entries / 2
		va_bits--
	}
	va_start = hex8(va_bits >= 32 ? G4 - power(va_bits - 32) : 0) "00000000"
}

# fail WHY: about the line in hand
function fail(why)
{
	if (++failures <= 10)
		printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0
}

# finish: for END, with what was counted: nothing read is nothing checked
function finish(rows)
{
	if (!rows) {
		print FILENAME ": no row"
		failures++
	}
	if (failures)
		print failures " failures"
	exit failures != 0
}
