"""The people and places in the structured data of a page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.formats.json_ld import Node
from crawler.formats.needling_words import speaks_of_needling
from crawler.platforms.structured_data.schema_nodes import (
    link_of,
    location_of,
    named,
    nodes_in,
    objects,
    text,
    texts,
    types_of,
)
from index.records import ListingKind, RawLocation, RawStatement, Subject

PLACES = frozenset(
    {
        *("LocalBusiness", "MedicalBusiness", "MedicalClinic", "MedicalOrganization", "Physiotherapy", "Hospital"),
        *("PhysiciansOffice", "HealthAndBeautyBusiness", "ProfessionalService"),
    }
)
PEOPLE = frozenset({"Person", "Physician", "IndividualPhysician"})
STAFF = ("employee", "employees", "member", "members", "founder")
WORKS_AT = ("worksFor", "practicesAt", "affiliation", "hospitalAffiliation", "memberOf")
PRACTITIONER_KEYS = ("jobTitle", "honorificSuffix", "hasCredential", "usNPI", "medicalSpecialty", *WORKS_AT)
"""Properties of a practitioner; the author of a page has none of them."""
OWN_WORDS = ("description", "disambiguatingDescription", "slogan", "jobTitle", "knowsAbout", "availableService")
OFFERS = ("makesOffer", "hasOfferCatalog")
TERM = ("name", "alternateName", "@id", "url", "@value", "value")
CREDENTIAL = ("name", "alternateName", "credentialCategory", "termCode", "@value", "value")
"""Properties with the name of a credential; `credentialCategory` is a text or a term of its own."""
NOWHERE = RawLocation()
_NPI = re.compile(r"\b[12]\d{9}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A person or place in the data of one page. `page` and `link` are public addresses; `link` is its own page."""

    kind: ListingKind
    name: str
    page: str
    link: str = ""
    employer: str = ""
    location: RawLocation = NOWHERE
    credentials: str = ""
    profession: str = ""
    website: str = ""
    npi: str = ""
    text: str = ""
    statements: tuple[RawStatement, ...] = ()


def readings_of(values: Iterable[object], page: str) -> list[Reading]:
    """Return the people and places in the JSON values of a page; staff of a place get its name as employer."""
    nodes = [node for value in values for node in nodes_in(value)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    found: dict[Reading, None] = {}
    for node in nodes:
        if _is_place(node):
            found[_place(node, page, by_id)] = None
            for member in _members(node, by_id):
                found[_person(member, page, text(node, "name"), by_id)] = None
        elif _is_person(node):
            found[_person(node, page, _employer(node, by_id), by_id)] = None
    return _without_repeats([reading for reading in found if reading.name])


def _without_repeats(readings: list[Reading]) -> list[Reading]:
    """Drop people without an employer if the same page also names them as staff of a place."""
    employed = {reading.name for reading in readings if reading.employer}
    return [
        reading
        for reading in readings
        if reading.kind is ListingKind.CLINIC or reading.employer or reading.name not in employed
    ]


def _is_place(node: Node) -> bool:
    types = types_of(node)
    if "Organization" in types and objects(node.get("address")):
        return True
    return bool(types & PLACES) or ("Physician" in types and any(key in node for key in STAFF))


def _is_person(node: Node) -> bool:
    types = types_of(node)
    practices = bool(types - {"Person"}) or any(node.get(key) for key in PRACTITIONER_KEYS)
    return bool(types & PEOPLE) and not types & PLACES and practices


def _members(node: Node, by_id: dict[str, Node]) -> Iterator[Node]:
    for key in STAFF:
        for member in objects(node.get(key)):
            whole = by_id.get(str(member.get("@id", "")), member)
            if types_of(whole) & PEOPLE or not types_of(whole):
                yield whole


def _employer(node: Node, by_id: dict[str, Node]) -> str:
    for key in WORKS_AT:
        for place in objects(node.get(key)):
            if name := text(by_id.get(str(place.get("@id", "")), place), "name"):
                return name
    return next((name for key in WORKS_AT for name in texts(node.get(key))), "")


def _place(node: Node, page: str, by_id: dict[str, Node]) -> Reading:
    words = _words(node)
    return Reading(
        kind=ListingKind.CLINIC,
        name=text(node, "name", "legalName"),
        page=page,
        link=link_of(node),
        location=location_of(node, by_id),
        npi=_npi(node),
        profession=", ".join(named(node.get("medicalSpecialty"), *TERM)),
        text=" ".join(words),
        statements=statements_in(words, Subject.CLINIC),
    )


def _person(node: Node, page: str, employer: str, by_id: dict[str, Node]) -> Reading:
    parts = " ".join(filter(None, (text(node, "givenName"), text(node, "familyName"))))
    words = _words(node)
    letters = [*texts(node.get("honorificSuffix")), *named(node.get("hasCredential"), *CREDENTIAL)]
    titles = [*texts(node.get("jobTitle")), *named(node.get("medicalSpecialty"), *TERM)]
    return Reading(
        kind=ListingKind.PERSON,
        name=text(node, "name") or parts,
        page=page,
        link=link_of(node),
        employer=employer,
        location=location_of(node, by_id),
        credentials=", ".join(dict.fromkeys(letters)),
        profession=", ".join(dict.fromkeys(titles)),
        npi=_npi(node),
        text=" ".join(words),
        statements=statements_in([*words, *letters], Subject.PERSON),
    )


def statements_in(words: Iterable[str], about: Subject) -> tuple[RawStatement, ...]:
    """Return the texts that mention dry needling as statements about a person or a place, each once."""
    return tuple(dict.fromkeys(RawStatement(text=one, about=about) for one in words if speaks_of_needling(one)))


def _words(node: Node) -> list[str]:
    own = [one for key in OWN_WORDS for one in texts(node.get(key))]
    own += [words for service in objects(node.get("availableService")) for words in texts(service.get("description"))]
    offers = [offer for key in OFFERS for offer in objects(node.get(key))]
    items = [item for offer in offers for item in [offer, *objects(offer.get("itemListElement"))]]
    offered = [name for item in items for name in texts(item.get("itemOffered"))]
    return list(dict.fromkeys([*own, *offered]))


def _npi(node: Node) -> str:
    """Return the NPI in `usNPI` or in an identifier called NPI; any other number is none."""
    written = [*texts(node.get("usNPI"))]
    for identifier in objects(node.get("identifier")):
        if "npi" in " ".join((text(identifier, "propertyID"), text(identifier, "name"))).casefold():
            written += texts(identifier.get("value"))
    found = (_NPI.search(one) for one in written)
    return next((match.group() for match in found if match), "")
