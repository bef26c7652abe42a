"""Values that pages show only by a recorded step, each with how it is read from the store."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flask import render_template
from markupsafe import Markup
from sqlalchemy import Connection

from console.guard.reveal import Reveal
from console.pages.review_exclusions import EXCLUSION
from console.pages.run_changes import read_change
from index.corrections.call_back import listed_numbers
from index.corrections.case_row import CaseRow, UnknownCaseError, get
from index.corrections.replies import replies_to
from index.corrections.showing import known_ids
from index.publish.checks.matches import Match, matches
from index.records import SeenListing
from index.store.audit import get_line
from index.store.identities import memberships
from index.store.merged_ids import living_ids

_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
NOTHING = "Nothing was written."
FIELDS = frozenset({"phone", "fax", "address", "website"})
"""The fields of a listing by which somebody is reached."""


def read_case(connection: Connection, number: str) -> Sequence[tuple[str, str]] | None:
    """Return what the sender of a case wrote; None where there is no such case."""
    case = _case(connection, number)
    if case is None:
        return None
    sent = ((one.field, one.value) for one in case.values)
    return (("Which listing", case.which or NOTHING), ("Message", case.text or NOTHING), *sent)


def read_contact(connection: Connection, number: str) -> Sequence[tuple[str, str]] | None:
    """Return how to reach the sender of a case; None where there is no such case."""
    case = _case(connection, number)
    return None if case is None else (("Contact", case.contact or NOTHING),)


def mail_links(connection: Connection, number: str) -> Markup:
    """Return a link for each reply that opens the operator's own mail program, if the contact is a mail address."""
    case = _case(connection, number)
    if case is None or not _MAIL.fullmatch(case.contact):
        return Markup()
    address = quote(case.contact, safe="@")
    links = [
        (
            f"Write a mail: {one.name}",
            f"mailto:{address}?subject={quote(one.subject)}&body={quote(_with_crlf(one.text))}",
        )
        for one in replies_to(connection, number)
    ]
    return Markup(render_template("parts/mail_links.html", links=links))  # noqa: S704  (the template escapes)


def _with_crlf(text: str) -> str:
    """Return a text with the line breaks that mailto addresses have (RFC 6068, section 5)."""
    return text.replace("\n", "\r\n")


def read_listing(connection: Connection, provider: str) -> Sequence[tuple[str, str]] | None:
    """Return name and contacts that sources list for a provider, hidden ones too; None for an unknown id."""
    living = living_ids(connection)
    if provider not in living:
        return None
    only = frozenset({living[provider]})
    found = [seen for _, listings in memberships.listings_by_provider(connection, only=only) for seen in listings]
    return [row for seen in found for row in _listed(seen)] or [("Sources", "No source lists this provider now.")]


def read_listed_numbers(connection: Connection, provider: str) -> Sequence[tuple[str, str]] | None:
    """Return the phone numbers that sources list for a provider, to call back; None for an unknown id."""
    if provider not in living_ids(connection):
        return None
    rows = [(f"{one.listing}, read {one.read_on}", one.phone) for one in listed_numbers(connection, provider)]
    return rows or [("Phone", "No source lists one. Write to the listed address, or decide without a call.")]


def read_match(connection: Connection, provider: str) -> Sequence[tuple[str, str]] | None:
    """Return the matches of a provider with the exclusion list, or that there is none; None for an unknown id."""
    known = known_ids(connection)
    if provider not in known.living:
        return None
    ids = known.of(provider)
    rows = [row for one in matches(connection) if one.practitioner.id in ids for row in _matched(one)]
    return rows or [("Exclusion list", "No entry has this provider's NPI.")]


def _case(connection: Connection, number: str) -> CaseRow | None:
    try:
        return get(connection, number)
    except UnknownCaseError:
        return None


def _listed(seen: SeenListing) -> Iterator[tuple[str, str]]:
    listing = seen.listing
    yield f"{listing.source}/{listing.source_id}", listing.name
    for claim in seen.claims:
        if claim.field in FIELDS:
            yield claim.field, claim.value


def _matched(one: Match) -> Iterator[tuple[str, str]]:
    entry = one.seen.entry
    yield f"Match {one.handle}", f"{one.status}; `pinpoint checks show {one.handle}` compares both sides"
    yield "Register's name", entry.name
    yield "Excluded on", str(entry.excluded)
    yield "Compare at", entry.url


def read_audit(connection: Connection, number: str) -> Sequence[tuple[str, str]] | None:
    """Return what a line of the audit log hides; None where there is no such line."""
    if not (number.isascii() and number.isdigit() and len(number) < 16):  # noqa: PLR2004  (SQLite's integers)
        return None
    line = get_line(connection, int(number))
    return (("Did", line.action), ("To", line.subject), ("Why", line.note or NOTHING)) if line else None


REVEALS: tuple[Reveal, ...] = (
    Reveal(kind="case", title="What was sent with the case", read=read_case),
    Reveal(kind="contact", title="How to reach the sender", read=read_contact, form=mail_links),
    Reveal(kind="listing", title="What sources list", read=read_listing),
    Reveal(kind="listed_number", title="The number to call back", read=read_listed_numbers),
    Reveal(kind="match", title="Exclusion match", read=read_match),
    EXCLUSION,
    Reveal(kind="change", title="What a run changes of a listing", read=read_change),
    Reveal(kind="audit", title="A line of the audit log", read=read_audit),
)
