"""What a package looks like to people: its files in a folder or an archive, and words about it."""
