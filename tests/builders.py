"""Invented records. A builder returns a whole one with plain values; a test names only the fields that it is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from index.records import (
    Certainty,
    Check,
    CheckKind,
    CheckResult,
    Claim,
    Clinic,
    Credential,
    CredentialKind,
    Finding,
    License,
    Listing,
    ListingKind,
    PersonName,
    Phone,
    Practice,
    PracticeLocation,
    Practitioner,
    Profession,
    Quote,
    SeenListing,
    SourcesSay,
    StateAllows,
    Statement,
    StatementKind,
    StateRule,
    Subject,
    stated,
)

FIRST = date(2026, 9, 3)
"""The day on which a claim was first seen."""
READ = date(2026, 11, 12)
"""The day on which everything was last read."""
NPI_1, NPI_2 = "1000000004", "1000000012"
SITE = "https://clinic.example/team"

Fields = dict[str, Any]


def phone(last: str = "112", **changes: Any) -> Phone:
    """Return the number (303) 555-0112, or another one by its last three digits."""
    return Phone(**{"e164": f"+13035550{last:0>3}"} | changes)


TOLL_FREE = Phone(e164="+18005550199", kind="toll_free")


def location(
    street: str = "100 Example St", city: str = "Salida", state: str = "CO", zip_code: str = "81201", /, **changes: Any
) -> PracticeLocation:
    """Return an address without phone, organization or point."""
    return PracticeLocation(**{"street": street, "city": city, "state": state, "zip": zip_code} | changes)


def house(number: int, **changes: Any) -> PracticeLocation:
    """Return an address with its phone that no other number has."""
    own = {"phone": Phone(e164=f"+1{301 + number // 100}55501{number % 100:02d}")}
    return location(f"{number + 1} Example St", **own | changes)


def credential(
    code: str = "OCS", kind: CredentialKind = CredentialKind.BOARD_CERTIFICATION, **changes: Any
) -> Credential:
    """Return letters that a source spells as the vocabulary does."""
    return Credential(**{"code": code, "kind": kind, "raw": code} | changes)


def course(code: str = "Cert. DN", **changes: Any) -> Credential:
    """Return a course that shows dry needling."""
    own: Fields = {"kind": CredentialKind.COURSE, "shows_dry_needling": True}
    return credential(code, **own | changes)


def license_held(number: str = "PTL.0012345", **changes: Any) -> License:
    """Return a Colorado license of a physical therapist."""
    return License(**{"profession": Profession.PHYSICAL_THERAPIST, "state": "CO", "number": number} | changes)


def statement(
    quote: str = "Jordan Avery does dry needling.",
    kind: StatementKind = StatementKind.OFFERS,
    about: Subject = Subject.PERSON,
) -> Statement:
    """Return a sentence that says yes of a person."""
    return Statement(kind=kind, about=about, quote=quote)


def listing(
    key: str = "list/1",
    given: str = "Jordan",
    family: str = "Avery",
    *,
    places: Sequence[PracticeLocation] = (),
    **changes: Any,
) -> Listing:
    """Return a physical therapist's entry under a key "source/source_id". Changes may name parts of the name."""
    more = {part: changes.pop(part) for part in ("middle", "generation", "nickname", "former") if part in changes}
    name = PersonName(given=given, family=family, **more)
    shown = " ".join(part for part in (name.given, name.middle, name.family, name.generation) if part)
    own: Fields = {"kind": ListingKind.PERSON, "person": name, "professions": (Profession.PHYSICAL_THERAPIST,)}
    return clinic_listing(key, shown, places=places, **own | changes)


def clinic_listing(
    key: str = "list/1",
    name: str = "Example Physical Therapy",
    /,
    *,
    places: Sequence[PracticeLocation] = (),
    **changes: Any,
) -> Listing:
    """Return a clinic's entry under a key "source/source_id"."""
    source, _, source_id = key.partition("/")
    url = f"https://{source}.example/{source_id}"
    own: Fields = {"kind": ListingKind.CLINIC, "url": url, "name": name, "locations": tuple(places)}
    return Listing(source=source, source_id=source_id, **own | changes)


def bare_listing(key: str, name: str = "Nobody", **changes: Any) -> Listing:
    """Return a person's entry that states a name alone."""
    return clinic_listing(key, name, **{"kind": ListingKind.PERSON} | changes)


def seen(one: Listing, *, first: date = READ, last: date = READ, missing: date | None = None) -> SeenListing:
    """Return a listing with a claim for each of its values."""
    of_listing: Fields = {"source": one.source, "source_id": one.source_id, "url": one.url}
    days: Fields = {"first_seen": first, "last_seen": last, "changed_on": one.changed_on}
    claims = [claim(*said, **of_listing, **days) for said in stated(one)]
    return SeenListing(listing=one, claims=tuple(claims), first_seen=first, last_seen=last, missing_since=missing)


def claim(
    field: str = "name", value: str = "Jordan Avery", source: str = "clinic_sites", url: str = SITE, **changes: Any
) -> Claim:
    """Return a value as one source states it."""
    own: Fields = {"source_id": "1", "first_seen": FIRST, "last_seen": READ}
    return Claim(field=field, value=value, source=source, url=url, **own | changes)


def quote(text: str = "Jordan does dry needling.", **changes: Any) -> Quote:
    """Return the words of a clinic's website; they say yes."""
    own: Fields = {"source": "clinic_sites", "url": SITE, "read_on": READ}
    return Quote(text=text, **own | changes)


def practice(
    where: PracticeLocation | None = None, answer: SourcesSay = SourcesSay.NO_WORD, *quotes: Quote, **changes: Any
) -> Practice:
    """Return a place and what sources say of dry needling there."""
    evidence = Finding(answer=answer, quotes=quotes)
    own: Fields = {"location": where or location(), "evidence": evidence, "sources": ("clinic_sites",)}
    return Practice(**own | changes)


def practitioner(*practices: Practice, **changes: Any) -> Practitioner:
    """Return a physical therapist; the first word of the name is the given name."""
    own: Fields = {"id": "avery", "name": "Jordan Avery", "professions": (Profession.PHYSICAL_THERAPIST,)} | changes
    given, _, family = own["name"].partition(" ")
    whole: Fields = {"person": PersonName(given=given, family=family), "practices": practices or (practice(),)}
    return Practitioner(**whole | own)


def clinic(*practices: Practice, **changes: Any) -> Clinic:
    """Return a clinic that names nobody."""
    return Clinic(**{"id": "rehab", "name": "Example Rehab", "practices": practices or (practice(),)} | changes)


def check(result: CheckResult = CheckResult.ACTIVE, kind: CheckKind = CheckKind.LICENSE, **changes: Any) -> Check:
    """Return the outcome of a look-up in a register, of `license_held()` where a license was looked up."""
    held = license_held() if kind is CheckKind.LICENSE else None
    own: Fields = {"claim": claim("status", result, "register"), "license": held}
    return Check(kind=kind, result=result, **own | changes)


def rule(answer: StateAllows = StateAllows.ALLOWED, sure: Certainty = Certainty.RULE_READ, **changes: Any) -> StateRule:
    """Return Colorado's rule for physical therapists, of whose hours sources disagree and that nobody reviewed."""
    own: Fields = {
        "state": "CO",
        "profession": Profession.PHYSICAL_THERAPIST,
        "sure_hours": Certainty.CONFLICT,
        "read_on": READ,
    }
    return StateRule(answer=answer, sure=sure, **own | changes)
