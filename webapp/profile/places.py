"""Where somebody can be seen: each place with its address, phone and fax, and who states them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from index.records import Practice, Provider, address_line
from webapp.profile.facts import Fact, stating
from webapp.words import answer_words
from webapp.words.phone_words import CallButton, call_button, spoken
from webapp.words.source_names import source_name

DIRECTIONS = "https://www.openstreetmap.org/search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a profile shows of a practice location; `directions` is "" where no street is published."""

    organization: str
    address: str
    address_facts: tuple[Fact, ...]
    directions: str
    is_withheld: bool
    call: CallButton | None
    phone_facts: tuple[Fact, ...]
    fax: str
    fax_facts: tuple[Fact, ...]
    label: str
    sources: tuple[str, ...]


def place_of(provider: Provider, practice: Practice) -> Place:
    """Return a practice location for readers."""
    at = practice.location
    line = address_line(at)
    phone = " x".join(filter(None, (at.phone.e164, at.phone.extension))) if at.phone else ""
    has_street = bool(at.street and not practice.street_withheld)
    return Place(
        organization=at.organization,
        address=line,
        address_facts=stating(provider, "address", line),
        directions=f"{DIRECTIONS}?{urlencode({'query': line})}" if has_street else "",
        is_withheld=practice.street_withheld,
        call=call_button(at.phone) if at.phone else None,
        phone_facts=stating(provider, "phone", phone),
        fax=spoken(at.fax) if at.fax else "",
        fax_facts=stating(provider, "fax", at.fax.e164) if at.fax else (),
        label=answer_words.label(practice.evidence.answer),
        sources=tuple(dict.fromkeys(source_name(source) for source in practice.sources)),
    )
