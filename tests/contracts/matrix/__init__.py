"""Who gets past which door: one table per service, read by tests/contracts/test_matrix.py.

A table names every operation of its service, and for each role what comes back. A service joins in by a file here with
`ROLES`, `TABLE` and `Scene`; an operation that is not in its table fails.
"""
