"""A listing after normalization: one source's values in our own vocabulary, with the source's text where it matters."""

from dataclasses import dataclass
from datetime import date

from index.records.answers import (
    CredentialKind,
    ListingKind,
    Precision,
    Profession,
    StatementKind,
    Subject,
)
from index.records.correction import Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name in parts, in its display spelling ("Mary Beth", "O'Neill")."""

    given: str
    middle: str = ""
    family: str = ""
    generation: str = ""
    nickname: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A recognized credential. `code` is the vocabulary's; `raw` is the source's spelling."""

    code: str
    kind: CredentialKind
    raw: str
    issuer: str = ""
    """Empty where several issuers give these letters and the source does not name one."""
    shows_dry_needling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """A license number as a source gives it. It was checked nowhere: a look-up is a `Check`."""

    profession: Profession
    state: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone number. `e164` like "+13035550112"; `kind` is one of `fixed_or_mobile`, `toll_free`, `other`."""

    e164: str
    extension: str = ""
    kind: str = "fixed_or_mobile"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLocation:
    """A place where a practitioner can be seen. Coordinates in degrees (WGS 84), None where `precision` is `none`."""

    organization: str = ""
    street: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: Phone | None = None
    fax: Phone | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A source's sentence about dry needling: its meaning, its subject, and its words."""

    kind: StatementKind
    about: Subject
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A value reported as wrong. `field` and `value` are those of the claim."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A value that no source states: `field` is one of DETAILS, `value` in its one spelling."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The target of a `told_us` listing: a source's listing, and perhaps one of its places as it was at that time."""

    by: Sender
    source: str
    source_id: str
    place: PracticeLocation | None = None
    has_left: bool = False
    """The provider is not at `place`."""
    denied: tuple[Denied, ...] = ()
    details: tuple[Detail, ...] = ()
    reached: str = ""
    """The listed contact through which an operator reached the sender, as field and source: "phone clinic_sites"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One source's entry for one practitioner or clinic, normalized. Never edited by hand."""

    source: str
    source_id: str
    kind: ListingKind
    url: str
    name: str
    """The display name: "Jordan Avery", or a clinic's name."""
    person: PersonName | None = None
    """Set for people, None for clinics."""
    credentials: tuple[Credential, ...] = ()
    unknown_credentials: tuple[str, ...] = ()
    professions: tuple[Profession, ...] = ()
    licenses: tuple[License, ...] = ()
    taxonomies: tuple[str, ...] = ()
    """NUCC codes as typed in an NPI register ("225100000X"), the primary one first; of clinics too."""
    locations: tuple[PracticeLocation, ...] = ()
    website: str = ""
    npi: str = ""
    """A valid NPI (check digit tested) or empty."""
    deactivated: bool = False
    changed_on: date | None = None
    """The date on which the source says that its record last changed; None where it states none that can be."""
    statements: tuple[Statement, ...] = ()
    conditions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """Values that could not be read, as `field/problem`: `npi/check_digit`, `phone/unreadable`."""
    corrects: Correction | None = None
    """Set for corrections (`told_us`): such a listing states only the corrected values, often no name."""
