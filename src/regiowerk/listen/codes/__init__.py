"""The codebook: a tree of codes that open answers, interviews and workshop cards share."""
