"""Normalization, from a source's words to ours: pure functions for names, letters, addresses, phones, statements."""
