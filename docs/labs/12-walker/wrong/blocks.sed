# Pages only.
s/else if (level || (entry & 2))/else if (!level \&\& (entry \& 2))/
