"""Structured data of the clinic sites: schema.org in JSON-LD blocks and in microdata."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.world.entry import Entry

_TYPES = {"physical-therapist": "Physiotherapy", "chiropractor": "MedicalClinic", "acupuncturist": "LocalBusiness"}
_TITLES = {
    "physical-therapist": "Physical Therapist",
    "pt-assistant": "Physical Therapist Assistant",
    "chiropractor": "Chiropractor",
    "acupuncturist": "Acupuncturist",
    "athletic-trainer": "Athletic Trainer",
    "occupational-therapist": "Occupational Therapist",
}
_BROKEN = '{"@context": "https://schema.org", "@type": "MedicalClinic", "name": "Half a page", "telephone": "(719'
Node = Mapping[str, object]


def clinic_markup(entry: Entry, public: str, staff: Iterable[Entry]) -> str:
    """Return the JSON-LD of a clinic's page as script elements; a `graph` clinic includes its staff."""
    clinic = entry.clinic
    node = clinic_node(entry, public)
    if clinic and clinic.markup == "graph":
        return script(
            {"@context": "https://schema.org", "@graph": [node, *(person_node(one, public) for one in staff)]}
        )
    good = script({"@context": "https://schema.org", **node})
    if clinic and clinic.markup == "broken":
        return (
            f'<script type="application/ld+json">{_BROKEN}</script>\n<script type="application/ld+json"></script>\n'
            + good
        )
    return good


def person_markup(entry: Entry, public: str) -> str:
    """Return the JSON-LD of a staff page as a script element."""
    return script({"@context": "https://schema.org", **person_node(entry, public)})


def clinic_node(entry: Entry, public: str) -> Node:
    """Return a clinic as a schema.org node."""
    kind = entry.clinic.kind if entry.clinic else ""
    node: dict[str, object] = {
        "@type": [_TYPES.get(kind, "MedicalClinic"), "MedicalBusiness"],
        "@id": f"{public}{entry.key}#clinic",
        "name": entry.name,
        "url": entry.website if entry.website.startswith("javascript") else public + entry.key,
        "telephone": entry.phone,
        "address": _address(entry),
        "geo": {"@type": "GeoCoordinates", "latitude": entry.latitude, "longitude": entry.longitude},
    }
    if entry.text:
        node["description"] = entry.text
    return node


def person_node(entry: Entry, public: str) -> Node:
    """Return a member of staff as a schema.org node."""
    professions = entry.person.professions if entry.person else ()
    node: dict[str, object] = {
        "@type": "Person",
        "@id": f"{public}{entry.key}#person",
        "name": entry.name,
        "jobTitle": ", ".join(_TITLES[profession] for profession in professions),
        "url": public + entry.key,
        "telephone": entry.phone,
        "address": _address(entry),
        "worksFor": {"@type": "MedicalClinic", "name": entry.place.organization},
    }
    if entry.letters:
        node["honorificSuffix"] = ", ".join(entry.letters)
    if entry.text:
        node["description"] = entry.text
    if entry.npi:
        node["identifier"] = {"@type": "PropertyValue", "propertyID": "NPI", "value": entry.npi}
    return node


def microdata(entry: Entry) -> str:
    """Return the body of a page with microdata in its visible elements."""
    kind = entry.clinic.kind if entry.clinic else ""
    schema = "Person" if entry.person else _TYPES.get(kind, "MedicalClinic")
    street = " ".join(filter(None, (entry.street, entry.unit)))
    parts = [f'<h1 itemprop="name">{escape(entry.name)}</h1>']
    if entry.person:
        parts += _microdata_person(entry)
    parts += [
        '<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">',
        f'<span itemprop="streetAddress">{escape(street)}</span>,',
        f'<span itemprop="addressLocality">{escape(entry.place.town.city)}</span>,',
        f'<span itemprop="addressRegion">{escape(entry.state)}</span>',
        f'<span itemprop="postalCode">{escape(entry.zip)}</span>',
        "</div>",
        f'<p itemprop="telephone">{escape(entry.phone)}</p>',
    ]
    if entry.text:
        parts.append(f'<p itemprop="description">{escape(entry.text)}</p>')
    inner = "".join(part + "\n" for part in parts)
    return f'<div itemscope itemtype="https://schema.org/{schema}">\n{inner}</div>\n'


def _microdata_person(entry: Entry) -> list[str]:
    professions = entry.person.professions if entry.person else ()
    titles = ", ".join(_TITLES[profession] for profession in professions)
    parts = [f'<p itemprop="jobTitle">{escape(titles)}</p>']
    if entry.letters:
        parts.append(f'<p itemprop="honorificSuffix">{escape(", ".join(entry.letters))}</p>')
    if entry.npi:
        parts.append(
            '<p itemprop="identifier" itemscope itemtype="https://schema.org/PropertyValue">'
            f'<span itemprop="propertyID">NPI</span> <span itemprop="value">{entry.npi}</span></p>'
        )
    parts.append(
        '<p itemprop="worksFor" itemscope itemtype="https://schema.org/MedicalClinic">'
        f'<span itemprop="name">{escape(entry.place.organization)}</span></p>'
    )
    return parts


def _address(entry: Entry) -> Node:
    return {
        "@type": "PostalAddress",
        "streetAddress": " ".join(filter(None, (entry.street, entry.unit))),
        "addressLocality": entry.place.town.city,
        "addressRegion": entry.state,
        "postalCode": entry.zip,
        "addressCountry": "US",
    }


def script(node: Node) -> str:
    """Return a node as a JSON-LD script element."""
    # no text may close the element or open a comment in it (HTML Standard, restrictions for contents of script)
    text = json.dumps(node, ensure_ascii=False, indent=1).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f'<script type="application/ld+json">\n{text}\n</script>\n'
