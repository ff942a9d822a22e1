"""Four services of one shape. They never import each other; they speak through events."""
