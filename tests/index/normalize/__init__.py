"""Normalization: the gold lists and what each reader promises."""
