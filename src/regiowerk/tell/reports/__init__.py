"""Reports: the state of a process on a day, as slides and documents."""
