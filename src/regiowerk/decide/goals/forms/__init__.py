"""What the pages of the goal tree ask."""
