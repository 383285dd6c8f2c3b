# The whole entry for the address.
s/leaf(m, va, level, address(entry))/leaf(m, va, level, entry)/
