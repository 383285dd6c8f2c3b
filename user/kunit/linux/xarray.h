/* SPDX-License-Identifier: GPL-2.0-only */
/* An array of pointers with holes: a list, for the few that a suite has. */
#ifndef PTWALK_USER_LINUX_XARRAY_H
#define PTWALK_USER_LINUX_XARRAY_H

#include <errno.h>
#include <stdlib.h>

#include <linux/slab.h>

/** struct xa_user_entry - one that is there */
struct xa_user_entry {
	struct xa_user_entry *next;
	unsigned long index;
	void *entry;
};

struct xarray {
	struct xa_user_entry *first;
};

static inline void xa_init(struct xarray *xa)
{
	xa->first = NULL;
}

static inline void *xa_load(struct xarray *xa, unsigned long index)
{
	struct xa_user_entry *e = xa->first;

	while (e && e->index != index)
		e = e->next;
	return e ? e->entry : NULL;
}

/* Where nothing is yet: returns what was there, or MAP_FAILED for no memory. */
static inline void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_user_entry *e = kmalloc(sizeof(*e), gfp);

	if (!e)
		return (void *)-1ul;
	if (xa_load(xa, index))
		abort();
	*e = (struct xa_user_entry) { xa->first, index, entry };
	xa->first = e;
	return NULL;
}

static inline int xa_err(const void *entry)
{
	return entry == (void *)-1ul ? -ENOMEM : 0;
}

static inline void xa_destroy(struct xarray *xa)
{
	struct xa_user_entry *e;

	while ((e = xa->first)) {
		xa->first = e->next;
		kfree(e);
	}
}

#define xa_for_each(xa, i, ptr)							\
	for (struct xa_user_entry *e_ = (xa)->first;				\
	     e_ && ((i) = e_->index, (ptr) = e_->entry, (void)(i), true); e_ = e_->next)

#endif /* PTWALK_USER_LINUX_XARRAY_H */
