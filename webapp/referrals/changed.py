"""The memory of a saved list, which is in its address: `seen=GEN.part.part`, one part for each id.

GEN is the number of the generation that the list was saved from. A part is three short checksums, of phone, answer and
place, so that a change is found also when that generation is gone; its values are shown only while it is on disk and
agrees with the checksum.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from webapp import published
from webapp.finder.carried_search import CarriedSearch
from webapp.referrals.chosen import Chosen, ChosenOne, LeftOff, Why, facts_of
from webapp.referrals.chosen_ids import MOST_ON_A_LIST, ChosenIds
from webapp.referrals.shown_places import ShownPlaces
from webapp.stated.referral_facts import ReferralFacts
from webapp.words.translate import N_, _

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

NAME = "seen"
_LETTERS = 3
"""The length of a checksum in base 32: one change in 32,768 goes unseen."""
_SEEN = re.compile(rf"(\d{{1,9}})((?:\.[a-z2-7]{{{3 * _LETTERS}}}){{1,{MOST_ON_A_LIST}}})", re.ASCII)
_FIELDS = {"phone": N_("Phone"), "answer": N_("Dry needling"), "place": N_("Address")}
_GONE = frozenset({Why.NO_LONGER_SHOWN, Why.MIXED_UP, Why.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A saved link's memory: the number of a generation, and for each id its checksums by field."""

    number: int
    parts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that is not what it was. `was` is None where it is not known any more; "" is "not stated"."""

    field: str
    was: str | None
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSince:
    """The differences of a list since it was saved."""

    saved_on: date | None
    """The day of the data that it was saved from; None where that generation is gone."""
    by_id: Mapping[str, tuple[Change, ...]]
    """Changes by the present id of an entry; without those that have none."""
    gone: tuple[LeftOff, ...]
    """Entries that were shown when the list was saved, and are no longer."""
    merged: Mapping[str, str]
    """Names of entries by further ids of the saved list that lead to the same entry now."""

    @property
    def count(self) -> int:
        """The number of saved listings that changed, are gone or became one with another."""
        return len(self.by_id) + len(self.gone) + len(self.merged)


def read_seen(arguments: "MultiDict[str, str]", ids: ChosenIds) -> Seen | None:
    """Return the memory of an address; None where it has none, or one that is cut or of other ids."""
    match = _SEEN.fullmatch(arguments.get(NAME, ""))
    parts = match[2].split(".")[1:] if match else []
    if match is None or len(parts) != len(ids.written):
        return None
    return Seen(
        number=int(match[1]), parts={one: _by_field(part) for one, part in zip(ids.written, parts, strict=True)}
    )


def seen_value(chosen: Chosen, number: int) -> str:
    """Return the memory of a list as it is shown now: "12.abcdefghi.abcdefghi"; `number` is the generation's."""
    parts = ("".join(checksums(facts.id, facts).values()) for facts in chosen.facts)
    return ".".join([str(number), *parts])


def checksums(asked: str, facts: ReferralFacts) -> dict[str, str]:
    """Return the checksums by field. The id is part of each, so that equal phones look different."""
    return {field: _checksum(asked, field, value) for field, value in _values(facts).items()}


def _values(facts: ReferralFacts) -> dict[str, str]:
    phone = facts.phone
    return {
        "phone": " x".join(filter(None, (phone.e164, phone.extension))) if phone else "",
        "answer": facts.answer.value,
        "place": " ".join(facts.place_line.casefold().split()),
    }


def _checksum(*parts: str) -> str:
    digest = hashlib.blake2b("\n".join(parts).encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_LETTERS]


def _by_field(part: str) -> dict[str, str]:
    return {field: part[at * _LETTERS : (at + 1) * _LETTERS] for at, field in enumerate(_FIELDS)}


def changed_since(chosen: Chosen, seen: Seen, today: date) -> ChangedSince:
    """Return what changed in a list since it was saved."""
    past = published.past(seen.number)
    by_id = {}
    for entry in chosen.entries:
        if entry.asked in seen.parts and (found := _changes(entry, seen, today, chosen.search)):
            by_id[entry.facts.id] = found
    return ChangedSince(
        saved_on=datetime.fromisoformat(past.manifest.built_at).date() if past else _today_if_current(seen),
        by_id=by_id,
        gone=tuple(one for one in chosen.left_off if one.why in _GONE and one.asked in seen.parts),
        merged={other: entry.facts.name for entry in chosen.entries for other in entry.merged if other in seen.parts},
    )


def _today_if_current(seen: Seen) -> date | None:
    generation = published.generation()
    return datetime.fromisoformat(generation.manifest.built_at).date() if generation.number == seen.number else None


def _changes(entry: ChosenOne, seen: Seen, today: date, search: CarriedSearch) -> tuple[Change, ...]:
    was, now = seen.parts[entry.asked], checksums(entry.asked, entry.facts)
    differing = [field for field in _FIELDS if was[field] != now[field]]
    if not differing:
        return ()
    before = _before(entry, seen, today, search)
    known = checksums(entry.asked, before) if before else {}
    return tuple(
        Change(
            field=_(_FIELDS[field]),
            was=_words(field, before) if before and known[field] == was[field] else None,
            now=_words(field, entry.facts),
        )
        for field in differing
    )


def _words(field: str, facts: ReferralFacts) -> str:
    if field == "answer":
        return facts.label
    if field == "place":
        return facts.place_line
    return facts.phone.spoken if facts.phone else ""


def _before(entry: ChosenOne, seen: Seen, today: date, search: CarriedSearch) -> ReferralFacts | None:
    """Return the entry as the generation had it that the list was saved from; None where that is gone."""
    past, generation = published.past(seen.number), published.generation()
    provider = past.provider(entry.asked, generation.overlay, entry.facts.id) if past else None
    if provider is None:
        return None
    before = facts_of(generation, provider, today, search, ShownPlaces(generation, search, today).nearest)
    # A street that is withheld today was perhaps shown then.
    return replace(before, street="", unit="") if entry.facts.is_withheld else before
