"""The providers of chosen ids as the generation shows them, each at one place; and the ids that nobody is shown for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from flask import url_for

from index.published.reader import Generation, GoneError, NotOpenError
from index.records import Provider
from index.vetting.provider_evidence import ProviderEvidence, evidence_of
from webapp.finder.carried_search import NOTHING_CARRIED, CarriedSearch
from webapp.referrals.chosen_ids import ChosenIds, ids_parameter
from webapp.referrals.shown_places import ShownPlaces
from webapp.stated.referral_facts import ReferralFacts, facts_at
from webapp.words.translate import N_, _


class Why(StrEnum):
    """The reason why an id is not on the page."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    NO_LONGER_SHOWN = "no_longer_shown"
    NOT_OPEN = "not_open"
    MIXED_UP = "mixed_up"
    TOO_MANY = "too_many"


_WORDS = {
    Why.MALFORMED: N_("This is not the number of a listing. Copy the link again, or choose the listing again."),
    Why.UNKNOWN: N_("We have no listing with this number. Copy the link again, or choose the listing again."),
    Why.NO_LONGER_SHOWN: N_("This listing is no longer shown. Ask the clinic."),
    Why.NOT_OPEN: N_("This copy of Pinpoint has not opened in the state of this listing yet. Ask the clinic."),
    Why.MIXED_UP: N_("This listing showed two people as one. We have parted them. Search for the name again."),
    Why.TOO_MANY: N_("This page has no room for it. Take another one off, or make a second list."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOff:
    """An id without an entry, and what to do about it. `name` is that of a listing there is no room for, else ""."""

    asked: str
    why: Why
    name: str = ""

    @property
    def words(self) -> str:
        """The reason, and what to do, in the language of the request."""
        return _(_WORDS[self.why])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenOne:
    """One entry: `asked` is the id in the address, `facts.id` the one that it was merged into."""

    asked: str
    facts: ReferralFacts
    merged: tuple[str, ...] = ()
    """Other ids in the address that were merged into it."""

    def asked_as_well(self, other: str) -> "ChosenOne":
        """Return the entry with one more id that leads to it; its own id comes before all others."""
        if other == self.facts.id:
            return replace(self, asked=other, merged=(*self.merged, self.asked))
        return replace(self, merged=(*self.merged, other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The entries in the order of the visitor, each provider once, and the ids that are left off."""

    ids: ChosenIds
    entries: tuple[ChosenOne, ...]
    left_off: tuple[LeftOff, ...]
    search: CarriedSearch

    @property
    def facts(self) -> tuple[ReferralFacts, ...]:
        """The facts of all entries."""
        return tuple(entry.facts for entry in self.entries)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The current ids of all entries."""
        return tuple(entry.facts.id for entry in self.entries)

    @property
    def keeping(self) -> CarriedSearch:
        """The search that links to other pages carry: with the visitor's own list, or these entries as one."""
        own = self.search.query.own_list
        return self.search.with_list(own or self.shown_ids)

    def without(self, provider_id: str) -> tuple[str, ...]:
        """Return the current ids without one."""
        return tuple(one for one in self.shown_ids if one != provider_id)

    def address(self, endpoint: str, ids: Sequence[str] | None = None, *more: tuple[str, str], **of_path: Any) -> str:
        """Return the address of a page about these entries, or about some ids, with the carried search.

        `more` are further parameters, whose values are safe in an address; `of_path` are the values of its path.
        """
        parts = (
            ids_parameter(self.shown_ids if ids is None else ids),
            *(f"{name}={value}" for name, value in more),
            self.search.suffix.removeprefix("?"),
        )
        query = "&".join(filter(None, parts))
        path = url_for(endpoint, **of_path)
        return f"{path}?{query}" if query else path


def chosen(generation: Generation, ids: ChosenIds, today: date, search: CarriedSearch = NOTHING_CARRIED) -> Chosen:
    """Return the providers of these ids on a day; merges are followed, and a place is chosen as a search would."""
    entries: dict[str, ChosenOne] = {}
    places = ShownPlaces(generation, search, today)
    left_off = [LeftOff(asked=one, why=Why.MALFORMED) for one in ids.malformed]
    for one in ids.well_formed:
        found = _provider(generation, one)
        if isinstance(found, Why):
            left_off.append(LeftOff(asked=one, why=found))
        elif found.id in entries:
            entries[found.id] = entries[found.id].asked_as_well(one)
        elif len(entries) == ids.most:
            left_off.append(LeftOff(asked=one, why=Why.TOO_MANY, name=found.name))
        else:
            entries[found.id] = ChosenOne(asked=one, facts=facts_of(generation, found, today, search, places.of))
    return Chosen(ids=ids, entries=tuple(entries.values()), left_off=tuple(left_off), search=search)


def _provider(generation: Generation, provider_id: str) -> Provider | Why:
    """Return the provider of an id, merges followed, or the reason why there is none."""
    if generation.was_mixed_up(provider_id):
        return Why.MIXED_UP
    try:
        provider = generation.provider(provider_id)
        if provider is None and (now := generation.redirect(provider_id)):
            provider = generation.provider(now)
    except NotOpenError:
        return Why.NOT_OPEN
    except GoneError:
        return Why.NO_LONGER_SHOWN
    return provider or Why.UNKNOWN


def facts_of(
    generation: Generation,
    provider: Provider,
    today: date,
    search: CarriedSearch,
    place_of: Callable[[Provider, ProviderEvidence], int],
) -> ReferralFacts:
    """Return the facts of a provider at one of its places, under the rules of a generation on a day."""
    registers = generation.manifest.registers
    found = evidence_of(provider, generation.rules, today, registers)
    practice = place_of(provider, found)
    miles = search.miles_in_words(provider.practices[practice].location)
    return facts_at(provider, practice, found, today, registers, miles=miles, hurts=search.conditions)
