"""Tell: what the world sees of a process."""
