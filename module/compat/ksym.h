/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_KSYM_H
#define PTWALK_KSYM_H

int ptwalk_ksym_init(void);
unsigned long ptwalk_ksym(const char *name);
unsigned long ptwalk_ksym_function(const char *name);

#endif /* PTWALK_KSYM_H */
