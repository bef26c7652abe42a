"""What a spider hands over: one listing in the source's own words, nothing interpreted yet."""

from dataclasses import dataclass, field

from index.records.answers import ListingKind, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLocation:
    """A practice location as written. Mailing addresses are never put here."""

    organization: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    address_text: str = ""
    """The whole address in one line, where the source does not take it apart."""
    phone: str = ""
    fax: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTaxonomy:
    """One NUCC taxonomy of an NPI record, with the license that was typed beside it."""

    code: str
    license: str = ""
    state: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStatement:
    """A sentence, field or category that may speak of dry needling, quoted as it stands.

    `board` is true only for a state authority's own record of an endorsement, registration or filing.
    `of_all` marks a directory's words for everybody in it: they speak of whom the source's file says, whatever
    the sentence's subject ("Our directory lists therapists who offer dry needling").
    """

    text: str
    about: Subject
    board: bool = False
    of_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawListing:
    """What one source says about one practitioner or clinic, as strings.

    `source_id` is stable within the source and made from raw mandatory fields. `url` is the public
    address of the listing (never the address of a demonstration server). Nothing volatile (a date of
    reading, a distance, a counter) may be in here: the same bytes read twice give an equal RawListing.
    """

    source: str
    source_id: str
    kind: ListingKind
    url: str
    name: str
    credentials: str = ""
    """Credentials apart from the name; those inside the name stay there."""
    profession: str = ""
    taxonomies: tuple[RawTaxonomy, ...] = ()
    locations: tuple[RawLocation, ...] = ()
    website: str = ""
    npi: str = ""
    deactivated: bool = False
    """The register says that this record is no longer in force: whatever was listed is withdrawn."""
    family_first: bool = False
    """The name is written "Family, Given" or "FAMILY GIVEN"."""
    of_several: int = 0
    """Which of the people in a name field of several this listing is, from 1; 0 for the row as the source has it."""
    former_names: tuple[str, ...] = ()
    statements: tuple[RawStatement, ...] = ()
    text: str = ""
    """Free text of the listing or card, from which conditions are read."""
    unread: dict[str, str] = field(default_factory=dict)
    """Fields of the source that the spider met and did not use, so that they can be counted."""
