"""Comparison of two listings: points for and against one identity, and vetoes."""
