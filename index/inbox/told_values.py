"""What an operator accepts of a case, value by value, read by the reader of all listings and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.inbox.case_row import CaseRow
from index.inbox.message import Wrong
from index.normalize.listing import normalize
from index.normalize.phone import parse_phones
from index.normalize.place import Places
from index.normalize.statement import QUOTE_AT_MOST, read_statement
from index.records import (
    TOLD_US,
    Listing,
    ListingKind,
    PracticeLocation,
    Profession,
    RawListing,
    RawLocation,
    RawStatement,
    Statement,
    StatementKind,
    Subject,
    ToldBy,
)

ANSWER = "dry_needling"
AT_A_PLACE = frozenset({"phone", "fax", "address", "organization", ANSWER})
FIELDS = ("name", "credentials", "profession", *sorted(AT_A_PLACE), "website")
_KINDS = {"yes": StatementKind.OFFERS, "no": StatementKind.SAYS_NO}
_SAYS_NO_ITSELF = "Does not do dry needling"
"""What the form says beside the box that was ticked, where nothing was written."""


class UnknownFieldError(ValueError):
    """A field that no correction has."""


class UnreadableValueError(ValueError):
    """A value that the reader of listings cannot read whole, so that nothing right would be shown."""


class QuoteError(ValueError):
    """The words to quote are not the sender's, hold what is private, or say something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldValues:
    """Values by field; who told them; and which part of the sender's words is quoted, "" for all of them."""

    by: ToldBy
    values: Mapping[str, str]
    quote: str = ""


def read_told(told: ToldValues, about: Listing, case: CaseRow, places: Places) -> tuple[RawListing, Listing]:
    """Return what was told in the words it was told in, and read.

    `about` is the listing that is corrected. The result states only what was told; its id and what it corrects are
    for the caller to set. Raises UnknownFieldError, UnreadableValueError and QuoteError.
    """
    if unknown := sorted(set(told.values) - set(FIELDS)):
        raise UnknownFieldError(f"{', '.join(unknown)}: no field of a correction; write one of {', '.join(FIELDS)}")
    raw = _raw(told.values, about)
    read = normalize(raw if raw.name else replace(raw, name=about.name), places)
    told_listing = replace(
        read,
        name=read.name if raw.name else "",
        person=read.person if raw.name else None,
        statements=_statements(told, about, case),
        problems=(),
    )
    for field in told.values:
        _check(field, told.values[field], told_listing, read.problems)
    return raw, told_listing


def _raw(values: Mapping[str, str], about: Listing) -> RawListing:
    location = RawLocation(
        organization=values.get("organization", ""),
        address_text=values.get("address", ""),
        phone=values.get("phone", ""),
        fax=values.get("fax", ""),
    )
    return RawListing(
        source=TOLD_US,
        source_id="",
        kind=about.kind,
        url="",
        name=values.get("name", ""),
        credentials=values.get("credentials", ""),
        profession=values.get("profession", ""),
        locations=() if location == RawLocation() else (location,),
        website=values.get("website", ""),
    )


def _check(field: str, value: str, read: Listing, problems: tuple[str, ...]) -> None:
    at = read.locations[0] if read.locations else PracticeLocation()
    is_read = {
        "name": bool(read.name) and (read.kind is ListingKind.CLINIC or bool(read.person and read.person.given)),
        "credentials": bool(read.credentials or read.unknown_credentials),
        "profession": bool(set(read.professions) - {Profession.OTHER}),
        "phone": at.phone is not None and len(parse_phones(value)) == 1,
        "fax": at.fax is not None and len(parse_phones(value)) == 1,
        "address": all((at.street, at.city, at.state, at.zip)),
        "organization": bool(at.organization),
        "website": bool(read.website),
        ANSWER: True,
    }
    found = [problem for problem in problems if problem.startswith(f"{field}/")]
    if not is_read[field] or found:
        hints = {
            "address": "write street, town, state and ZIP code: 100 Example St, Salida, CO 81201",
            "phone": "write one number that is in use in the United States",
            "fax": "write one number that is in use in the United States",
            "organization": "a clinic's own name is its `name`" if read.kind is ListingKind.CLINIC else "write a name",
        }
        because = f" ({', '.join(found)})" if found else ""
        raise UnreadableValueError(f"{field}={value!r} is not read whole{because}; {hints.get(field, 'write it out')}")


def _statements(told: ToldValues, about: Listing, case: CaseRow) -> tuple[Statement, ...]:
    if ANSWER not in told.values:
        return ()
    kind = _KINDS.get(told.values[ANSWER])
    if kind is None:
        raise UnreadableValueError(f"{ANSWER}={told.values[ANSWER]!r}: write yes or no")
    is_clinic = told.by is ToldBy.CLINIC or about.kind is ListingKind.CLINIC
    subject = Subject.CLINIC if is_clinic else Subject.PERSON
    return (Statement(kind=kind, about=subject, quote=_quote(told, case, kind, subject)),)


def _quote(told: ToldValues, case: CaseRow, kind: StatementKind, subject: Subject) -> str:
    said, chosen = " ".join(case.text.split()), " ".join(told.quote.split())
    if not said and kind is StatementKind.SAYS_NO and case.about == Wrong.DOES_NOT_DO_THIS:
        said = _SAYS_NO_ITSELF
    quote = chosen or said
    choose = "choose the sentence with --quote"
    if not quote or quote not in said:
        raise QuoteError(f"only the sender's own words are quoted, and {quote!r} is none of them; {choose}")
    if parse_phones(quote) or "@" in quote:
        raise QuoteError(f"what is quoted can be read by everybody, and this tells how to reach somebody; {choose}")
    if len(quote) > QUOTE_AT_MOST:
        raise QuoteError(f"a quote has {QUOTE_AT_MOST} characters at most, and this has {len(quote)}; {choose}")
    read = read_statement(RawStatement(text=quote, about=subject))
    if read and read.kind is not kind:
        raise QuoteError(f"{quote!r} reads as the contrary of {ANSWER}={told.values[ANSWER]}; {choose}")
    return quote
