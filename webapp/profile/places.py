"""Practice locations on a profile: address, phone and fax with their sources, and the section on each place."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from index.records import Practice, PracticeLocation, Precision, Provider, address_line
from index.vetting.provider_evidence import ProviderEvidence
from webapp.finder.carried_search import CarriedSearch
from webapp.map import small_figure
from webapp.profile.place_section import PlaceSection, place_section
from webapp.stated.details import StatedDetail, details_at
from webapp.stated.facts import StatedBy, stating
from webapp.words.formats import CallButton, call_button, directions, spoken
from webapp.words.sources import source_name
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A practice location on a profile; `directions` is "" where no street is published."""

    name: str
    """The name that distinguishes it from the other places."""
    organization: str
    is_shared_name: bool
    """True where no source states the organization for this provider: it is the one at the same phone and address."""
    address: str
    miles: str
    """Miles from the searched place, "" where the page's address carries no search."""
    address_by: StatedBy
    directions: str
    picture: Markup
    """The map of the place, "" where it has no point."""
    is_exact: bool
    """True where the map has the point of the street, not the middle of the town or ZIP code."""
    is_withheld: bool
    call: CallButton | None
    phone_by: StatedBy
    fax: str
    fax_by: StatedBy
    sources: tuple[str, ...]
    section: PlaceSection
    details: tuple[StatedDetail, ...]
    """Hours and new patients as the listed gave them; a lapsed one is there without its value."""


def places(
    provider: Provider, found: ProviderEvidence, today: date, registers: AbstractSet[str], search: CarriedSearch
) -> tuple[Place, ...]:
    """Return all places for readers, the one with the strongest answer first."""
    names = place_names(provider)
    order = sorted(range(len(found.places)), key=lambda at: at != found.strongest)
    return tuple(
        _place(
            provider,
            provider.practices[at],
            names[at],
            place_section(provider, found, found.places[at], today),
            registers,
            search,
        )
        for at in order
    )


def place_names(provider: Provider) -> tuple[str, ...]:
    """Return for each place its organization and town, or the whole address where two places share both."""
    names = [_short_name(practice) for practice in provider.practices]
    return tuple(
        name if names.count(name) == 1 else _long_name(practice) or name
        for name, practice in zip(names, provider.practices, strict=True)
    )


def _short_name(practice: Practice) -> str:
    at = practice.location
    return ", ".join(filter(None, (at.organization, at.city, at.state))) or _("A place that no source names")


def _long_name(practice: Practice) -> str:
    at = practice.location
    return ", ".join(filter(None, (at.organization, address_line(at))))


def _place(
    provider: Provider,
    practice: Practice,
    name: str,
    section: PlaceSection,
    registers: AbstractSet[str],
    search: CarriedSearch,
) -> Place:
    at = practice.location
    line = address_line(at)
    phone = " x".join(filter(None, (at.phone.e164, at.phone.extension))) if at.phone else ""
    has_street = bool(at.street and not practice.street_withheld)
    return Place(
        name=name,
        organization=at.organization,
        is_shared_name=practice.organization_shared,
        address=line,
        miles=search.miles_in_words(at),
        address_by=stating(provider, "address", line, registers),
        directions=directions(f"{at.street} {at.unit}".strip(), at.city, at.state, at.zip) if has_street else "",
        picture=_picture(at, has_street=has_street),
        is_exact=at.precision is Precision.ADDRESS,
        is_withheld=practice.street_withheld,
        call=call_button(at.phone) if at.phone else None,
        phone_by=stating(provider, "phone", phone, registers),
        fax=spoken(at.fax) if at.fax else "",
        fax_by=stating(provider, "fax", at.fax.e164, registers) if at.fax else StatedBy(),
        sources=tuple(dict.fromkeys(source_name(source) for source in practice.sources)),
        section=section,
        details=details_at(practice),
    )


def _picture(at: PracticeLocation, *, has_street: bool) -> Markup:
    """Return the map of a place, "" without a point; the point of a street that is not published is on none."""
    is_exact = at.precision is Precision.ADDRESS
    if at.latitude is None or at.longitude is None or (is_exact and not has_street):
        return Markup("")
    return small_figure(at.latitude, at.longitude, is_exact=is_exact)
