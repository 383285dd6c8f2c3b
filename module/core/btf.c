// SPDX-License-Identifier: GPL-2.0-only
/*
 * BTF: types found by name or by number, in one pass over all of them.
 *
 * The description is data of somebody else's. Every access is checked against its bounds,
 * nothing is followed from one type to another, and a pass only moves forward.
 */
#include "ptwalk_btf.h"

#define MAGIC		0xeb9f
#define VERSION		1
/* Larger than any kernel's, and small enough for offsets of 32 bits. */
#define MOST_BYTES	BIT_ULL(28)

/* struct btf_header, in the order of bytes of this machine. */
struct header {
	u16 magic;
	u8 version;
	u8 flags;
	u32 bytes;
	u32 types, types_bytes;
	u32 names, names_bytes;
};

/* struct btf_type */
struct type {
	u32 name;
	u32 info;
	u32 bytes;
};

/* struct btf_member */
struct member {
	u32 name;
	u32 type;
	u32 bits;
};

/* What stands behind a type: so many bytes, and so many for each of its parts. */
static const struct extra {
	u8 once;
	u8 each;
} extras[] = {
	[1] = { 4, 0 },		/* INT */
	[2] = { 0, 0 },		/* PTR */
	[3] = { 12, 0 },	/* ARRAY */
	[4] = { 0, 12 },	/* STRUCT */
	[5] = { 0, 12 },	/* UNION */
	[6] = { 0, 8 },		/* ENUM */
	[7] = { 0, 0 },		/* FWD */
	[8] = { 0, 0 },		/* TYPEDEF */
	[9] = { 0, 0 },		/* VOLATILE */
	[10] = { 0, 0 },	/* CONST */
	[11] = { 0, 0 },	/* RESTRICT */
	[12] = { 0, 0 },	/* FUNC */
	[13] = { 0, 8 },	/* FUNC_PROTO */
	[14] = { 4, 0 },	/* VAR */
	[15] = { 0, 12 },	/* DATASEC */
	[16] = { 0, 0 },	/* FLOAT */
	[17] = { 4, 0 },	/* DECL_TAG */
	[18] = { 0, 0 },	/* TYPE_TAG */
	[19] = { 0, 12 },	/* ENUM64 */
};

static u32 kind_of(const struct type *t)
{
	return t->info >> 24 & 0x1f;
}

static u32 parts_of(const struct type *t)
{
	return t->info & 0xffff;
}

/* Copy from the window; move it first if it is elsewhere. */
static int fetch(struct ptwalk_btf *btf, u64 at, u64 end, void *to, u32 n)
{
	int err;

	if (end - at < n)
		return -EINVAL;
	if (at < btf->from || at + n > btf->from + btf->valid) {
		u32 some = (u32)min_t(u64, sizeof(btf->window), end - at);

		btf->valid = 0;
		err = btf->read(btf->priv, at, btf->window, some);
		if (err)
			return err;
		btf->from = at;
		btf->valid = some;
	}
	memcpy(to, btf->window + (at - btf->from), n);
	return 0;
}

/* Is @name what is written at an offset into the names? 1, 0 or -errno. */
static int is_named(struct ptwalk_btf *btf, u32 offset, const char *name)
{
	u32 n = (u32)strlen(name) + 1;
	char there[PTWALK_BTF_NAME];
	int err;

	if (n > sizeof(there))
		return -EINVAL;
	if (offset > btf->names_end - btf->names)
		return -EINVAL;
	if (n > btf->names_end - btf->names - offset)
		return 0;
	err = btf->read(btf->priv, btf->names + offset, there, n);
	return err ? err : !memcmp(there, name, n);
}

/**
 * ptwalk_btf_open - check the header of a description
 * @btf: @read, @priv and @bytes are set
 *
 * Return: 0, -EINVAL if it is no BTF of this machine's order of bytes, or an error of @read.
 */
