"""Checks of a home for `pinpoint doctor`, one file a subject."""
