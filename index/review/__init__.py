"""Queues for a person's judgment: merges, exclusion matches, quotes, unknown credentials."""
