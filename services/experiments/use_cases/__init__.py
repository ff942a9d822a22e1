"""The verbs of experiments, by noun: load, decide, tell. Each takes an open transaction and never commits."""
