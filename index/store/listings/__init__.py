"""Listings as last read, corrections to them, and missing ones."""
