# SPDX-License-Identifier: GPL-2.0-only
#
# Functions for the awk programs of the tools. awk has no 64-bit integers, so an address is text,
# "0x" and 16 digits; such texts compare as the addresses do. Arithmetic on them is done on halves
# of 32 bits. hex() takes at most 13 digits.

function hex(digits,    i, n) {
	for (i = 1; i <= length(digits); i++)
		n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	return n + 0
}

function high(address) { return hex(substr(address, 3, 8)) }
function low(address) { return hex(substr(address, 11, 8)) }

# 8 hexadecimal digits of a number below 2^32. Not by %x: in some awks it ends at 2^31.
function hex8(n,    i, digits, d) {
	for (i = 0; i < 8; i++) {
		d = n % 16
		digits = substr("0123456789abcdef", d + 1, 1) digits
		n = (n - d) / 16
	}
	return digits
}

# an address from two halves, each of which may be too large or negative: modulo 2^64
function address(h, l,    carry) {
	carry = floor(l / 4294967296)
	l -= carry * 4294967296
	h += carry
	h -= floor(h / 4294967296) * 4294967296
	return "0x" hex8(h) hex8(l)
}

function floor(x,    n) {
	n = int(x)
	return n > x ? n - 1 : n
}

# busybox may have been built without the operator for this.
function power(base, n,    product) {
	for (product = 1; n > 0; n--)
		product *= base
	return product
}

# address plus or minus a number below 2^53, which may be negative
function add(a, n,    h) {
	h = floor(n / 4294967296)
	return address(high(a) + h, low(a) + n - h * 4294967296)
}

# the sum and difference of two addresses, modulo 2^64
function plus(a, b) { return address(high(a) + high(b), low(a) + low(b)) }
function minus(a, b) { return address(high(a) - high(b), low(a) - low(b)) }

# the difference as a number, which is exact up to 2^53
function distance(a, b,    n) {
	n = (high(a) - high(b)) * 4294967296 + low(a) - low(b)
	return n
}

# an address as a number, exact up to 2^53
function number_of(a) { return high(a) * 4294967296 + low(a) }

# a number below 2^53 in hexadecimal
function hex_number(n,    text) {
	text = address(floor(n / 4294967296), n % 4294967296)
	sub(/^0x0*/, "0x", text)
	return text == "0x" ? "0x0" : text
}

# the bits [from, from + n) of an address, n at most 52
function bits(a, from, n,    h, l) {
	h = high(a)
	l = low(a)
	if (from >= 32)
		return floor(h / power(2, from - 32)) % power(2, n)
	if (from + n <= 32)
		return floor(l / power(2, from)) % power(2, n)
	return floor(l / power(2, from)) + (h % power(2, from + n - 32)) * power(2, 32 - from)
}

# text as the address that all files have: 16 digits, in lower case; "" if it is none
function whole_address(text) {
	text = tolower(text)
	sub(/^0x/, "", text)
	return length(text) == 16 && text !~ /[^0-9a-f]/ ? "0x" text : ""
}

function start_of(range) { return substr(range, 1, 18) }
function end_of(range) { return substr(range, 20) }

# the end of a range for comparisons: an end of 2^64 is written as zeros
function after(range,    e) {
	e = end_of(range)
	return e == "0x0000000000000000" ? "1x" : e
}

# size of a range in bytes
function span(range,    n) {
	n = distance(end_of(range), start_of(range))
	return n < 0 ? n + 18446744073709551616 : n
}

function human(bytes,    u) {
	if (bytes < 0)
		return "-" human(-bytes)
	for (u = 0; bytes >= 1024 && u < 6; u++)
		bytes /= 1024
	if (!u)
		return bytes + 0
	return sprintf("%." (bytes < 9.995 ? 2 : bytes < 99.95 ? 1 : 0) "f %siB", bytes,
		substr("KMGTPE", u, 1))
}

# bytes from text such as 4096, 64K, 2M or 1GiB; -1 if it is none
function bytes_of(text,    unit, n) {
	if (text !~ /^[0-9]+(\.[0-9]+)?([KMGTPkmgtp](i?B)?|B)?$/)
		return -1
	unit = text
	gsub(/[0-9.]|i?B$/, "", unit)
	n = unit == "" ? 0 : index("KMGTP", toupper(unit))
	return int((text + 0) * power(1024, n))
}

# The value of a key=value field from column "from" on of the current row; "" if there is none.
function key_of(name, from,    i) {
	for (i = from; i <= NF; i++)
		if (index($i, name "=") == 1)
			return substr($i, length(name) + 2)
	return ""
}

# Columns of the current file: sets column[name] to their number, and columns. For the first line of
# a file.
function head(    i) {
	for (i in column)
		delete column[i]
	for (i = 4; i <= NF; i++)
		column[$i] = i - 3
	columns = NF - 3
	file = substr($3, 1, length($3) - 1)
}

# Who owns the mappings of an area: as in maps
function area_owner(kind, caller) { return kind ":" caller }

# Sizes in bytes: columns and keys of this name
function is_size(name) { return name ~ /^(bytes|.*_bytes|bytes_delta|largest|size|huge|odd)$/ }
