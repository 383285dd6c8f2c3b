# The last entry of each table is left out.
s/i < 1 << TABLE_BITS/i < (1 << TABLE_BITS) - 1/
