"""Addresses of a listing's pages, in the language of the request. They hold the id, never the name."""

import re
from collections.abc import Iterable

from flask import url_for

from index.published.summaries import ProviderSummary
from index.records import ListingKind, Provider

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""An id as an address may hold it. Ours are ten letters and digits; the length is a limit, not a format."""


def is_id(text: str) -> bool:
    """Return whether a text could be an id."""
    return ID.fullmatch(text) is not None


def ids_between_commas(values: Iterable[str]) -> list[str]:
    """Return what is written between commas, each once, without spaces around it; not all of it need be an id."""
    parts = (part.strip() for value in values for part in value.split(","))
    return list(dict.fromkeys(filter(None, parts)))


def profile_address(shown: Provider | ProviderSummary) -> str:
    """Return the address of a profile."""
    return url_for("profile.clinic" if shown.kind is ListingKind.CLINIC else "profile.person", provider_id=shown.id)


def questions_address(shown: Provider) -> str:
    """Return the address of the questions that a profile leaves open."""
    of_clinic = shown.kind is ListingKind.CLINIC
    return url_for("profile.clinic_questions" if of_clinic else "profile.person_questions", provider_id=shown.id)
