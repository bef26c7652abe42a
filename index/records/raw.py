"""A listing as the spider read it: strings in the source's own words, nothing interpreted yet."""

from dataclasses import dataclass, field

from index.records.answers import ListingKind, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLocation:
    """A practice location as written. Mailing addresses never go here."""

    organization: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    address_text: str = ""
    """The whole address in one line, where the source does not split it."""
    phone: str = ""
    fax: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTaxonomy:
    """One NUCC taxonomy of an NPI record, with the license that was entered for it."""

    code: str
    license: str = ""
    state: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStatement:
    """A sentence, field or category that may mention dry needling, quoted unchanged.

    `board` is true only for a state authority's own record of an endorsement, registration or filing.
    `of_all` marks a directory's sentence about everybody in it ("Our directory lists therapists who offer dry
    needling"): the subject is the one that the source's file names, whatever the sentence says.
    """

    text: str
    about: Subject
    board: bool = False
    of_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawListing:
    """One source's entry for one practitioner or clinic, as strings.

    `source_id` is stable within the source and made from raw mandatory fields. `url` is the listing's public
    address, never that of a demonstration server. Nothing volatile (a date of reading, a distance, a counter)
    goes in: the same bytes read twice give an equal RawListing.
    """

    source: str
    source_id: str
    kind: ListingKind
    url: str
    name: str
    credentials: str = ""
    """Credentials from a field of their own; those inside the name stay there."""
    profession: str = ""
    taxonomies: tuple[RawTaxonomy, ...] = ()
    locations: tuple[RawLocation, ...] = ()
    website: str = ""
    npi: str = ""
    deactivated: bool = False
    """The register says that this record is no longer in force, so its listing is withdrawn."""
    changed_on: str = ""
    """The date on which the source says that its record last changed: "2014-03-04" where the platform can read it."""
    family_first: bool = False
    """The name is written "Family, Given" or "FAMILY GIVEN"."""
    of_several: int = 0
    """Position of this person, from 1, in a name field of several people; 0 for the row as the source has it."""
    former_names: tuple[str, ...] = ()
    statements: tuple[RawStatement, ...] = ()
    text: str = ""
    """Free text of the listing or card; conditions are read from it."""
    unread: dict[str, str] = field(default_factory=dict)
    """Fields of the source that the spider met and did not use, for counting."""
