// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the reader of BTF, over any bytes. Every read must be in bounds, a pass must
 * end, and what is found must lie in the struct that it is found in.
 */
#include "fuzz.h"
#include "ptwalk_btf.h"

/**
 * struct description - the input, as a description of types
 * @data: the bytes
 * @size: how many
 * @copied: bytes copied so far
 */
struct description {
	const u8 *data;
	size_t size;
	u64 copied;
};

static int read_input(void *priv, u64 offset, void *to, u32 n)
{
	struct description *d = priv;

	hold(n <= d->size && offset <= d->size - n);
	d->copied += n;
	memcpy(to, d->data + offset, n);
	return 0;
}

static void check_vmap(struct ptwalk_btf *btf)
{
	struct ptwalk_vmap_layout l;
	const char *why = NULL;
	int err = ptwalk_vmap_layout(btf, &l, &why);

	hold(!err || err == -ENOENT || err == -EINVAL || err == -EOPNOTSUPP);
	hold((err == -ENOENT) == !!why);
	if (err)
		return;
	hold(l.busy < l.bytes && l.lazy < l.bytes && l.root < l.bytes);
	hold(l.busy + l.head + 16 <= l.bytes && l.lazy + l.head + 16 <= l.bytes);
	hold(l.busy + l.lock + 4 <= l.bytes && l.lazy + l.lock + 4 <= l.bytes);
}

static void check_find(struct ptwalk_btf *btf)
{
	struct ptwalk_btf_member member[] = { { "head" }, { "a" } };
	struct ptwalk_btf_type type[] = {
		{ .kind = PTWALK_BTF_STRUCT, .name = "rb_list", .member = member, .members = 2 },
		{ .kind = PTWALK_BTF_TYPEDEF, .id = 4 },
		{ .kind = PTWALK_BTF_STRUCT, .name = "" },
	};
	int err = ptwalk_btf_find(btf, type, ARRAY_SIZE(type));

	hold(!err || err == -EINVAL || err == -EOPNOTSUPP);
	hold(!type[0].found || type[0].id);
	hold(!type[1].found || type[1].id == 4);
	hold(type[0].found || (!member[0].type && !member[1].type));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct description d = { data, size };
	static struct ptwalk_btf btf;

	memset(&btf, 0, sizeof(btf));
	btf.read = read_input;
	btf.priv = &d;
	btf.bytes = size;
	if (ptwalk_btf_open(&btf))
		return 0;
	hold(btf.types <= btf.types_end && btf.types_end <= size);
	hold(btf.names <= btf.names_end && btf.names_end <= size);
	check_vmap(&btf);
	check_find(&btf);
	/* Four passes; a type of 12 bytes may cost a window, and each part of one some names. */
	hold(d.copied <= (u64)(size + 1) * PTWALK_BTF_WINDOW);
	return 0;
}
