// SPDX-License-Identifier: GPL-2.0-only
/*
 * Owners as words.
 */
#include "ptwalk_text.h"

/**
 * ptwalk_put_caller - put the caller that made an area
 * @out: the text
 * @a: the area
 *
 * This is a symbol with its module, or for module memory with the module whose memory
 * it is; "-" if it is not known.
 */
void ptwalk_put_caller(struct ptwalk_text *out, const struct ptwalk_area *a)
{
	const char *module;

	ptwalk_put(out, a->caller ? out->symbol(out->priv, a->caller) : "-");
	module = a->kind == PTWALK_AREA_MODULE ? out->module(out->priv, a->start) : NULL;
	if (module) {
		ptwalk_putc(out, '[');
		ptwalk_put(out, module);
		ptwalk_putc(out, ']');
	}
}

/**
 * ptwalk_put_owner - put the column "owner"
 * @out: the text
 * @o: the owner
 */
void ptwalk_put_owner(struct ptwalk_text *out, const struct ptwalk_owner *o)
{
	if (ptwalk_owner_is_nobody(o, out->areas_known)) {
		ptwalk_put(out, "none");
	} else if (!o->area || o->region->fixed) {
		ptwalk_put(out, o->region->name);
	} else {
		ptwalk_put(out, ptwalk_area_kind_name(o->area->kind));
		ptwalk_putc(out, ':');
		ptwalk_put_caller(out, o->area);
	}
}
