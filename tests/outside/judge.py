# SPDX-License-Identifier: GPL-2.0-only
"""judge.py FOLDER ARCH: the fourth judge of a guest that runs tests/guest/outside.sh.

Whenever the guest says that it has copied its files to the console, QEMU stops it, and its tables are read from outside.
Once two copies are the same, nothing has changed meanwhile: each row of extents must be what was read between them, and
nothing more. Prints KTAP. FOLDER has the guest's console, stdin and gdb."""

import os
import re
import sys
import time

from formats import FORMATS
from gdbstub import Stub
from walk import Run, Walker, segments

LEAST = 50


class Tests:
    def __init__(self):
        self.n = 0

    def ok(self, name, passed, why=()):
        self.n += 1
        if not passed:
            for line in list(why)[:20]:
                print('#', line)
        print('%sok %d outside: %s' % ('' if passed else 'not ', self.n, name))
        return passed


class Guest:
    def __init__(self, folder, arch):
        self.folder = folder
        self.registers, self.common, self.shape = FORMATS[arch]

    def path(self, name):
        return os.path.join(self.folder, name)

    def copy(self, n):
        """The n-th copy of its files, as lines; None if the guest ends, or whoever runs it."""
        while not os.path.exists(self.path('ended')) and os.getppid() != 1:
            with open(self.path('console'), errors='replace', newline='\n') as console:
                lines = [line.rstrip('\r\n') for line in console]
            if 'ptwalk-outside: ready %d' % n in lines:
                first = lines.index('ptwalk-outside: copy %d' % n)
                return lines[first + 1:lines.index('ptwalk-outside: ready %d' % n)]
            time.sleep(0.5)
        return None

    def say(self, text):
        with open(self.path('stdin'), 'w') as stdin:
            stdin.write(text + '\n')

    def walk(self):
        """Stop it, read its tables. Tried again while a processor is in user mode, whose root can be another."""
        for _ in range(50):
            stub = Stub(self.path('gdb'))
            try:
                found = []
                for processor in stub.processors():
                    stub.select(processor)
                    found.append(self.registers(stub))
                if all(found) and len({self.common(registers) for registers in found}) == 1:
                    walker = Walker(self.shape(found[0]), stub.read)
                    return walker, walker.runs()
            finally:
                stub.go_on()
            time.sleep(0.1)
        raise OSError('the processors never had one root in common')


def parsed(copy):
    """A copy's status as a dictionary, and the rows of extents as runs. Raises ValueError for anything else."""
    status, runs, file = {}, [], None
    for line in copy:
        if line.startswith('# ptwalk/1 '):
            file = line.split()[2]
        elif file == 'status:':
            name, _, value = line.partition(': ')
            status[name] = value
        elif file == 'extents:':
            runs.append(row(line))
    return status, runs


