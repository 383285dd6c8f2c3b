// SPDX-License-Identifier: GPL-2.0-only
/*
 * meter [-t] FILE [QUESTION]: what reading a file costs the kernel. It is opened,
 * the question is written, all of it is read in pieces of 64 KiB, and it is closed;
 * that twice. For each time a line:
 *
 *	NANOSECONDS BYTES LINES KIB
 *
 * The time is that in the calls only. Where QEMU runs with -icount shift=0 it is
 * the number of instructions, to one tick of the counter: 16. KIB is the memory
 * that was held before the close: free pages, those that the processor keeps for
 * itself among them, so it is known to a page, and what comes out of a slab that
 * had room is not seen. With -t it is done once, and traced meanwhile.
 *
 * No libc: nothing but these calls runs between two looks at the counter.
 */

enum {
	SYS_OPENAT = 56,
	SYS_CLOSE = 57,
	SYS_READ = 63,
	SYS_WRITE = 64,
	SYS_EXIT = 93,
	SYS_NANOSLEEP = 101,
};

#define AT_FDCWD -100
#define O_RDONLY 0
#define O_RDWR 2

#define PAGE_KIB 4

#define TRACING_ON "/sys/kernel/debug/tracing/tracing_on"

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
	return -1;
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
	/* What was freed through RCU is back after a while. */
	static const struct { long s, ns; } pause = { 0, 100000000 };

	call(SYS_NANOSLEEP, (long)&pause, 0, 0);
	/* Reading this brings the counters up to date. */
	slurp("/proc/sys/vm/stat_refresh");
	slurp("/proc/zoneinfo");
	return sum_behind(piece, "pages free") + sum_behind(piece, "count:");
}

/* ---- reading ---- */

/**
 * struct sums - what a file had
 * @bytes: read
 * @lines: ends of lines in them
 */
struct sums {
	u64 bytes;
	u64 lines;
};

/* Open the file and read it to its end. Return what it is to be closed by, or -1. */
static long read_all(const char *path, const char *question, struct sums *sum)
{
	long fd, got;

	fd = timed(SYS_OPENAT, AT_FDCWD, (long)path, question ? O_RDWR : O_RDONLY);
	if (fd < 0)
		return fail(path);
	if (question && timed(SYS_WRITE, fd, (long)question, length(question)) < 0)
		return fail(question);
	while ((got = timed(SYS_READ, fd, (long)piece, sizeof(piece))) > 0) {
		sum->bytes += got;
		while (got--)
			sum->lines += piece[got] == '\n';
	}
	return got < 0 ? fail(path) : fd;
}

static long measure(const char *path, const char *question)
{
	struct sums sum = { 0, 0 };
	long before = free_pages(), held, fd;

	ticks = 0;
	fd = read_all(path, question, &sum);
	if (fd < 0)
		return 1;
	held = before - free_pages();
	timed(SYS_CLOSE, fd, 0, 0);
	say_number(nanoseconds(ticks), " ");
	say_number(sum.bytes, " ");
	say_number(sum.lines, " ");
	say_number(held * PAGE_KIB, "\n");
	return 0;
}

/* Nothing but the calls is within the trace; the memory to read into is there. */
static long trace(const char *path, const char *question)
{
	long on = call(SYS_OPENAT, AT_FDCWD, (long)TRACING_ON, O_RDWR), fd;
	struct sums sum = { 0, 0 };
	u64 i;

	if (on < 0)
		return fail(TRACING_ON);
	for (i = 0; i < sizeof(piece); i++)
		piece[i] = 1;
	call(SYS_WRITE, on, (long)"1", 1);
	fd = read_all(path, question, &sum);
	call(SYS_CLOSE, fd, 0, 0);
	call(SYS_WRITE, on, (long)"0", 1);
	return fd < 0;
}

/* @stack: the number of arguments, then they themselves, then 0 */
/* Only _start below calls it, which the compiler cannot see. */
static __attribute__((used)) void start(long *stack)
{
	const char **argv = (const char **)(stack + 2);
	long err = 1;

	if (stack[0] < 2)
		say("usage: meter [-t] FILE [QUESTION]\n");
	else if (argv[0][0] == '-')
		err = trace(argv[1], argv[2]);
	else
		err = measure(argv[0], argv[1]) || measure(argv[0], argv[1]);
	call(SYS_EXIT, err, 0, 0);
}

asm(".globl _start\n_start:\n\tmov x0, sp\n\tb start\n");
