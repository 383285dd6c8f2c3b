// SPDX-License-Identifier: GPL-2.0-only
/*
 * The slab cache of a page. Where a slab keeps its cache, and a cache its name, is private
 * to mm/slab.h and differs between versions. So both are found out at load, with a cache
 * of our own whose address and name are known. If they can't be, no page has a cache.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "peek.h"
#include "slab.h"

/* Words in a struct page, and as many of a cache as are searched. */
#define PAGE_WORDS	(sizeof(struct page) / sizeof(unsigned long))
#define CACHE_WORDS	64

static const char probe_name[] = "ptwalk_probe";

/* Positions in words; 0 is not known, as the first word of either is something else. */
static unsigned int cache_at, name_at;

static unsigned int find_cache(const void *object, const void *cache)
{
	const unsigned long *head = (const void *)virt_to_head_page(object);
	unsigned int i;

	for (i = 1; i < PAGE_WORDS; i++)
		if (READ_ONCE(head[i]) == (unsigned long)cache)
			return i;
	return 0;
}

static unsigned int find_name(const struct ptwalk_space *space, const void *cache)
{
	char name[sizeof(probe_name)];
	const unsigned long *words = cache;
	unsigned long word;
	unsigned int i;

	for (i = 1; i < CACHE_WORDS; i++)
		if (!ptwalk_peek(space, &word, &words[i], sizeof(word)) &&
		    !ptwalk_peek(space, name, (void *)word, sizeof(name)) &&
		    !memcmp(name, probe_name, sizeof(name)))
			return i;
	return 0;
}

/* With a constructor, the cache is merged with no other. */
static void construct(void *object)
{
}

/**
 * ptwalk_slab_init - find out where slabs and caches keep what
 * @space: the running kernel's address space
 *
 * Context: may sleep; once, at load.
 */
void ptwalk_slab_init(const struct ptwalk_space *space)
{
	struct kmem_cache *cache = kmem_cache_create(probe_name, 64, 0, 0, construct);
	void *object = cache ? kmem_cache_alloc(cache, GFP_KERNEL) : NULL;

	if (object) {
		cache_at = find_cache(object, cache);
		name_at = find_name(space, cache);
		kmem_cache_free(cache, object);
	}
	kmem_cache_destroy(cache);
}

/**
 * ptwalk_slab_cache - the cache of a slab
 * @head: its first struct page
 *
 * Context: while the page stays online.
 * Return: the address of the cache, which may be stale; NULL if it is not known.
 */
const void *ptwalk_slab_cache(const void *head)
{
	return cache_at ? (const void *)READ_ONCE(((const unsigned long *)head)[cache_at]) : NULL;
}

/**
 * ptwalk_slab_name - the name of a cache
 * @space: the running kernel's address space
 * @cache: the cache; may be stale, or NULL
 * @name: filled with one word
 *
 * Context: may sleep.
 * Return: false if it is not known.
 */
bool ptwalk_slab_name(const struct ptwalk_space *space, const void *cache, char *name)
{
	const char *text;

	return cache && name_at &&
	       !ptwalk_peek(space, &text, (const unsigned long *)cache + name_at, sizeof(text)) &&
	       ptwalk_peek_word(space, name, text, PTWALK_SLAB_NAME);
}
