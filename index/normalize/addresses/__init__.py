"""Addresses and places, from a source's words to ours."""
