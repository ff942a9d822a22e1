"""Events, from a transaction here to an effect there: say, outbox, relay, inbox, apply.

The walk, in the order of the files: `say` → `outbox` → `relay` → (a transport) → `inbox` → `apply`.
`doctor` finds what went missing, `replay` repairs it. The promise: nothing lost, no effect twice, order per subject.
"""
