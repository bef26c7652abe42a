"""Corrected values that an operator accepts, normalized as every listing is; and the listing and place they correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.corrections.case_row import CaseRow
from index.corrections.message import Wrong
from index.normalize.addresses.place import Places
from index.normalize.languages import LanguageError, read_languages
from index.normalize.listing import normalize
from index.normalize.phone import parse_phones
from index.normalize.statements.statement import QUOTE_AT_MOST, read_statement
from index.normalize.text import fold_text
from index.providers.stated_place import Place, places_of, stated_places
from index.providers.trust import Trust
from index.records import (
    DETAILS,
    HOURS,
    LANGUAGES,
    NEW_PATIENTS,
    TOLD_US,
    Detail,
    Listing,
    ListingKind,
    PracticeLocation,
    Profession,
    RawListing,
    RawLocation,
    RawStatement,
    SeenListing,
    Sender,
    Statement,
    StatementKind,
    Subject,
    address_line,
)
from index.records.opening_hours import HoursError, hours_text, read_hours

ANSWER = "dry_needling"
AT_A_PLACE = frozenset({"phone", "fax", "address", "organization", ANSWER, HOURS, NEW_PATIENTS})
FIELDS = ("name", "credentials", "profession", *sorted(AT_A_PLACE), LANGUAGES, "website")
NEW_PATIENTS_VALUES = ("yes", "no", "waiting_list")
_KINDS = {"yes": StatementKind.OFFERS, "no": StatementKind.SAYS_NO}
_DOES_ITSELF = "Does dry needling"
_SAYS_NO_ITSELF = "Does not do dry needling"
"""The form's label of the ticked box, quoted if the sender wrote nothing."""


class UnknownFieldError(ValueError):
    """A correction has no such field."""


class UnreadableValueError(ValueError):
    """The value cannot be normalized completely, so it would be shown wrongly."""


class QuoteError(ValueError):
    """The words to quote are not the sender's, hold private data, or say the contrary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedValues:
    """Values by field, who sent them, and the part of the sender's words to quote ("" for all of them)."""

    by: Sender
    values: Mapping[str, str]
    quote: str = ""
    names_person: bool = False
    """A clinic says it of one of its people by name, so that it is about the person; the form's label is quoted."""


def read_correction(
    correction: AcceptedValues, about: Listing, case: CaseRow, places: Places
) -> tuple[RawListing, Listing]:
    """Return the corrected values as a raw and a normalized listing.

    `about` is the listing that is corrected. The result states only the corrected values; the caller sets its id and
    what it corrects. Raises UnknownFieldError, UnreadableValueError and QuoteError.
    """
    if unknown := sorted(set(correction.values) - set(FIELDS)):
        raise UnknownFieldError(f"{', '.join(unknown)}: no field of a correction; write one of {', '.join(FIELDS)}")
    raw = _raw(correction.values, about)
    read = normalize(raw if raw.name else replace(raw, name=about.name), places)
    corrected_listing = replace(
        read,
        name=read.name if raw.name else "",
        person=read.person if raw.name else None,
        statements=_statements(correction, about, case),
        problems=(),
    )
    for field in correction.values:
        if field not in DETAILS:
            _check(field, correction.values[field], corrected_listing, read.problems)
    return raw, corrected_listing


def read_details(values: Mapping[str, str]) -> tuple[Detail, ...]:
    """Return the values that no source states, each in its one spelling; raises UnreadableValueError."""
    return tuple(Detail(field=field, value=_detail(field, values[field])) for field in DETAILS if field in values)


def _detail(field: str, value: str) -> str:
    try:
        if field == HOURS:
            return hours_text(read_hours(value))
        if field == LANGUAGES:
            return " ".join(read_languages(value))
    except (HoursError, LanguageError) as error:
        raise UnreadableValueError(f"{field}={value!r} cannot be read: {error}") from error
    if value.casefold() not in NEW_PATIENTS_VALUES:
        raise UnreadableValueError(f"{field}={value!r}: write one of {', '.join(NEW_PATIENTS_VALUES)}")
    return value.casefold()


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
            "phone": "write one valid US number",
            "fax": "write one valid US number",
            "organization": "a clinic's own name is its `name`" if read.kind is ListingKind.CLINIC else "write a name",
        }
        because = f" ({', '.join(found)})" if found else ""
        raise UnreadableValueError(
            f"{field}={value!r} cannot be read completely{because}; {hints.get(field, 'write it out')}"
        )


