"""The parts of a dossier, and where each fact comes from."""
