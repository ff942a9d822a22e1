"""Request and response shapes of experiments, by noun."""
