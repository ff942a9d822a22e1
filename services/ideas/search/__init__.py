"""Finding ideas in Dutch: one analysis of words for both databases, which only look up the terms it makes.

docs/decisions/0020-search-room.md says why. Stemming and compounds are ours; the index and its speed are theirs.
"""
