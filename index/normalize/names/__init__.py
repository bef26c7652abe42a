"""Names of people and organizations, from a source's words to ours."""
