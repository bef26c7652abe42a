"""Sites with schema.org data."""
