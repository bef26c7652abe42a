"""Conditions for values that add to a listing: the sender was reached through a listed contact, and no rule forbids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from index import clock
from index.corrections.accepted_values import ANSWER, Corrected
from index.corrections.case_row import CaseRow
from index.normalize.phone import parse_phones
from index.normalize.text import fold_text
from index.records import DETAILS, ListingKind, SeenListing, SourcesSay
from index.records.sections import LeftOut, Section, section_of
from index.settings import Settings
from index.store.identities import memberships
from index.store.merged_ids import living_id
from index.vocabulary.state_rules import load_state_rules

CONTACTS = frozenset({"phone", "website"})
"""Fields of a source through which somebody can be reached."""
NEEDS_CONTACT = frozenset({*DETAILS, "credentials"})
"""Fields that add to a listing, as a yes on dry needling does: shown only after a listed contact was used."""


class NotReachedError(ValueError):
    """A value may be shown only after the sender was reached through a contact that a source lists."""


class OutsideRuleError(ValueError):
    """By the state's rule that we read, the provider's profession may not do dry needling: an operator settles it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedContact:
    """A phone number or a website that a source lists."""

    field: str
    value: str
    source: str = ""


def listed_contacts(listings: Iterable[SeenListing]) -> list[ListedContact]:
    """Return the contacts that sources list, by field and value; corrections are none."""
    found = {
        ListedContact(field=claim.field, value=claim.value, source=claim.source)
        for seen in listings
        if seen.listing.corrects is None
        for claim in seen.claims
        if claim.field in CONTACTS
    }
    return sorted(found, key=lambda one: (one.field, one.value, one.source))


def contacts_of_case(connection: Connection, case: CaseRow) -> list[ListedContact]:
    """Return the contacts that sources list of the provider of a case."""
    if not case.provider:
        return []
    only = frozenset({living_id(connection, case.provider)})
    groups = memberships.listings_by_provider(connection, only=only)
    return listed_contacts(seen for _, listings in groups for seen in listings)


def reached_through(values: Mapping[str, str], meant: ListedContact | None, listings: Sequence[SeenListing]) -> str:
    """Return field and source of the contact through which the sender was reached, "" where none was needed.

    Raises NotReachedError for a contact that no source lists, and without one for values that add to the listing.
    """
    contacts = listed_contacts(listings)
    known = ", ".join(f"{one.field}={one.value} ({one.source})" for one in contacts) or "none"
    if meant is None:
        adds = NEEDS_CONTACT.intersection(values) | ({ANSWER} if values.get(ANSWER) == "yes" else set())
        if not adds:
            return ""
        raise NotReachedError(
            f"{', '.join(sorted(adds))}: reach the sender through a contact that a source lists, and name it with "
            f"--reached FIELD=VALUE; listed are: {known}"
        )
    for one in contacts:
        if one.field == meant.field and is_same_value(one.field, one.value, meant.value):
            return f"{one.field} {one.source}"
    raise NotReachedError(f"no source lists {meant.field}={meant.value!r} of this provider; listed are: {known}")


def check_rule(settings: Settings, values: Mapping[str, str], listings: Sequence[SeenListing], what: Corrected) -> None:
    """Raise OutsideRuleError for a yes under a profession that a rule which we read and reviewed does not cover.

    A clinic has no profession of its own, so a rule never speaks of it.
    """
    if values.get(ANSWER) != "yes" or what.place is None or what.listing.kind is ListingKind.CLINIC:
        return
    own = settings.own_state_rules
    left_out = LeftOut.on(load_state_rules(own if own.exists() else None), clock.today())
    professions = frozenset(one for seen in listings for one in seen.listing.professions)
    if section_of(SourcesSay.PERSON_LISTED, what.place.state, professions, left_out) is Section.LEFT_OUT:
        raise OutsideRuleError(
            f"by the rule of {what.place.state} that we read, dry needling is not part of this profession's license, "
            "so this yes is not shown; the case stays open: ask which license covers it, and correct the profession"
        )


def is_same_value(field: str, stated: str, written: str) -> bool:
    """Return whether a written value of a field is the one that a source states."""
    if field in {"phone", "fax"}:
        return any(phone.e164 == stated.partition(" x")[0] for phone in parse_phones(written))
    return fold_text(stated) == fold_text(written)
