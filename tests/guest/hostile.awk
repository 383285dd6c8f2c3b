# SPDX-License-Identifier: GPL-2.0-only
#
# Questions at random, as a script that puts each of them: "put '...'". Addresses on the borders in layout and beside
# them, numbers of any length, words in any order, rubbish. -v n= of them, with words.awk.

BEGIN {
	words = split("pa range region sym pid maps extents areas tables vmalloc linear modules image:text fixmap gap - 0 1 " \
		"2 4194304 99999999999 -1 0x 0xx x status check help ? * ptwalk/1 #", word, " ")
	bytes = split("0 1 9 a f g x X p - _ . , : ; + = ( ) [ ] { } < > | & ! ~ ^ % @ / \" ` $ # *", byte, " ")
	srand(4)
}

/^#/ || !is_range($1) { next }
{
	at[++borders] = start
	at[++borders] = near(start, -1)
	at[++borders] = near(start, 1)
}

# near ADDRESS NUMBER: modulo 2^64
function near(a, by,    l, h)
{
	l = hex(substr(a, 9)) + by
	h = hex(substr(a, 1, 8))
	if (l < 0)
		h = (h + G4 - 1) % G4
	return hex8(h) hex8((l + G4) % G4)
}

function one_of(n)
{
	return int(rand() * n) + 1
}

function digits(n,    s)
{
	for (s = ""; n > 0; n--)
		s = s substr("0123456789abcdefABCDEF", one_of(22), 1)
	return s
}

function address()
{
	if (one_of(3) > 1)
		return "0x" at[one_of(borders)]
	return "0x" (one_of(2) > 1 ? "ffff" digits(12) : digits(one_of(20) - 1))
}

function rubbish(n,    s)
{
	for (s = ""; n > 0; n--)
		s = s (one_of(6) > 1 ? byte[one_of(bytes)] : one_of(9) > 1 ? " " : "\n")
	return s
}

function question(    kind, s, i)
{
	kind = one_of(100)
	if (kind <= 35)
		return address()
	if (kind <= 50)
		return "pa " (one_of(2) > 1 ? "0x" digits(one_of(12)) : address())
	if (kind <= 65)
		return "range " address() "-" address() (one_of(2) > 1 ? "" : " " word[5 + one_of(5)])
	if (kind <= 70)
		return "region " word[one_of(words)] " " word[one_of(words)]
	if (kind <= 75)
		return "pid " one_of(99) - 9
	if (kind <= 95) {
		for (i = one_of(6); i > 0; i--)
			s = s word[one_of(words)] (one_of(9) > 1 ? " " : "\t")
		return s
	}
	return rubbish(one_of(kind > 99 ? 600 : 40))
}

END {
	if (!borders)
		exit 1
	for (i = 1; i <= n; i++) {
		print "put '" question() "'"
		if (i % 50 == 0)
			print "dd bs=" one_of(900) " count=" one_of(3) " <&3 >/dev/null 2>&1"
		if (i % 1000 == 0)
			print "well || echo 'answered otherwise' >&2"
	}
}
