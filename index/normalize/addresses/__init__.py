"""Reads addresses and places from a source's words."""
