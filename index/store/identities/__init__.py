"""Identities: which listing belongs to which provider, over time."""
