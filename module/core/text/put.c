// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words and numbers. printf() would take most of the time of a row, so the fields of
 * files with many rows are put without it.
 */
#include "ptwalk_text.h"

/**
 * ptwalk_put_bytes - put characters
 * @out: the text
 * @bytes: the characters
 * @n: how many
 */
void ptwalk_put_bytes(struct ptwalk_text *out, const char *bytes, size_t n)
{
	/* If it does not fit, the caller prints the whole row again into a larger buffer. */
	if (out->len < out->size && n <= out->size - out->len)
		memcpy(out->buf + out->len, bytes, n);
	out->len += n;
}

/**
 * ptwalk_put - put a string
 * @out: the text
 * @text: the string
 */
void ptwalk_put(struct ptwalk_text *out, const char *text)
{
	size_t room = out->len < out->size ? out->size - out->len : 0;
	char *to = out->buf + out->len;
	size_t n;

	/* Most strings are short words: strlen() and memcpy() would take longer than the copy. */
	for (n = 0; n < room && text[n]; n++)
		to[n] = text[n];
	out->len += n;
	if (n == room)
		out->len += strlen(text + n);
}

/**
 * ptwalk_putc - put one character
 * @out: the text
 * @c: the character
 */
void ptwalk_putc(struct ptwalk_text *out, char c)
{
	if (out->len < out->size)
		out->buf[out->len] = c;
	out->len++;
}

/**
 * ptwalk_put_dec - put a decimal number
 * @out: the text
 * @before: what comes before it
 * @value: the number
 */
void ptwalk_put_dec(struct ptwalk_text *out, const char *before, u64 value)
{
	char digits[20], *first = digits + sizeof(digits);

	do {
		*--first = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	ptwalk_put(out, before);
	ptwalk_put_bytes(out, first, (size_t)(digits + sizeof(digits) - first));
}

static void write_hex(char *to, u64 value)
{
	static const char digits[] = "0123456789abcdef";
	int shift;

	*to++ = '0';
	*to++ = 'x';
	for (shift = 60; shift >= 0; shift -= 4)
		*to++ = digits[value >> shift & 0xf];
}

/**
 * ptwalk_put_hex - put "0x" and 16 digits
 * @out: the text
 * @before: what comes before it
 * @value: the number
 */
void ptwalk_put_hex(struct ptwalk_text *out, const char *before, u64 value)
{
	char text[PTWALK_HEX];

	write_hex(text, value);
	ptwalk_put(out, before);
	ptwalk_put_bytes(out, text, sizeof(text));
}

/**
 * ptwalk_put_range - put "0x<start>-0x<end>", always whole
 * @out: the text
 * @start: first address
 * @bytes: up to 2^64, where the end is written as 0
 */
void ptwalk_put_range(struct ptwalk_text *out, u64 start, u64 bytes)
{
	char text[2 * PTWALK_HEX + 1];

	write_hex(text, start);
	text[PTWALK_HEX] = '-';
	write_hex(text + PTWALK_HEX + 1, start + bytes);
	ptwalk_put_bytes(out, text, sizeof(text));
}

/**
 * ptwalk_printf - put formatted text
 * @out: the text
 * @format: as for printf()
 */
void ptwalk_printf(struct ptwalk_text *out, const char *format, ...)
{
	size_t room = out->len < out->size ? out->size - out->len : 0;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(room ? out->buf + out->len : NULL, room, format, args);
	va_end(args);
	/* The NUL is written but not counted, and must fit. */
	if ((size_t)n >= room)
		out->len = max(out->len, out->size) + 1;
	else
		out->len += (size_t)n;
}

/**
 * ptwalk_cut - cut off what is too wide
 * @out: the text
 * @from: where the line starts
 * @width: most characters of it; the last is '>' if some are cut off
 *
 * A text that did not fit its buffer stays as long as it is: it is printed again.
 */
void ptwalk_cut(struct ptwalk_text *out, size_t from, size_t width)
{
	if (out->len > out->size || out->len - from <= width)
		return;
	out->len = from + width;
	out->buf[out->len - 1] = '>';
}

/**
 * ptwalk_human - a size as people read it, in three digits
 * @bytes: the size
 * @h: room for it
 *
 * The same digits as the kernel's string_get_size() has.
 *
 * Return: the text in @h.
 */
const char *ptwalk_human(u64 bytes, struct ptwalk_human *h)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	static const unsigned int half[] = { 500, 50, 5 };
	unsigned int unit = 0, rest = 0, decimals;

	for (; bytes >> 32; bytes >>= 10)
		unit++;
	for (; bytes >> 10; bytes >>= 10, unit++)
		rest = (unsigned int)bytes & 1023;
	decimals = !bytes || bytes >= 100 ? 0 : bytes >= 10 ? 1 : 2;
	rest = rest * 1000 >> 10;
	if (bytes)
		rest += half[decimals];
	if (rest >= 1000) {
		rest -= 1000;
		bytes++;
	}
	if (decimals == 2)
		snprintf(h->text, sizeof(h->text), "%llu.%02u %s", bytes, rest / 10, units[unit]);
	else if (decimals == 1)
		snprintf(h->text, sizeof(h->text), "%llu.%u %s", bytes, rest / 100, units[unit]);
	else
		snprintf(h->text, sizeof(h->text), "%llu %s", bytes, units[unit]);
	return h->text;
}

/**
 * ptwalk_put_share - put a share in percent
 * @out: the text
 * @part: the part
 * @whole: the whole; 0 gives 0.00%
 */
void ptwalk_put_share(struct ptwalk_text *out, u64 part, u64 whole)
{
	bool some = part;
	u64 permyriad;

	/* Keep the product from overflowing. */
	for (; (part | whole) >> 50; part >>= 1)
		whole >>= 1;
	permyriad = whole ? part * 10000 / whole : 0;
	if (some && !permyriad)
		ptwalk_put(out, "under 0.01%");
	else
		ptwalk_printf(out, "%llu.%02llu%%", permyriad / 100, permyriad % 100);
}
