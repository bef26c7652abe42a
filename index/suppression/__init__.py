"""Leaves people and clinics out who asked for it, for ever, and however a later crawl spells them."""

from index.suppression.keys import keys_of, request_keys
from index.suppression.removal import Removal, UnknownProviderError, lift, load, suppress
from index.suppression.secret import ensure_secret
from index.suppression.suppressions import Suppressions

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
