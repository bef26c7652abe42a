"""A listing after normalization: what one source says, in our own words, with the raw text kept beside it."""

from dataclasses import dataclass

from index.records.answers import (
    CredentialKind,
    ListingKind,
    Precision,
    Profession,
    StatementKind,
    Subject,
)
from index.records.correction import ToldBy


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
    """A credential that was read. `code` is the vocabulary's; `raw` is what the source wrote."""

    code: str
    kind: CredentialKind
    raw: str
    issuer: str = ""
    """Empty where the letters can come from more than one issuer and the source does not say which."""
    shows_dry_needling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """A license number as somebody typed it; `checked` is never implied."""

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
    """Where a practitioner can be seen. Coordinates in degrees (WGS 84), None where `precision` is `none`."""

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
    """A source's words on dry needling, read with care: what they say, of whom, and the words themselves."""

    kind: StatementKind
    about: Subject
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A value of which we were told that it is wrong. Names and values are those of claims."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a listing of `told_us` corrects: a source's listing, and perhaps one of its places, as it stood then."""

    by: ToldBy
    source: str
    source_id: str
    place: PracticeLocation | None = None
    has_left: bool = False
    """The provider is not at `place`."""
    denied: tuple[Denied, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one source says about one practitioner or clinic, normalized. Never edited by hand."""

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
    locations: tuple[PracticeLocation, ...] = ()
    website: str = ""
    npi: str = ""
    """A valid NPI (check digit tested) or empty."""
    deactivated: bool = False
    statements: tuple[Statement, ...] = ()
    conditions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be read, as `field/what`: `npi/check_digit`, `phone/unreadable`."""
    corrects: Correction | None = None
    """Set for what we were told ourselves (`told_us`): such a listing states only what it corrects, often no name."""
