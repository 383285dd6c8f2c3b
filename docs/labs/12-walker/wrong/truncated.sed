# The kernel's half begins at 0.
s/~0ULL << bits/0/