def row(line):
    match = re.fullmatch(r'0x([0-9a-f]{16})-0x([0-9a-f]{16}) (\d+) (\w+) (\d+) ([r-][w-][x-]) (\S+) 0x([0-9a-f]{16}) \S+'
                         r' attrs=0x([0-9a-f]{16})((?: \S+)*)', line)
    if not match:
        raise ValueError(line)
    start, end, pa, attrs = (int(match[i], 16) for i in (1, 2, 8, 9))
    size, count = int(match[3]), int(match[5])
    end = end or 1 << 64
    if end - start != size or size % count:
        raise ValueError('bytes, or leaves: ' + line)
    keys = match[10].split()
    repeated = 'repeated=1' in keys
    if 'cont=%d' % count in keys:
        keys[keys.index('cont=%d' % count)] = 'cont'
    keys = tuple(key for key in keys if key != 'repeated=1')
    step = 0 if repeated else size // count
    return Run(start, size // count, count, pa, step, (match[4], match[6], match[7], keys, attrs))


def shown(run):
    level, prot, memtype, keys, attrs = run.like
    return '0x%016x-0x%016x %s %d %s %s 0x%016x attrs=0x%016x %s' % (
        run.va, run.end() % (1 << 64), level, run.count, prot, memtype, run.pa, attrs, ' '.join(keys))


def differences(copy, walker, runs):
    """What is not the same in a copy and in the walk from outside, as lines."""
    try:
        status, rows = parsed(copy)
    except ValueError as error:
        return ['a row that is not understood: %s' % error]
    shape = walker.shape
    out = []
    for name, value in (('page_size', 1 << shape.page_shift), ('va_bits', shape.va_bits), ('pa_bits', shape.pa_bits),
                        ('levels', len(shape.levels)), ('root_pa', '0x%016x' % shape.root if shape.same_root else None)):
        if value is not None and status.get(name) != str(value):
            out.append('%s: %s, from outside %s' % (name, status.get(name), value))
    if len(rows) < LEAST:
        out.append('%d rows are too few' % len(rows))
    theirs = [shown(run) for run in segments(rows)]
    ours = [shown(run) for run in segments(runs)]
    out += ['only in extents: ' + line for line in theirs if line not in set(ours)] if theirs != ours else []
    out += ['only from outside: ' + line for line in ours if line not in set(theirs)] if theirs != ours else []
    if theirs != ours and not out:
        out.append('not in the same order')
    return out


def spoiled(copy):
    """Copies that a judge must not pass, by what is wrong with them."""
    at = [i for i, line in enumerate(copy) if ' attrs=' in line]
    i = at[len(at) // 2]
    line = copy[i]
    fields = line.split()
    start, end = (int(a, 16) for a in fields[0].split('-'))
    page = end - start

    def changed(n, text):
        return copy[:i] + [' '.join(fields[:n] + [text] + fields[n + 1:])] + copy[i + 1:]

    yield 'an empty copy', []
    yield 'no rows', [other for other in copy if ' attrs=' not in other]
    yield 'a missing row', copy[:i] + copy[i + 1:]
    yield 'a row that is there twice', copy[:i] + [line] + copy[i:]
    yield 'a row that no table has', copy[:i + 1] + [
        ' '.join(['0x%016x-0x%016x' % (end, end + page)] + fields[1:])] + copy[i + 1:]
    yield 'another address', changed(0, '0x%016x-0x%016x' % (start - page, end - page))
    yield 'another level', changed(2, 'pmd' if fields[2] == 'pte' else 'pte')
    yield 'other leaves', changed(3, str(2 * int(fields[3])))
    yield 'another protection', changed(4, 'rwx' if fields[4] != 'rwx' else 'r--')
    yield 'another memory type', changed(5, 'device-GRE')
    yield 'another page', changed(6, '0x%016x' % (int(fields[6], 16) + page))
    yield 'other attributes', copy[:i] + [re.sub(r'attrs=0x(.)', lambda m: 'attrs=0x%x' % (int(m[1], 16) ^ 4), line)] + copy[i + 1:]
    yield 'another key', copy[:i] + [line + ' user=1'] + copy[i + 1:]
    yield 'other levels', [re.sub(r'^levels: ', 'levels: 1', other) for other in copy]


def judge(tests, guest):
    last = walked = None
    for n in range(1, 9):
        copy = guest.copy(n)
        if not tests.ok('copy %d has come' % n, copy is not None, ['the guest ended, or said nothing']):
            return
        if copy == last:
            guest.say('enough')
            break
        last, walked = copy, guest.walk()
        guest.say('more')
    else:
        tests.ok('two copies are the same', False, ['something changed between any two of them'])
        return
    walker, runs = walked
    wrong = differences(copy, walker, runs)
    tests.ok('each row of extents is in the tables, and nothing more', not wrong, wrong)
    print('# %d rows, %d runs and %d tables from outside, %d levels, pages of %d' % (
        len(parsed(copy)[1]) if not wrong else 0, len(runs), walker.tables, len(walker.shape.levels), 1 << walker.shape.page_shift))
    if not wrong:
        for what, other in spoiled(copy):
            tests.ok('notices ' + what, other != copy and differences(other, walker, runs))


def main():
    tests = Tests()
    try:
        judge(tests, Guest(*sys.argv[1:]))
    except (OSError, EOFError) as error:
        tests.ok('QEMU answers', False, [str(error)])
    print('1..%d' % tests.n)


main()
