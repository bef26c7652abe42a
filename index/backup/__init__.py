"""Backups of a home and what makes a home of one again: `pinpoint backup`, `pinpoint restore` and its drill."""
