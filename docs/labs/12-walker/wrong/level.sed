# One level too few: the walk ends at the last but one.
s/if (level && (entry & 2))/if (level > 1 \&\& (entry \& 2))/
