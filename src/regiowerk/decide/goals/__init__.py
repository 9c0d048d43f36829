"""Goals: what the region wants to reach, as a tree in which every goal says what it rests on, how it is measured and who carries it."""
