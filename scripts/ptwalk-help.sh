# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What each file is, and what its columns mean: for "ptwalk FILE -h". Needs ptwalk-show.sh.

file_list()
{
	cat <<-'END'
	summary   the first screen: machine, health, regions, linear map, vmalloc
	layout    the regions of the kernel's address space, with totals
	maps      all mappings, with their owners
	extents   the same, split into physically contiguous ranges
	areas     the kernel's vmap areas and the pages actually mapped in them
	holes     free ranges of the space that areas come from
	linear    the linear map
	splits    the linear map: what is not mapped by the largest blocks, and why
	tasks     every thread: its task_struct and its stack
	tables    the page tables, entry by entry
	regs      the registers that control translation
	status    what the module could and could not read
	analysis  claims about the vmalloc region, compared with this kernel
	metrics   totals for monitoring, in the Prometheus text format
	check     inconsistencies between the tables and the kernel
	END
}

# is_file NAME: is it one of them, or one that a newer module has?
is_file()
{
	file_list | grep -q "^$1 " || has "$1"
}

# file_columns NAME: its columns and keys, explained
file_columns()
{
	case $1 in
	maps | extents)
		cat <<-'END'
		range    first address and the one after the last
		bytes    size of the range
		level    level of the tables that maps it: pte is one page, pmd and above are blocks
		leaves   entries that map it
		prot     what the kernel may do: r read, w write, x execute; tables above included
		memtype  memory type: normal, normal-nc (not cached), device-...
		phys     first physical address, or scattered:N for N contiguous ranges
		owner    who mapped it: region, or KIND:CALLER[MODULE]
		attrs=   the entry without its address bits
		cont=    leaves of the range that have the contiguous bit
		user=1   user mode may access it
		END
		;;
	areas)
		cat <<-'END'
		range    the area, with its guard page
		bytes    size of the range
		kind     vmalloc, vmap, ioremap, module, dma, percpu, user, image, vm_map_ram or other
		state    busy, or lazy: freed, but its addresses are not reusable yet
		pages    pages that belong to it, without the guard page
		mapped   pages that are mapped
		extents  physically contiguous ranges of them
		largest  bytes in the largest of these
		caller   function that made the area
		verdict  ok, or the rule of check that is broken
		nodes=   pages on each NUMA node
		leaves=  entries that map it, by level
		phys=    first physical address, of an ioremap or the image
		END
		;;
	layout)
		cat <<-'END'
		range         the region
		bytes         its size
		name          linear, vmalloc, modules, image:..., vmemmap, fixmap, ..., or gap between two regions
		mapped_bytes  address space that is mapped in it
		tables        page tables used by it
		table_bytes   their size
		pgd ... pte   leaves of that level
		cont          leaves that have the contiguous bit
		extents=      physically contiguous ranges
		END
		;;
	linear)
		cat <<-'END'
		range    first address and the one after the last
		bytes    size of the range
		level    level of the tables that maps it: pte is one page, pmd and above are blocks
		leaves   entries that map it
		prot     what the kernel may do: r read, w write, x execute
		memtype  memory type
		phys     first physical address
		END
		;;
	tasks)
		cat <<-'END'
		pid            thread number
		comm           name
		task           address of its task_struct
		phys           its physical address
		region         the region it lies in
		level          level of the leaf that maps it
		crosses        page boundaries inside the task_struct
		contiguous     yes if it is one physical range
		verdict        ok, or how it disagrees with the linear map
		stack          address of its stack, - if freed
		stack_extents  physically contiguous ranges of the stack
		END
		;;
	check)
		cat <<-'END'
		severity  error or warning
		rule      the rule that is broken: see docs/RULES.md
		range     where
		expected  what should be there
		actual    what is there
		owner     who mapped it
		END
		;;
	regs)
		cat <<-'END'
		register  its name
		field     part of it
		bits      highest and lowest bit of the field
		value     the field
		meaning   in words
		END
		;;
	holes)
		cat <<-'END'
		range    a free range between two areas
		bytes    its size
		before   whose area ends right there; freed if it is lazily freed, - at the border of the zone
		after    whose area starts right there
		zone=    the range that areas are allocated from
		END
		;;
	splits)
		cat <<-'END'
		range        part of the linear map that tables map instead of a block
		bytes        its size
		level        level of the block that could be there
		tables       tables in its place
		table_bytes  their size
		mapped       bytes that the leaves in these tables map
		reason       level, edge, unread, moved, unmapped, attributes; uniform: nothing differs, so a block would do
		at=          the first address that the reason is about
		odd=         bytes that are not mapped as usual
		by=          owners of other mappings of these pages
		because=     what an unmapped page belongs to
		END
		;;
	tables)
		cat <<-'END'
		LEVEL[index] va table pa PA used N/M   a table: N of M entries are not zero
		LEVEL[index] range -> PA prot memtype  entries that map memory
		LEVEL[index] range KIND raw=ENTRY      an entry that is neither
		Rows are indented by two blanks a level.
		END
		;;
	esac
}

# file_usage NAME
file_usage()
{
	printf 'Usage: ptwalk %s [OPTION...]\n\n' "$1"
	printf 'Shows %s.\n' "$(file_list | sed -n "s/^$1  *//p")"
	_columns=$(file_columns "$1")
	[ -z "$_columns" ] || printf '\nColumns, then key=value fields:\n%s\n' "$(printf '%s\n' "$_columns" | sed 's/^/  /')"
	case $1 in
	summary | analysis | metrics | status | tables) ;;
	*) echo; filter_usage ;;
	esac
	echo
	common_usage
	echo
	[ "$1" != check ] || printf 'Exit status: 0 pass, 1 findings, 2 usage error, 3 not available.\n\n'
	echo 'Examples:'
	file_examples "$1" | sed 's/^/  ptwalk /'
}

file_examples()
{
	case $1 in
	maps | extents) printf '%s\n' "$1 -w -o module" "$1 -m device" "$1 -R vmalloc --sort bytes -n 5" ;;
	areas) printf '%s\n' "areas --where 'state = lazy'" "areas -k vmalloc --sort extents -n 5" ;;
	layout) printf '%s\n' "layout --where 'mapped_bytes > 0'" "--json layout" ;;
	linear) printf '%s\n' "linear -l pmd" "linear -p r--" ;;
	tasks) printf '%s\n' "tasks -o kworker" "tasks --where 'stack_extents > 1'" ;;
	regs) printf '%s\n' "regs --where 'register = TCR_EL1'" ;;
	check) printf '%s\n' "check --where 'severity = error'" "--json check" ;;
	holes) printf '%s\n' "holes --sort bytes -n 5" ;;
	splits) printf '%s\n' "splits --sort bytes -n 5" ;;
	*) printf '%s\n' "$1" ;;
	esac
}
