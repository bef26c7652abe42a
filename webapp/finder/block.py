"""Blocks: colleagues at one phone number and address, as one entry of the list with one Call button."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.normalize.match_keys import organization_key
from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import ListingKind
from webapp.finder.card import Card, HitSummary, workplace
from webapp.stated.listing_address import profile_address
from webapp.words.formats import CallButton, call_button


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One entry of the list: a single card, or the cards of colleagues under what they share.

    `name` is the clinic's or organization's ("" where no source names one); `address` that of the clinic's profile, ""
    where it has none. All are "" or None for a single card.
    """

    cards: tuple[Card, ...]
    name: str = ""
    address: str = ""
    where: str = ""
    miles: str = ""
    directions: str = ""
    call: CallButton | None = None

    @property
    def is_shared(self) -> bool:
        """Return whether it has several cards."""
        return len(self.cards) > 1


def side_by_side(found: Sequence[HitSummary]) -> tuple[HitSummary, ...]:
    """Return the hits of a page with colleagues next to each other, at the position of the first of them."""
    first: dict[tuple[str, str], int] = {}
    places = []
    for position, (_, summary) in enumerate(found):
        key = workplace(summary)
        places.append(first.setdefault(key, position) if key else position)
    return tuple([found[position] for position in sorted(range(len(found)), key=lambda at: (places[at], at))])


def with_clinic_pages(generation: Generation, found: Sequence[HitSummary], cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the cards of these hits, those of colleagues with their clinic where the generation has a page for it.

    The clinic need not be in the list: sources may be silent on it, or it may be on another page.
    """
    shared: dict[tuple[str, str], list[ProviderSummary]] = {}
    for _hit, summary in found:
        if key := workplace(summary):
            shared.setdefault(key, []).append(summary)
    pages = {key: _clinic_page(generation, summaries) for key, summaries in shared.items() if len(summaries) > 1}
    return tuple([card._replace(clinic_page=pages.get(card.workplace)) if card.workplace else card for card in cards])


def _clinic_page(generation: Generation, colleagues: Sequence[ProviderSummary]) -> tuple[str, str] | None:
    """Return the clinic of the colleagues' organization, or the only one at their number; None where it is unclear."""
    there = {summary.id: summary for summary in colleagues}
    for colleague in colleagues:
        there |= {mate.summary.id: mate.summary for mate in generation.workmates(colleague)}
    clinics = [summary for summary in there.values() if summary.kind is ListingKind.CLINIC]
    stated = Counter(organization_key(summary.organization) for summary in colleagues if summary.organization)
    named = sorted(
        (clinic for clinic in clinics if organization_key(clinic.name) in stated),
        key=lambda clinic: (-stated[organization_key(clinic.name)], clinic.id),
    )
    at_number = [clinic for clinic in clinics if workplace(clinic) == workplace(colleagues[0])]
    chosen = next(iter(named), at_number[0] if len(at_number) == 1 else None)
    return (chosen.name, profile_address(chosen)) if chosen else None


def blocks(cards: Sequence[Card]) -> list[Block]:
    """Return the entries of a list of cards; neighboring cards of colleagues are one entry."""
    gathered: list[list[Card]] = []
    for card in cards:
        if gathered and card.workplace and gathered[-1][0].workplace == card.workplace:
            gathered[-1].append(card)
        else:
            gathered.append([card])
    return [_block(some) if len(some) > 1 else Block(cards=tuple(some)) for some in gathered]


def _block(cards: Sequence[Card]) -> Block:
    first = cards[0]
    clinic = next(((card.name, card.address) for card in cards if card.is_clinic), first.clinic_page)
    # A name in capitals is a registry's spelling.
    named = sorted((card.clinic for card in cards if card.clinic), key=lambda name: (name.isupper(), name))
    name, address = clinic or (next(iter(named), ""), "")
    phones = dict.fromkeys(card.phone for card in cards if card.phone)
    shared = [phone if len(phones) == 1 else replace(phone, extension="") for phone in phones]
    return Block(
        cards=tuple([_without_clinic(card, name) for card in cards]),
        name=name,
        address=address,
        where=first.where,
        miles=first.miles,
        directions=first.directions,
        call=call_button(shared[0]) if shared else None,
    )


def _without_clinic(card: Card, name: str) -> Card:
    """Return the card without its organization where that is the name of its block."""
    return card._replace(clinic="") if organization_key(card.clinic) == organization_key(name) else card
