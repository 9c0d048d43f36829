"""Listen: what municipalities and experts say, and what is found in it (modules 1 and 2)."""
