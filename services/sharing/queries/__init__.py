"""Reads for GET, by noun: publications, and the public event log."""
