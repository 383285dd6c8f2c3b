# SPDX-License-Identifier: GPL-2.0-only
"""Walk tables in physical memory: all leaves, as runs of neighbours that are alike."""

import struct
from dataclasses import dataclass

from formats import address, attributes


@dataclass
class Run:
    """So many leaves in a row; the addresses that they lead to grow by step: the size of a leaf, or 0."""
    va: int
    size: int
    count: int
    pa: int
    step: int
    like: tuple             # level, protection, memory type, keys, attributes

    def end(self):
        return self.va + self.count * self.size

    def last_pa(self):
        return self.pa + (self.count - 1) * self.step


def joined(runs):
    """Neighbours made one where their addresses go on in the same way."""
    out = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.end() == run.va and last.like == run.like:
            step = run.pa - last.last_pa()
            if step in (0, run.size) and last.count == 1 or step == last.step:
                if run.count == 1 or run.step == step:
                    out[-1] = Run(last.va, last.size, last.count + run.count, last.pa, step, last.like)
                    continue
        out.append(run)
    return out


def is_any(entry, values):
    return any(entry & under == value for under, value in values)


class Walker:
    def __init__(self, shape, read):
        """read(address, size) returns physical memory."""
        self.shape = shape
        self.read = read
        self.seen = {}
        self.tables = 0

    def runs(self):
        """All of the kernel's half."""
        shape = self.shape
        top = len(shape.levels) - 1
        runs = [run for run in self._table(shape.root, top, shape.free) if run.va + shape.first % (1 << 64) >= shape.start]
        for run in runs:
            run.va += shape.first % (1 << 64)
        return runs

    def _table(self, pa, level, inherited):
        """The runs under a table, from address 0 on. A table that is reached in many ways is walked once."""
        key = pa, level, inherited
        if key not in self.seen:
            entries = self.shape.levels[level].entries
            self.tables += 1
            words = struct.unpack('<%dQ' % entries, self.read(pa, 8 * entries))
            self.seen[key] = joined(self._entries(words, level, inherited))
        return [Run(**vars(run)) for run in self.seen[key]]

    def _entries(self, words, level, inherited):
        shape, this = self.shape, self.shape.levels[level]
        size = 1 << this.shift
        likes = {}
        for i, entry in enumerate(words):
            if not entry:
                continue
            if is_any(entry, this.leaves):
                attrs = attributes(this, entry)
                if attrs not in likes:
                    likes[attrs] = (this.name,) + shape.describe(level, attrs, inherited) + (attrs,)
                yield Run(i * size, size, 1, address(this.address, entry), size, likes[attrs])
            elif is_any(entry, this.tables):
                below = address(shape.table_address, entry)
                for run in self._table(below, level - 1, shape.inherit(inherited, entry)):
                    run.va += i * size
                    yield run


def segments(runs):
    """One form for any division of the same leaves into runs: where neighbours are alike and their addresses go on in
    the same way, from the first such leaf to the last. A leaf between two ways of going on is in both."""
    out = []
    last = None
    for run in runs:
        if last and last.end() == run.va and last.like == run.like and run.pa - last.last_pa() in (0, run.size):
            _extend(out, run.pa - last.last_pa(), 1)
        else:
            out.append(Run(run.va, run.size, 1, run.pa, None, run.like))
        if run.count > 1:
            _extend(out, run.step, run.count - 1)
        last = run
    return out


def _extend(out, step, more):
    run = out[-1]
    if run.step not in (None, step):
        run = Run(run.end() - run.size, run.size, 1, run.last_pa(), None, run.like)
        out.append(run)
    run.step = step
    run.count += more
