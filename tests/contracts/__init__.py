"""The house rules as code: what a reviewer would otherwise have to remember."""
