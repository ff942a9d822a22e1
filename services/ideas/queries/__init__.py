"""Reads for GET, by noun: rows, filters, keyset pages, and what each reader may see."""
