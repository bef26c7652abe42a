"""Colleagues at one phone number and address: one block of the list, with one Call, and each person inside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.normalize.match_keys import organization_key
from webapp.finder.card import Card, Sight, workplace
from webapp.words.phone_words import CallButton, call_button


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One entry of the list: a card alone, or the cards of colleagues under what they share.

    `name` is the clinic's or organization's ("" where no source names one); `address` the path of its profile, "" where
    it is not itself in the block. All are "" or None for a card alone.
    """

    cards: tuple[Card, ...]
    name: str = ""
    address: str = ""
    where: str = ""
    directions: str = ""
    call: CallButton | None = None

    @property
    def is_shared(self) -> bool:
        """Whether several stand in it."""
        return len(self.cards) > 1


def side_by_side(found: Sequence[Sight]) -> tuple[Sight, ...]:
    """Return the hits of a page with colleagues one after the other, at the place of the first of them."""
    first: dict[tuple[str, str], int] = {}
    places = []
    for position, (_, glance) in enumerate(found):
        key = workplace(glance)
        places.append(first.setdefault(key, position) if key else position)
    return tuple([found[position] for position in sorted(range(len(found)), key=lambda at: (places[at], at))])


def blocks(cards: Sequence[Card]) -> list[Block]:
    """Return the entries of a list of cards; those of colleagues who follow one another are one."""
    gathered: list[list[Card]] = []
    for card in cards:
        if gathered and card.workplace and gathered[-1][0].workplace == card.workplace:
            gathered[-1].append(card)
        else:
            gathered.append([card])
    return [_block(some) if len(some) > 1 else Block(cards=tuple(some)) for some in gathered]


def _block(cards: Sequence[Card]) -> Block:
    first = cards[0]
    clinic = next((card for card in cards if card.is_clinic), None)
    # A name in capitals is a registry's spelling.
    named = sorted((card.clinic for card in cards if card.clinic), key=lambda name: (name.isupper(), name))
    name = clinic.name if clinic else next(iter(named), "")
    phones = dict.fromkeys(card.phone for card in cards if card.phone)
    shared = [phone if len(phones) == 1 else replace(phone, extension="") for phone in phones]
    return Block(
        cards=tuple([_without_clinic(card, name) for card in cards]),
        name=name,
        address=clinic.address if clinic else "",
        where=first.where,
        directions=first.directions,
        call=call_button(shared[0]) if shared else None,
    )


def _without_clinic(card: Card, name: str) -> Card:
    """Return the card without the organization that its block is named by."""
    return card._replace(clinic="") if organization_key(card.clinic) == organization_key(name) else card
