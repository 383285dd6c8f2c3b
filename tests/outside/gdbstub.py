# SPDX-License-Identifier: GPL-2.0-only
"""A client of QEMU's gdb stub: registers by name and physical memory, of a guest that is stopped meanwhile."""

import re
import socket

# The stub takes no longer packets; memory comes as two digits a byte.
PACKET = 4096
CHUNK = 0x7c0


class Stub:
    """The guest is stopped from the connection on, until go_on()."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.received = b''
        self.ask('qSupported:xmlRegisters=aarch64,i386,riscv')
        self.numbers = self._registers()
        if self.ask('Qqemu.PhyMemMode:1') != b'OK':
            raise OSError('this QEMU reads no physical memory for gdb')

    def ask(self, text):
        """Send a packet, return the answer."""
        data = text.encode()
        self.socket.sendall(b'$%s#%02x' % (data, sum(data) & 0xff))
        while True:
            packet = re.search(rb'\$([^#]*)#..', self.received, re.S)
            if packet:
                self.received = self.received[packet.end():]
                self.socket.sendall(b'+')
                # That the guest has stopped is said unasked, as soon as it has.
                if not re.match(rb'[TS][0-9a-f]{2}', packet.group(1)):
                    return self._expanded(packet.group(1))
                continue
            more = self.socket.recv(65536)
            if not more:
                raise EOFError('QEMU has gone')
            self.received += more

    @staticmethod
    def _expanded(data):
        return re.sub(rb'}(.)', lambda m: bytes([m.group(1)[0] ^ 0x20]), data, flags=re.S)

    def _document(self, name):
        text = b''
        while True:
            part = self.ask('qXfer:features:read:%s:%x,%x' % (name, len(text), CHUNK))
            if part[:1] not in (b'm', b'l'):
                raise OSError('no %s: %r' % (name, part))
            text += part[1:]
            if part[:1] == b'l':
                return text.decode()

    def _registers(self):
        """Numbers by name: a register without a number has the one after that before it."""
        numbers, number = {}, 0
        for name in re.findall(r'<xi:include href="([^"]+)"', self._document('target.xml')):
            for register in re.findall(r'<reg [^>]*>', re.sub('<!--.*?-->', '', self._document(name), flags=re.S)):
                field = dict(re.findall(r'(\w+)="([^"]*)"', register))
                number = int(field.get('regnum', number))
                numbers[field['name']] = number
                number += 1
        return numbers

    def register(self, *names):
        """The value of the first of these registers that there is; 0 if there is none."""
        for name in names:
            if name in self.numbers:
                answer = self.ask('p%x' % self.numbers[name])
                return int.from_bytes(bytes.fromhex(answer.decode()), 'little')
        return 0

    def read(self, address, size):
        """Physical memory."""
        data = b''
        while len(data) < size:
            n = min(CHUNK, size - len(data))
            answer = self.ask('m%x,%x' % (address + len(data), n))
            if len(answer) != 2 * n:
                raise OSError('no memory at 0x%x' % (address + len(data)))
            data += bytes.fromhex(answer.decode())
        return data

    def processors(self):
        """Their names, as gdb's threads."""
        return self.ask('qfThreadInfo')[1:].decode().split(',')

    def select(self, processor):
        """The one whose registers are read from now on."""
        if self.ask('Hg' + processor) != b'OK':
            raise OSError('no processor ' + processor)

    def go_on(self):
        """Let the guest run, and leave."""
        self.ask('Qqemu.PhyMemMode:0')
        self.ask('D')
        self.socket.close()
