"""Pictures of facts: geometry here, drawing in templates/pictures, and always the same facts as a table."""