def _statements(correction: AcceptedValues, about: Listing, case: CaseRow) -> tuple[Statement, ...]:
    if ANSWER not in correction.values:
        return ()
    kind = _KINDS.get(correction.values[ANSWER])
    if kind is None:
        raise UnreadableValueError(f"{ANSWER}={correction.values[ANSWER]!r}: write yes or no")
    is_clinic = (correction.by is Sender.CLINIC and not correction.names_person) or about.kind is ListingKind.CLINIC
    subject = Subject.CLINIC if is_clinic else Subject.PERSON
    return (Statement(kind=kind, about=subject, quote=_quote(correction, case, kind, subject)),)


def _quote(correction: AcceptedValues, case: CaseRow, kind: StatementKind, subject: Subject) -> str:
    if correction.names_person:
        return _DOES_ITSELF if kind is StatementKind.OFFERS else _SAYS_NO_ITSELF
    said, chosen = " ".join(case.text.split()), " ".join(correction.quote.split())
    if not said and kind is StatementKind.SAYS_NO and case.about == Wrong.DOES_NOT_DO_THIS:
        said = _SAYS_NO_ITSELF
    quote = chosen or said
    choose = "choose the sentence with --quote"
    if not quote or quote not in said:
        raise QuoteError(f"only the sender's own words are quoted, and {quote!r} is not among them; {choose}")
    if parse_phones(quote) or "@" in quote:
        raise QuoteError(f"a quote is public, and this one holds contact data; {choose}")
    if len(quote) > QUOTE_AT_MOST:
        raise QuoteError(f"a quote has at most {QUOTE_AT_MOST} characters, and this has {len(quote)}; {choose}")
    read = read_statement(RawStatement(text=quote, about=subject))
    if read and read.kind is not kind:
        raise QuoteError(f"{quote!r} says the contrary of {ANSWER}={correction.values[ANSWER]}; {choose}")
    return quote


class WhichPlaceError(ValueError):
    """The provider has several places, and the correction does not say which one it is about."""


class WhichListingError(ValueError):
    """The named listing does not belong to the provider."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The listing that a correction is about, and its place, without phone, fax, organization and unit."""

    listing: Listing
    place: PracticeLocation | None


def corrected(listings: Sequence[SeenListing], trust: Trust, *, about: str, place: str, of_a_place: bool) -> Corrected:
    """Return what a correction is about: the most trusted listing, and its place if the correction is `of_a_place`.

    `about` names another listing, as `source/id`; `place` is a part of the address or workplace, needed if there are
    several places. Raises WhichListingError and WhichPlaceError.
    """
    sources = trust.sorted(seen for seen in listings if seen.listing.corrects is None)
    named = [seen for seen in sources if about in {"", f"{seen.listing.source}/{seen.listing.source_id}"}]
    if not named:
        known = ", ".join(f"{seen.listing.source}/{seen.listing.source_id}" for seen in sources) or "none"
        raise WhichListingError(f"{about or 'it'} is no listing of this provider; its listings are: {known}")
    if not of_a_place:
        return Corrected(named[0].listing, None)
    places = places_of(stated_places(named))
    fitting = [one for one in places if _is_meant(one, place)]
    if len(fitting) > 1 or (place and not fitting):
        lines = "; ".join(_line(one) for one in places) or "none"
        raise WhichPlaceError(f"choose one place with --place and a part of its address: {lines}")
    if not fitting:
        return Corrected(named[0].listing, None)
    stated = min(fitting[0], key=lambda one: named.index(one.seen))
    location = replace(stated.location, phone=None, fax=None, organization="", unit="")
    return Corrected(stated.seen.listing, location)


def _is_meant(place: Place, words: str) -> bool:
    wanted = fold_text(words)
    return any(wanted in fold_text(f"{one.location.organization} {address_line(one.location)}") for one in place)


def _line(place: Place) -> str:
    location = place[0].location
    return ", ".join(part for part in (location.organization, address_line(location)) if part)
