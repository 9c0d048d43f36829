"""Results of a wave: preparing and publishing them, and reading them."""
