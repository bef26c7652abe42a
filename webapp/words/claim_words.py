"""One stated value in the public's words: what it is, and how it is written."""

from index.records import DENIES, Phone, Profession
from index.vocabulary.conditions import conditions
from webapp.words.phone_words import spoken
from webapp.words.profession_words import label
from webapp.words.translate import N_, _

FIELDS = {
    "name": N_("Name"),
    "former_name": N_("Former name"),
    "credential": N_("Letters after the name"),
    "unknown_credential": N_("Letters we do not know"),
    "profession": N_("Profession"),
    "license": N_("License number, as typed there"),
    "organization": N_("Works at"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "fax": N_("Fax"),
    "website": N_("Website"),
    "npi": N_("NPI number"),
    "dry_needling_person": N_("Dry needling, about the person"),
    "dry_needling_clinic": N_("Dry needling, about the clinic"),
    "condition": N_("Mentions"),
    "not_phone": N_("This phone number is wrong"),
    "not_fax": N_("This fax number is wrong"),
    "not_address": N_("No longer at this address"),
    "not_website": N_("This website is wrong"),
    "not_organization": N_("Does not work at"),
    "not_credential": N_("Does not have these letters"),
    "not_unknown_credential": N_("Does not have these letters"),
    "not_profession": N_("Does not have this profession"),
    "not_license": N_("Does not have this license"),
}


def field_words(field: str) -> str:
    """Return the name of a field for readers."""
    known = FIELDS.get(field)
    return _(known) if known else field.replace("_", " ").capitalize()


def value_words(field: str, value: str) -> str:
    """Return a value for readers: a phone as it is dialed, a slug as its label, anything else as it is."""
    field = field.removeprefix(DENIES)
    if field in {"phone", "fax"}:
        number, _x, extension = value.partition(" x")
        return spoken(Phone(e164=number, extension=extension))
    if field == "profession":
        return _profession(value)
    if field == "license":
        return " ".join(_profession(part).lower() if part in set(Profession) else part for part in value.split())
    return condition_words(value) if field == "condition" else value


def condition_words(slug: str) -> str:
    """Return the label of a condition, the slug itself where the vocabulary does not have it."""
    known = conditions().get(slug)
    return _(known.label) if known else slug


def _profession(slug: str) -> str:
    return label(Profession(slug)) if slug in set(Profession) else slug
