"""Request and response shapes of ideas, by noun."""
