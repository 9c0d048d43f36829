"""Pages of the goal tree."""
