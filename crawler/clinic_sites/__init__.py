"""Practices' own websites: which hosts and pages are read, and the people in their sentences on dry needling."""
