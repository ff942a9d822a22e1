"""Request and response shapes of sharing, by noun."""
