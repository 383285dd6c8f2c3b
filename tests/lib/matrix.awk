# SPDX-License-Identifier: GPL-2.0-only
#
# A row of docs/KERNELS.md from the log of one guest: what tests/guest/faults.sh said of it, and how its tests ended.
# -v guest, machine, date; -v result="PASSED FAILED SKIPPED".

/^ptwalk-test: begin / { section = $3; tests = tests (tests == "" ? "" : ", ") section }
section != "faults" { next }
/^# [a-z_]+: / { fact[$2] = substr($0, length($2) + 4); next }
/^ok .*: exactly its finding$/ { found++ }
/^not ok .*: exactly its finding$/ { lost++ }
# A fault that can't be planted here.
/^ok [0-9]+ [a-z-]+ # SKIP / { left++ }

# 4096 -> 4K
function kib(bytes) { return bytes / 1024 "K" }

# 256123 -> 256,123
function grouped(n) { return length(n) > 3 ? grouped(substr(n, 1, length(n) - 3)) "," substr(n, length(n) - 2) : n }

# Where areas are from, and the layout of their lists, if that is private to the kernel.
function source() { return fact["area_source:"] (fact["area_layout:"] ~ /^(none)?$/ ? "" : ", " fact["area_layout:"]) }

END {
	split(result, r, " ")
	split(fact["rules:"], rule, " ")
	why = fact["rules:"]
	sub(/^[0-9]+ run [0-9]+ skipped:? ?/, "", why)
	if (fact["kernel:"] == "") {
		printf "| %s | did not get that far | | | | | | | %s failed | %s |\n", guest, r[2], date
		exit
	}
	printf "| %s | %s | %s | %s/%s | %s | %s | %d of %d%s | %d of %d%s | %s%s | %s |\n", guest, fact["kernel:"],
		machine, kib(fact["page_size:"]), fact["va_bits:"], source(), grouped(fact["leaves:"]),
		rule[1], rule[1] + rule[3], why == "" ? "" : ": without " why,
		found, found + lost, left ? ", " left " not possible" : "",
		r[1] " passed", (r[2] ? ", **" r[2] " failed**" : "") (r[3] ? ", " r[3] " skipped" : ""), date
}
