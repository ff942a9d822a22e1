"""The verbs of ideas, by noun: load, decide, tell. Each takes an open transaction and never commits."""
