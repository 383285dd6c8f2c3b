# SPDX-License-Identifier: GPL-2.0-only
"""What the tables of an architecture look like, from its manual, and nothing from the module."""

from dataclasses import dataclass


def field(value, high, low):
    return value >> low & (1 << high - low + 1) - 1


def mask(high, low):
    return (1 << high + 1) - (1 << low)


@dataclass
class Level:
    """One level of the tables; an entry is a table or a leaf if it has, under a mask, one of these values."""
    name: str
    shift: int
    entries: int
    tables: list
    leaves: list
    # Fields of the address in a leaf: (high bit, low bit, low bit of the address).
    address: list
    # Bits of a leaf that hardware sets by itself, which extents leaves out of the attributes.
    hardware: int = 0


@dataclass
class Shape:
    """The tables of one address space: levels[0] is the last one."""
    page_shift: int
    va_bits: int
    pa_bits: int            # None: the stub does not tell
    root: int               # where the walk begins
    same_root: bool         # is that the root in status?
    first: int              # address of entry 0 of the root, modulo 2^64
    start: int              # lowest address of the kernel's half
    levels: list
    table_address: list
    # inherit(above, entry): what a table entry imposes, as a number; nothing is the number `free`.
    inherit: object
    free: int
    # describe(level, attrs, inherited): protection, memory type and keys of a leaf.
    describe: object


def address(fields, entry):
    return sum(field(entry, high, low) << to for high, low, to in fields)


def attributes(level, entry):
    """A leaf without the bits of its address."""
    for high, low, _ in level.address:
        entry &= ~mask(high, low)
    return entry & ~level.hardware


def names(n):
    return ['pte', 'pmd', 'pud', 'p4d'][:n - 1] + ['pgd']


# ---- arm64: Arm Architecture Reference Manual (DDI 0487), D8.2 translation process, D8.3 descriptor formats,
# D8.4 permissions, D8.5 memory attributes, D24 registers ----

MAIR_NAMES = {0x00: 'device-nGnRnE', 0x04: 'device-nGnRE', 0x08: 'device-nGRE', 0x0c: 'device-GRE', 0x44: 'normal-nc',
              0xbb: 'normal-wt', 0xf0: 'normal-tagged', 0xff: 'normal'}

PXN_TABLE, APTABLE_USER, APTABLE_WRITE = 1 << 59, 1 << 61, 1 << 62


def arm64_registers(stub):
    """Of the processor that is selected; None while it is in user mode."""
    el = field(stub.register('cpsr'), 3, 2)
    if el == 0:
        return None
    # A kernel at EL2 (FEAT_VHE) uses the registers of that level, which have the form of EL1's.
    return {'ttbr1': stub.register('TTBR1_EL%d' % el), 'tcr': stub.register('TCR_EL%d' % el),
            'mair': stub.register('MAIR_EL%d' % el), 'sctlr': stub.register('SCTLR_EL%d' % el, 'SCTLR')}


def arm64_root(registers):
    return registers['ttbr1'] & mask(47, 1)


