"""The verbs of sharing, by noun: publications, the facts of others they show, and the public event log."""
