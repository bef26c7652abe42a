"""Listings as last read, what was corrected, and what is missing."""
