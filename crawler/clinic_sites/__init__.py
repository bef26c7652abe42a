"""Practices' own websites: which hosts and pages are read, and whom their sentences on dry needling are about."""
