"""Directories that need a few lines of their own on top of a platform."""
