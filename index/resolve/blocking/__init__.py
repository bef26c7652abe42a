"""Blocking: which pairs of listings are compared, by shared keys, minus those that a cheap prefilter rules out."""
