"""Finding texts in Dutch: one analysis of words for both databases, which only look up the terms it makes.

A service that wants to be searched has a `Room`: two tables, and what the database keeps beside them.
docs/decisions/0020-search-room.md says why. Stemming and compounds are ours; the index and its speed are theirs.
"""
