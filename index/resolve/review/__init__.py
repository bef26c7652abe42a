"""Doubts for a person, their explanation, and the resolution from nothing beside it."""
