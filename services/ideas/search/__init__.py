"""Finding ideas: what an idea is found by, and the two questions. The analysis of Dutch is in `shared.dutch`."""
