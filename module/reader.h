/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTWALK_READER_H
#define PTWALK_READER_H

#include "ptwalk.h"

extern struct ptwalk_reader ptwalk_live_reader;

#endif /* PTWALK_READER_H */
