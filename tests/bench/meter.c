// SPDX-License-Identifier: GPL-2.0-only
/*
 * meter FILE [QUESTION]: what reading a file costs the kernel. It is opened, the
 * question is written, all of it is read in pieces of 64 KiB, and it is closed;
 * that twice. For each time a line:
 *
 *	NANOSECONDS BYTES LINES KIB
 *
 * The time is that in the calls only. Where QEMU runs with -icount shift=0 it is
 * the number of instructions, to one tick of the counter: 16. KIB is the memory
 * that was held before the close: free pages, those that the processor keeps for
 * itself among them, so it is known to a page, and what comes out of a slab that
 * had room is not seen.
 *
 * No libc: nothing but these calls runs between two looks at the counter.
 */

enum {
	SYS_OPENAT = 56,
	SYS_CLOSE = 57,
	SYS_READ = 63,
	SYS_WRITE = 64,
	SYS_EXIT = 93,
};

#define AT_FDCWD -100
#define O_RDONLY 0
#define O_RDWR 2

#define PAGE_KIB 4

typedef unsigned long u64;

static char piece[64 * 1024];
/* All that is timed. */
static u64 ticks;

static long call(long nr, long a, long b, long c)
{
	register long x8 asm("x8") = nr;
	register long x0 asm("x0") = a;
	register long x1 asm("x1") = b;
	register long x2 asm("x2") = c;

	asm volatile("svc #0" : "+r" (x0) : "r" (x8), "r" (x1), "r" (x2) : "memory");
	return x0;
}

static u64 now(void)
{
	u64 t;

	asm volatile("isb; mrs %0, cntvct_el0" : "=r" (t) : : "memory");
	return t;
}

static long timed(long nr, long a, long b, long c)
{
	u64 start = now();
	long ret = call(nr, a, b, c);

	ticks += now() - start;
	return ret;
}

static u64 nanoseconds(u64 t)
{
	u64 frequency;

	asm volatile("mrs %0, cntfrq_el0" : "=r" (frequency));
	return t / frequency * 1000000000 + t % frequency * 1000000000 / frequency;
}

static u64 length(const char *s)
{
	u64 n = 0;

	while (s[n])
		n++;
	return n;
}

static void say(const char *s)
{
	call(SYS_WRITE, 1, (long)s, length(s));
}

static void say_number(long value, const char *after)
{
	char text[24], *p = text + sizeof(text) - 1;
	u64 n = value < 0 ? -(u64)value : (u64)value;

	*p = 0;
	do {
		*--p = '0' + n % 10;
		n /= 10;
	} while (n);
	if (value < 0)
		*--p = '-';
	say(p);
	say(after);
}

static long fail(const char *what)
{
	say(what);
	say(": failed\n");
	return 1;
}

/* ---- memory ---- */

/* Sum of the numbers that stand behind a word, anywhere in a text. */
static long sum_behind(const char *text, const char *word)
{
	u64 n = length(word), i;
	long sum = 0;

	for (; *text; text++) {
		for (i = 0; i < n && text[i] == word[i]; i++)
			;
		if (i < n)
			continue;
		for (text += n; *text == ' '; text++)
			;
		for (n = 0; *text >= '0' && *text <= '9'; text++)
			n = n * 10 + (*text - '0');
		sum += n;
		n = length(word);
	}
	return sum;
}

static void slurp(const char *path)
{
	long fd = call(SYS_OPENAT, AT_FDCWD, (long)path, O_RDONLY), got;
	u64 n = 0;

	while ((got = call(SYS_READ, fd, (long)piece + n, sizeof(piece) - 1 - n)) > 0)
		n += got;
	piece[n] = 0;
	call(SYS_CLOSE, fd, 0, 0);
}

static long free_pages(void)
{
	/* Reading this brings the counters up to date. */
	slurp("/proc/sys/vm/stat_refresh");
	slurp("/proc/zoneinfo");
	return sum_behind(piece, "pages free") + sum_behind(piece, "count:");
}

/* ---- reading ---- */

static long measure(const char *path, const char *question)
{
	u64 bytes = 0, lines = 0;
	long before = free_pages(), held, fd, got;

	ticks = 0;
	fd = timed(SYS_OPENAT, AT_FDCWD, (long)path, question ? O_RDWR : O_RDONLY);
	if (fd < 0)
		return fail(path);
	if (question && timed(SYS_WRITE, fd, (long)question, length(question)) < 0)
		return fail(question);
	while ((got = timed(SYS_READ, fd, (long)piece, sizeof(piece))) > 0) {
		bytes += got;
		while (got--)
			lines += piece[got] == '\n';
	}
	if (got < 0)
		return fail(path);
	held = before - free_pages();
	timed(SYS_CLOSE, fd, 0, 0);
	say_number(nanoseconds(ticks), " ");
	say_number(bytes, " ");
	say_number(lines, " ");
	say_number(held * PAGE_KIB, "\n");
	return 0;
}

/* @stack: the number of arguments, then they themselves */
__attribute__((used)) static void start(long *stack)
{
	const char **argv = (const char **)(stack + 1);
	long err = 1;

	if (stack[0] == 2 || stack[0] == 3)
		err = measure(argv[1], argv[2]) || measure(argv[1], argv[2]);
	else
		say("usage: meter FILE [QUESTION]\n");
	call(SYS_EXIT, err, 0, 0);
}

asm(".globl _start\n_start:\n\tmov x0, sp\n\tb start\n");
