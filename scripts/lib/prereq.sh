# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The programs needed on this machine, and the Debian packages that contain them. Looks for the commands first, so a
# machine that has all of them is left alone and root is not needed.

# perl-base has perl, but not the modules that the kernel's scripts use.
_have_perl()
{
	perl -MTerm::ANSIColor -MPod::Usage -MEncode -e 1 2>/dev/null
}

_have_libc_headers()
{
	printf '#include <stdio.h>\n' | gcc -E - >/dev/null 2>&1
}

# gcc includes its sanitizer libraries; those of clang are in a separate package.
_have_sanitizers()
{
	echo 'int main(void) { return 0; }' | clang -fsanitize=address -x c -o /dev/null - 2>/dev/null
}

# libFuzzer is in a separate package too. Both bookworm and trixie have this version.
_have_fuzzer()
{
	echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return 0; }' |
		clang-19 -fsanitize=fuzzer,address -x c -o /dev/null - 2>/dev/null
}

# For the schemas of the tools' JSON.
_have_jsonschema()
{
	python3 -c 'import jsonschema' 2>/dev/null
}

# The kernel's tools that sign modules are built with them.
_have_openssl_headers()
{
	printf '#include <openssl/cms.h>\n' | gcc -E - >/dev/null 2>&1
}

# _prereq_missing GROUP...: print the missing packages, one per line
_prereq_missing()
{
	# The native compiler is used as a cross compiler, too.
	_cross=-aarch64-linux-gnu _cross_x86=-x86-64-linux-gnu
	case $(dpkg --print-architecture) in
	arm64) _cross='' ;;
	amd64) _cross_x86='' ;;
	esac

	for _group in "$@"; do
		case $_group in
		demo)
			cat <<-END
			make make
			cpio cpio
			END
			;;
		demo-arm64)
			cat <<-END
			qemu-system-aarch64 qemu-system-arm
			aarch64-linux-gnu-gcc-12 gcc-12$_cross
			END
			;;
		demo-x86_64)
			cat <<-END
			qemu-system-x86_64 qemu-system-x86
			x86_64-linux-gnu-gcc-12 gcc-12$_cross_x86
			END
			;;
		demo-riscv64)
			cat <<-END
			qemu-system-riscv64 qemu-system-misc
			riscv64-linux-gnu-gcc-12 gcc-12-riscv64-linux-gnu
			END
			;;
		test)
			cat <<-END
			aarch64-linux-gnu-gcc gcc$_cross
			gcc gcc
			flex flex
			bison bison
			bc bc
			xz xz-utils
			sparse sparse
			fdtput device-tree-compiler
			clang clang
			clang-19 clang-19
			ar binutils
			python3 python3
			jq jq
			busybox busybox
			ld.lld lld
			llvm-nm llvm
			openssl openssl
			spatch coccinelle
			END
			;;
		style)
			cat <<-END
			xz xz-utils
			shellcheck shellcheck
			END
			;;
		esac
	done | while read -r _command _package; do
		command -v "$_command" >/dev/null || printf '%s\n' "$_package"
	done

	[ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || echo debian-archive-keyring
	case " $* " in
	*" test "*)
		_have_libc_headers || echo libc6-dev
		_have_openssl_headers || echo libssl-dev
		_have_sanitizers || echo libclang-rt-dev
		_have_fuzzer || echo libclang-rt-19-dev
		_have_jsonschema || echo python3-jsonschema
		;;
	esac
	case " $* " in
	*" style "*) _have_perl || echo perl ;;
	esac
}

# prereq GROUP...: install missing packages with apt, or die and list them. PTWALK_INSTALL=no: never install.
prereq()
{
	for _command in dpkg apt-get; do
		command -v "$_command" >/dev/null ||
			die "no $_command here: this script needs a Debian machine, since it gets kernels and tools from Debian's archive"
	done

	_missing=$(_prereq_missing "$@" | awk '!seen[$0]++' | tr '\n' ' ')
	_missing=${_missing% }
	[ -n "$_missing" ] || return 0

	_how="install by hand: apt-get install $_missing"
	[ "${PTWALK_INSTALL:-yes}" != no ] || die "missing: $_missing; $_how"
	if [ "$(id -u)" = 0 ]; then
		_sudo=
	elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
		_sudo=sudo
	else
		die "missing: $_missing; not root, and sudo is not usable; $_how"
	fi

	say "installing $_missing"
	with_lock install _prereq_install "$PTWALK_CACHE/log/install.log" ||
		die "apt could not install: $_missing (log: $PTWALK_CACHE/log/install.log); check the network, or $_how"
	[ -z "$(_prereq_missing "$@")" ] ||
		die "still missing after the installation: $(_prereq_missing "$@" | tr '\n' ' ')"
}

# A fresh machine may have no package index, or an outdated one: update it and try again.
_prereq_install()
{
	# shellcheck disable=SC2086 # lists of words
	logged "$1" _prereq_apt install $_missing 2>/dev/null ||
		{ logged "$1" _prereq_apt update && logged "$1" _prereq_apt install $_missing; }
}

_prereq_apt()
{
	$_sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
		-o DPkg::Lock::Timeout=300 "$@"
}
