"""Portal: the pages that look across all rooms; the only room that knows them all."""
