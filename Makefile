# SPDX-License-Identifier: GPL-2.0-only
# Verbs for people. The build itself is the kernel's: see Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build

all: modules

modules modules_install clean:
	$(MAKE) -C $(KDIR) M=$(CURDIR) $@

install: modules_install

check:
	$(MAKE) -C $(KDIR) M=$(CURDIR) W=1 C=2 modules

demo test bench:
	./scripts/$@

zoo:
	./scripts/test -m tests/zoo

.PHONY: all modules modules_install clean install check demo test bench zoo
