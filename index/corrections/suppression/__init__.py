"""Permanent removal of people and clinics that asked for it, however a later crawl spells them."""

from index.corrections.suppression.keys import keys_of, request_keys
from index.corrections.suppression.removal import (
    Removal,
    Suppressions,
    UnknownProviderError,
    ensure_secret,
    lift,
    load,
    suppress,
)

__all__ = [
    "Removal",
    "Suppressions",
    "UnknownProviderError",
    "ensure_secret",
    "keys_of",
    "lift",
    "load",
    "request_keys",
    "suppress",
]
