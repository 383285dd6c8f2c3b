# The table for the page.
s/leaf(m, va, level, address(entry))/leaf(m, va, level, table)/
