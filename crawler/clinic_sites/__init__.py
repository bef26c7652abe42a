"""Practices' own websites: which hosts and pages are read, and of whom their sentences on dry needling speak."""
