"""Reads for GET: rows, filters, keyset pages, and what each reader may see."""
