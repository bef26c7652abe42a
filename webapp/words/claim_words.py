"""One stated value in the public's words: what it is, and how it is written."""

from index.records import Profession
from index.vocabulary import professions
from index.vocabulary.conditions import conditions
from webapp.words.phone_words import digits

FIELDS = {
    "name": "Name",
    "former_name": "Former name",
    "credential": "Letters after the name",
    "unknown_credential": "Letters we do not know",
    "profession": "Profession",
    "license": "License number, as typed there",
    "organization": "Works at",
    "address": "Address",
    "phone": "Phone",
    "fax": "Fax",
    "website": "Website",
    "npi": "NPI number",
    "dry_needling_person": "Dry needling, about the person",
    "dry_needling_clinic": "Dry needling, about the clinic",
    "condition": "Mentions",
}


def field_words(field: str) -> str:
    """Return the name of a field for readers."""
    return FIELDS.get(field) or field.replace("_", " ").capitalize()


def value_words(field: str, value: str) -> str:
    """Return a value for readers: a phone as it is dialed, a slug as its label, anything else as it is."""
    if field in {"phone", "fax"}:
        number, _, extension = value.partition(" x")
        return f"{digits(number)} ext. {extension}" if extension else digits(number)
    if field == "profession":
        return _profession(value)
    if field == "license":
        return " ".join(_profession(part).lower() if part in set(Profession) else part for part in value.split())
    if field == "condition" and value in conditions():
        return conditions()[value].label
    return value


def _profession(slug: str) -> str:
    return professions.label(Profession(slug)) if slug in set(Profession) else slug
