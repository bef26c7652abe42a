"""Clustering: from scored links to groups of listings."""