def arm64_shape(registers):
    tcr = registers['tcr']
    page_shift = {1: 14, 2: 12, 3: 16}[field(tcr, 31, 30)]
    va_bits = 64 - field(tcr, 21, 16)
    pa_bits = [32, 36, 40, 42, 44, 48, 52, None][field(tcr, 34, 32)]
    ds = bool(tcr >> 59 & 1) and page_shift != 16
    pa52 = pa_bits == 52 and (ds or page_shift == 16)
    stride = page_shift - 3
    n = -(-(va_bits - page_shift) // stride)

    def fields(shift):
        if ds:
            return [(49, shift, shift), (9, 8, 50)]
        if pa52:
            return [(47, shift, shift), (15, 12, 48)]
        return [(47, shift, shift)]

    # Levels that may hold blocks, counted from the last one (D8.3.1, tables D8-14 to D8-19).
    blocks = {12: [1, 2] + [3] * ds, 14: [1] + [2] * ds, 16: [1] + [2] * pa52}[page_shift]
    levels = []
    for i, name in enumerate(names(n)):
        shift = page_shift + i * stride
        entries = 1 << (min(stride, va_bits - shift))
        leaves = [(3, 3)] if i == 0 else [(3, 1)] * (i in blocks)
        levels.append(Level(name, shift, entries, [(3, 3)] if i else [], leaves, fields(shift)))

    ttbr1 = registers['ttbr1']
    root = ttbr1 & mask(47, 1)
    if pa_bits == 52:
        root = ttbr1 & mask(47, 6) | field(ttbr1, 5, 2) << 48
    root &= -8 * levels[-1].entries
    hierarchy = not tcr >> 42 & 1

    def describe(level, attrs, inherited):
        write = not attrs >> 7 & 1 or bool(attrs >> 51 & 1 and tcr >> 40 & 1)
        write = write and not inherited & APTABLE_WRITE
        user = bool(attrs >> 6 & 1) and not inherited & APTABLE_USER
        execute = not attrs >> 53 & 1 and not inherited & PXN_TABLE
        if write and (user or registers['sctlr'] >> 19 & 1):
            execute = False
        index = field(attrs, 4, 2)
        kind = field(registers['mair'], 8 * index + 7, 8 * index)
        keys = ['cont'] * (attrs >> 52 & 1) + ['user=1'] * user + ['accessed=0'] * (not attrs >> 10 & 1)
        return ('r' + '-w'[write] + '-x'[execute], MAIR_NAMES.get(kind, 'attr%d:0x%02x' % (index, kind)), tuple(keys))

    return Shape(page_shift, va_bits, 52 if pa52 else min(pa_bits, 48), root, True, -(1 << va_bits), -(1 << va_bits) % (1 << 64),
                 levels, fields(page_shift),
                 (lambda above, entry: above | entry & mask(62, 59)) if hierarchy else (lambda above, entry: 0), 0, describe)


# ---- x86_64: Intel Software Developer's Manual, volume 3: 4.5 paging with 4 and 5 levels, 4.6 access rights, 4.9 memory
# types ----

# IA32_PAT, which no stub tells: Linux writes this one on every CPU that has it (arch/x86/mm/pat/memtype.c).
PAT = 0x0407050600070106
PAT_NAMES = {0: 'uc', 1: 'wc', 4: 'wt', 5: 'wp', 6: 'wb', 7: 'uc-'}

WRITE, USER, SIZE, NX = 1 << 1, 1 << 2, 1 << 7, 1 << 63


def x86_64_registers(stub):
    if stub.register('cs') & 3:
        return None
    return {name: stub.register(name) for name in ('cr0', 'cr3', 'cr4', 'efer')}


def x86_64_shape(registers):
    """The upper half, which every process has in common: CR3 is the root of whichever runs."""
    n = 5 if registers['cr4'] >> 12 & 1 else 4
    va_bits = 12 + 9 * n
    levels = []
    for i, name in enumerate(names(n)):
        shift = 12 + 9 * i
        leaves = [(1, 1)] if i == 0 else [(1 | SIZE, 1 | SIZE)] * (i < 3)
        levels.append(Level(name, shift, 512, [(1 | SIZE, 1)] if i else [], leaves, [(51, shift, shift)], 0x60))

    def inherit(above, entry):
        return above & entry & (WRITE | USER) | (above | entry) & NX

    def describe(level, attrs, inherited):
        write = bool(attrs & inherited & WRITE) or not registers['cr0'] >> 16 & 1
        user = bool(attrs & inherited & USER)
        execute = not registers['efer'] >> 11 & 1 or not (attrs | inherited) & NX
        # SMEP
        if user and registers['cr4'] >> 20 & 1:
            execute = False
        index = field(attrs, 4, 3) | (attrs >> (12 if level else 7) & 1) << 2
        kind = field(PAT, 8 * index + 7, 8 * index)
        return 'r' + '-w'[write] + '-x'[execute], PAT_NAMES[kind], ('user=1',) * user

    return Shape(12, va_bits, None, registers['cr3'] & mask(51, 12), False, -(1 << va_bits), (1 << 64) - (1 << va_bits - 1),
                 levels, [(51, 12, 12)], inherit, WRITE | USER, describe)


# By ARCH of the kernel: what QEMU is asked for, what of it is the same on all processors, and the shape.
FORMATS = {
    'arm64': (arm64_registers, arm64_root, arm64_shape),
    'x86_64': (x86_64_registers, lambda registers: registers['cr4'], x86_64_shape),
}
