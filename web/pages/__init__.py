"""One module per noun that has pages."""
