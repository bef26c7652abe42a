"""JSON-LD of a profile for search engines (schema.org): nothing that the page does not show."""

from typing import Any

from index.normalize.url import safe_url
from index.records import ListingKind, Practice, PracticeLocation, Provider
from index.vocabulary import professions


def json_ld(provider: Provider, shown: Practice) -> dict[str, Any]:
    """Return a Person or a MedicalBusiness at the place that the page begins with.

    Only for profiles that search engines may show (docs/principles.md, rule 14).
    """
    place = shown.location
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "name": provider.name,
        "url": safe_url(provider.website),
    }
    if provider.kind is ListingKind.CLINIC:
        about |= {"@type": "MedicalBusiness", "address": _address(place)}
    else:
        about |= {
            "@type": "Person",
            "jobTitle": [professions.label(held) for held in provider.professions],
            "workLocation": {"@type": "Place", "name": place.organization, "address": _address(place)},
        }
    about["telephone"] = place.phone.e164 if place.phone else ""
    return _filled(about)


def _address(place: PracticeLocation) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": " ".join(filter(None, (place.street, place.unit))),
        "addressLocality": place.city,
        "addressRegion": place.state,
        "postalCode": place.zip,
        "addressCountry": "US",
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values without empty ones."""
    inner = {name: _filled(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in inner.items() if value}
