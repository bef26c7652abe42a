"""Pages that describe themselves in schema.org words."""
