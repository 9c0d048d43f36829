"""Ground: who takes part, where they are and when things happen."""
