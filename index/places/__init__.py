"""Locations of ZIP codes, towns and addresses, and the distances between them."""
