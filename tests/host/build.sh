# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The module from its own Makefile, as a user builds it: against unpacked headers, with all warnings, with sparse,
# by clang, for each architecture, and for one that it does not know.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
# In the cache, which is where the root of another suite's tools sees it too.
tmp=$(mktemp -d "$PTWALK_CACHE/build.XXXX")
trap 'rm -rf "$tmp"' EXIT

# build KERNEL ARGUMENT...: a fresh copy of the sources, made there
build()
{
	_kernel=$(kernel_prepare "$1" 2>/dev/null) && _root=$(module_root "$_kernel" 2>/dev/null) || return 1
	shift
	rm -rf "$tmp/src"
	source_copy "$tmp/src"
	# shellcheck disable=SC2086 # no blanks in it, see cache_open
	${_root:+toolroot_run $_root} make -C "$tmp/src" KDIR="$_kernel/kdir" "$@" 2>&1
}

# clean KERNEL ARGUMENT...: builds, and neither the compiler nor sparse says anything about our files
clean()
{
	_for=$1
	shift
	arch_set "$(kernel_arch "$_for")"
	build "$_for" ARCH="$(kernel_arch "$_for")" CROSS_COMPILE="$arch_cross" -j"$(nproc)" "$@" >"$tmp/out" || { cat "$tmp/out"; return 1; }
	! grep -E "(^|$tmp/src/)(module|include|kunit)/.*(warning|error):" "$tmp/out" || return 1
	[ -f "$tmp/src/ptwalk.ko" ]
}

# refused KERNEL FOLDER PATTERN: a tree without that folder does not build, saying that, before it compiles anything
refused()
{
	_kernel=$(kernel_prepare "$1" 2>/dev/null) || return 1
	rm -rf "$tmp/src"
	source_copy "$tmp/src"
	rm -r "$tmp/src/$2"
	! make -C "$tmp/src" KDIR="$_kernel/kdir" ARCH="$(kernel_arch "$1")" CROSS_COMPILE= >"$tmp/out" 2>&1 || return 1
	grep -q "$3" "$tmp/out" || { cat "$tmp/out"; return 1; }
	! grep ' CC ' "$tmp/out"
}

has_kunitconfig()
{
	! grep '^CONFIG_' "$PTWALK_TOP/kunit/.kunitconfig" |
		grep -vxF -f "$(kernel_prepare llvm 2>/dev/null)/kdir/.config"
}

# by_clang: each of the modules that was built last
by_clang()
{
	for _module in ptwalk ptwalk_fixture ptwalk_kunit; do
		readelf -p .comment "$tmp/src/$_module.ko" | tee "$tmp/out"
		grep -q clang "$tmp/out" && ! grep -q GCC "$tmp/out" || return 1
	done
}

# passes KERNEL: what was built last loads in a guest of that kernel, check finds nothing, and no suite fails
passes()
{
	mkdir "$tmp/guest" "$tmp/guest/files"
	cp "$tmp/src/"*.ko "$tmp/guest/"
	_kernel=$(kernel_prepare "$1" 2>/dev/null) || return 1
	cp "$_kernel/image" "$_kernel/arch" "$tmp/guest/"
	cp "$PTWALK_TOP/tests/guest/kunit.sh" "$tmp/guest/files/"
	# shellcheck disable=SC2034 # for guest_run
	guest_cpu=$(kernel_cpu "$1") guest_args="panic_on_warn=1 oops=panic"
	cat >"$tmp/guest/job" <<-'END'
	insmod /modules/ptwalk.ko && cat /sys/kernel/debug/ptwalk/check && rmmod ptwalk && sh /kunit.sh
	END
	guest_pack "$tmp/guest"
	_ended=0
	guest_run "$tmp/guest" 240 || _ended=$?
	grep -E 'not ok|^# result|^1\.\.' "$tmp/guest/log" || :
	rm -f "$tmp/guest/image"
	[ "$_ended" = 0 ] && grep -q '^# result: pass' "$tmp/guest/log" &&
		grep -q '^ok 1 ptwalk' "$tmp/guest/log" && ! grep -q '^ *not ok' "$tmp/guest/log"
}

# tools KERNEL: it takes another suite's, which have no sparse
tools()
{
	[ -e "$(kernel_prepare "$1" 2>/dev/null)/tools" ]
}

for kernel in $(kernel_names stock); do
	# All others are built for by make test-all.
	awk '!/^#/ { print $2 }' "$PTWALK_TOP/tests/matrix" | grep -qxF "$kernel" || continue
	# The same version with other pages is compiled for its guests anyway, with the compiler's usual warnings.
	case $kernel in
	*-16k) [ -n "${PTWALK_FULL:-}" ] || continue ;;
	esac
	if tools "$kernel"; then
		ok "make for $kernel, W=1" clean "$kernel" W=1
		skip "sparse for $kernel" "the tools of its suite are without it"
	else
		ok "make check for $kernel: all warnings, and sparse" clean "$kernel" check
	fi
done
# The symbols of the same configuration by gcc: in headers alone there are none to check against.
ok "make LLVM=1, W=1, all modules" clean llvm LLVM=1 W=1 PTWALK_TESTS=1 \
	KBUILD_EXTRA_SYMBOLS="$(kernel_prepare oracle 2>/dev/null)/kdir/Module.symvers"
ok "they were built by clang" by_clang
ok "the configuration has all that kunit/.kunitconfig asks for" has_kunitconfig
ok "they run on the oracle, gcc's kernel of the same configuration: check passes, and so do the suites" passes oracle
ok "an architecture without a folder is refused in plain words" refused 6.12-amd64 module/arch/x86_64 \
	"ptwalk: no support for architecture 'x86'"
plan
