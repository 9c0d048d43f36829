"""Process: one run of the procedure in one region - stages, milestones, bodies, whose turn it is."""
