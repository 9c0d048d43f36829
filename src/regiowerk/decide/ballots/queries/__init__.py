"""What is read of rounds: how they stand, what was published, what a result says."""
