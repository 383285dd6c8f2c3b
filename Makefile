# SPDX-License-Identifier: GPL-2.0-only
# Verbs for people. The build itself is the kernel's: see Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build

all: modules

modules modules_install clean: headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) $@

install: modules_install

# The tools alone need neither headers nor the module: they also read snapshots of other machines.
PREFIX ?= /usr/local
install-tools:
	install -d $(DESTDIR)$(PREFIX)/lib/ptwalk $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard scripts/ptwalk*.sh scripts/ptwalk*.awk) $(DESTDIR)$(PREFIX)/lib/ptwalk/
	install -m 755 $(filter-out %.sh %.awk,$(wildcard scripts/ptwalk*)) $(DESTDIR)$(PREFIX)/lib/ptwalk/
	ln -sf ../lib/ptwalk/ptwalk $(DESTDIR)$(PREFIX)/bin/ptwalk

check: headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) W=1 C=2 modules

# The core in user space: its KUnit suites by gcc and by clang, with sanitizers.
core:
	$(MAKE) -C user test

# The core under libFuzzer, SECONDS of each target: see user/fuzz/Makefile.
fuzz:
	$(MAKE) -C user/fuzz fuzz

# Small changes to the core, and whether the suites notice: all of them, or N=number by chance, S=seed.
mutate:
	user/mutate $(if $(N),-n $(N)) $(if $(S),-s $(S)) -o user/build/mutants

demo test bench style:
	./scripts/$@

# The labs of the course on each kernel: every reference solution, and wrong answers.
course:
	./scripts/test -m tests/course

zoo:
	./scripts/test -m tests/zoo

# The tables of every guest, read from its memory: see docs/TESTING.md.
outside:
	./scripts/test -t outside
	./scripts/test -t outside -m tests/zoo

# Attacks, MINUTES of each.
MINUTES ?= 10
soak:
	./scripts/test -m tests/soak -s $$(($(MINUTES) * 60))

# What the ordinary test does in part, in full: it takes hours.
test-full:
	./scripts/test -f
	./scripts/style -a

test-all: test
	./scripts/test -m tests/kernels.all

matrix:
	./scripts/matrix

# Without this the first thing said would be that make cannot enter a folder.
headers:
	@[ -e $(KDIR)/Makefile ] || { \
		echo "ptwalk: there are no kernel headers in $(KDIR)"; \
		echo "  to install them:      apt-get install linux-headers-$$(uname -r)    (or linux-headers-arm64, linux-headers-amd64)"; \
		echo "  to build for others:  make KDIR=/path/to/headers ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-"; \
		echo "  to need none:         ./scripts/demo    (boots a Debian kernel under QEMU, and ptwalk in it)"; \
		exit 1; \
	} >&2

help:
	@echo 'make [modules]   build ptwalk.ko for the running kernel, or for KDIR=/path/to/headers'
	@echo 'make install     install it below /lib/modules (INSTALL_MOD_PATH= and the like as in the kernel)'
	@echo 'make install-tools  install the command ptwalk below PREFIX=/usr/local: needs no headers'
	@echo 'make clean       remove what was built'
	@echo 'make check       build with all warnings (W=1) and with sparse (C=2)'
	@echo 'make style       checkpatch.pl --strict, kernel-doc and shellcheck over the tree'
	@echo 'make core        the core in user space: its KUnit suites with sanitizers'
	@echo 'make fuzz        the core under libFuzzer, SECONDS=60 of each target'
	@echo 'make mutate      change the core, N=number times: do its suites notice?'
	@echo 'make demo        boot a Debian kernel under QEMU and show its page tables'
	@echo 'make test        run all tests, on this machine and in guests'
	@echo 'make test-all    that, and every kernel that Debian has (tests/kernels.all)'
	@echo 'make matrix      write docs/KERNELS.md from the logs of the tests'
	@echo 'make zoo         run the guests with memory of all kinds (tests/zoo)'
	@echo 'make soak        attack the module, MINUTES=10 in each guest of tests/soak'
	@echo 'make test-full   run the tests of make test in full, which takes hours'
	@echo 'make outside     compare extents with the tables in guest memory, for every guest'
	@echo 'make course      play the labs in docs/labs on each kernel'
	@echo 'make bench       count the instructions that reading the files takes'
	@echo 'make help        this text'
	@echo
	@echo 'For another machine: ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-. By clang: LLVM=1. With the fixture'
	@echo 'and the KUnit suites: PTWALK_TESTS=1. demo, test, bench and style are ./scripts/NAME, which have options.'

.PHONY: all modules modules_install clean install install-tools check core fuzz mutate demo test bench style zoo outside soak test-full test-all matrix course headers help
