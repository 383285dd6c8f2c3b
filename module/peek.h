/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_PEEK_H
#define PTWALK_PEEK_H

#include "ptwalk.h"

int ptwalk_peek(const struct ptwalk_space *space, void *to, const void *from, size_t bytes);
bool ptwalk_peek_word(const struct ptwalk_space *space, char *to, const char *from, size_t size);

#endif /* PTWALK_PEEK_H */
