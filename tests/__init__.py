"""All tests. The kit they share stands in tests/kit/."""