int ptwalk_btf_open(struct ptwalk_btf *btf)
{
	struct header h;
	int err;

	if (btf->bytes < sizeof(h) || btf->bytes > MOST_BYTES)
		return -EINVAL;
	err = btf->read(btf->priv, 0, &h, sizeof(h));
	if (err)
		return err;
	if (h.magic != MAGIC || h.version != VERSION || h.bytes < sizeof(h))
		return -EINVAL;
	btf->types = (u64)h.bytes + h.types;
	btf->types_end = btf->types + h.types_bytes;
	btf->names = (u64)h.bytes + h.names;
	btf->names_end = btf->names + h.names_bytes;
	if (btf->types_end > btf->bytes || btf->names_end > btf->bytes)
		return -EINVAL;
	btf->valid = 0;
	return 0;
}

/* Note where a member is, if it is one that is looked for. */
static int take_member(struct ptwalk_btf *btf, const struct type *t, const struct member *m,
		       struct ptwalk_btf_type *want)
{
	bool has_width = t->info >> 31;
	u32 i, bits = has_width ? m->bits & 0xffffff : m->bits;

	for (i = 0; i < want->members; i++) {
		int is = is_named(btf, m->name, want->member[i].name);

		if (is < 0)
			return is;
		if (!is)
			continue;
		/* A bit field is not what anybody looks for. */
		if (bits % 8 || (has_width && m->bits >> 24))
			return -EINVAL;
		want->member[i].offset = bits / 8;
		want->member[i].type = m->type;
	}
	return 0;
}

static int take(struct ptwalk_btf *btf, u32 id, u64 at, const struct type *t,
		struct ptwalk_btf_type *want)
{
	struct member m;
	u32 i;
	int err = 0;

	want->found = true;
	want->id = id;
	want->bytes = t->bytes;
	for (i = 0; i < parts_of(t) && want->members && !err; i++) {
		err = fetch(btf, at + i * sizeof(m), btf->types_end, &m, sizeof(m));
		if (!err)
			err = take_member(btf, t, &m, want);
	}
	return err;
}

/* Is this type what is looked for? 1, 0 or -errno. */
static int is_wanted(struct ptwalk_btf *btf, u32 id, const struct type *t,
		     const struct ptwalk_btf_type *want)
{
	if (want->found || kind_of(t) != want->kind || (want->id && want->id != id))
		return 0;
	return want->name ? is_named(btf, t->name, want->name) : 1;
}

static bool all_found(const struct ptwalk_btf_type *type, u32 n)
{
	while (n && type[n - 1].found)
		n--;
	return !n;
}

static void forget(struct ptwalk_btf_type *type, u32 n)
{
	u32 i, k;

	for (i = 0; i < n; i++) {
		type[i].found = false;
		for (k = 0; k < type[i].members; k++)
			type[i].member[k].type = 0;
	}
}

/**
 * ptwalk_btf_find - look for types, in one pass
 * @btf: the description, opened
 * @type: what to look for; filled as far as it is there
 * @n: how many
 *
 * The pass ends with the last type that is looked for.
 *
 * Return: 0, whether or not all are there; -EINVAL if the description contradicts itself,
 * -EOPNOTSUPP if there is a type of a kind that is not known, or an error of @read.
 */
int ptwalk_btf_find(struct ptwalk_btf *btf, struct ptwalk_btf_type *type, u32 n)
{
	u64 at = btf->types, extra;
	struct type t;
	u32 id, i;
	int err;

	forget(type, n);
	for (id = 1; at < btf->types_end && !all_found(type, n); id++) {
		err = fetch(btf, at, btf->types_end, &t, sizeof(t));
		if (err)
			return err;
		if (!kind_of(&t) || kind_of(&t) >= ARRAY_SIZE(extras))
			return -EOPNOTSUPP;
		extra = extras[kind_of(&t)].once + extras[kind_of(&t)].each * parts_of(&t);
		at += sizeof(t);
		if (extra > btf->types_end - at)
			return -EINVAL;
		for (i = 0; i < n; i++) {
			err = is_wanted(btf, id, &t, &type[i]);
			if (err > 0)
				err = take(btf, id, at, &t, &type[i]);
			if (err)
				return err;
		}
		at += extra;
	}
	return 0;
}
