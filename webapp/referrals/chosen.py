"""The providers of chosen ids as the generation shows them, each at one place; and the ids that nobody is shown for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask import url_for

from index.published.reader import Generation, GoneError
from index.records import Provider, SourcesSay
from index.records.sections import LeftOut, Section, section_of
from index.vetting.provider_evidence import ProviderEvidence, evidence_of
from webapp.finder.carried_search import NOTHING_CARRIED, CarriedSearch
from webapp.referrals.chosen_ids import ChosenIds, ids_parameter
from webapp.stated.referral_facts import ReferralFacts, facts_at
from webapp.words.translate import N_, _


class Why(StrEnum):
    """The reason why an id is not on the page."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    NO_LONGER_SHOWN = "no_longer_shown"
    MIXED_UP = "mixed_up"
    TOO_MANY = "too_many"


_WORDS = {
    Why.MALFORMED: N_("This is not the number of a listing. Copy the link again, or choose the listing again."),
    Why.UNKNOWN: N_("We have no listing with this number. Copy the link again, or choose the listing again."),
    Why.NO_LONGER_SHOWN: N_("This listing is no longer shown. Ask the clinic."),
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
    left_off = [LeftOff(asked=one, why=Why.MALFORMED) for one in ids.malformed]
    for one in ids.ids:
        found = _provider(generation, one)
        if isinstance(found, Why):
            left_off.append(LeftOff(asked=one, why=found))
        elif found.id not in entries:
            entries[found.id] = ChosenOne(asked=one, facts=facts_of(generation, found, today, search))
        elif found.id == one:
            entries[one] = ChosenOne(asked=one, facts=entries[one].facts)
    for one in ids.beyond:
        found = _provider(generation, one)
        name = "" if isinstance(found, Why) else found.name
        left_off.append(LeftOff(asked=one, why=Why.TOO_MANY if name else Why.UNKNOWN, name=name))
    return Chosen(ids=ids, entries=tuple(entries.values()), left_off=tuple(left_off), search=search)


def _provider(generation: Generation, provider_id: str) -> Provider | Why:
    """Return the provider of an id, merges followed, or the reason why there is none."""
    if generation.was_mixed_up(provider_id):
        return Why.MIXED_UP
    try:
        provider = generation.provider(provider_id)
        if provider is None and (now := generation.redirect(provider_id)):
            provider = generation.provider(now)
    except GoneError:
        return Why.NO_LONGER_SHOWN
    return provider or Why.UNKNOWN


def facts_of(
    generation: Generation, provider: Provider, today: date, search: CarriedSearch = NOTHING_CARRIED
) -> ReferralFacts:
    """Return the facts of a provider at the place that a search shows: the strongest where none is carried."""
    registers = generation.manifest.registers
    found = evidence_of(provider, generation.rules, today, registers)
    practice = shown_practice(generation, provider, found, today, search)
    miles = search.miles_in_words(provider.practices[practice].location)
    return facts_at(provider, practice, found, today, registers, miles=miles, hurts=search.conditions)


def shown_practice(
    generation: Generation, provider: Provider, found: ProviderEvidence, today: date, search: CarriedSearch
) -> int:
    """Return the index of the place that represents a provider, as in the results of the carried search.

    Of the places within the searched distance: by section, then miles, then answer (`index.search.best_location`).
    """
    miles = [search.miles_to(practice.location) for practice in provider.practices]
    within = [at for at, far in enumerate(miles) if far is not None and far <= search.query.within]
    if not within:
        return found.strongest
    left_out = LeftOut.on(generation.rules, today)
    held = frozenset(provider.professions)

    def rank(at: int) -> tuple[int, float, int]:
        answer, state = found.places[at].known.answer, provider.practices[at].location.state
        section = section_of(answer, state, held, left_out)
        is_last = len(Section) if section is Section.NOWHERE else 0
        return section + is_last, miles[at] or 0.0, list(SourcesSay).index(answer)

    return min(within, key=rank)
