"""Kills: real processes, a broker of our own, and counts that must be zero: `python -m tests.faults.harness --help`."""
