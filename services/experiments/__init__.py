"""Proeftuinen and everything inside them, from forming to the closing statement."""
