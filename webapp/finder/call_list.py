"""Places to call: people and clinics of whom no source speaks, grouped by phone, nearest first (principles, rule 3)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import LISTED_ANSWERS, ListingKind, Profession, SourcesSay, StateRules
from index.search.request import SearchRequest
from webapp.finder.card import HitSummary, profile_address, sights
from webapp.words import profession_words
from webapp.words.formats import CallButton, call_button, directions, place_line
from webapp.words.rule_words import elsewhere, may_be_called

OFFERED = (
    Profession.PHYSICAL_THERAPIST,
    Profession.CHIROPRACTOR,
    Profession.ATHLETIC_TRAINER,
    Profession.OCCUPATIONAL_THERAPIST,
    Profession.ACUPUNCTURIST,
)
"""Whoever else is of no word is not put on a call list unasked: physicians would flood it."""

LOOKED_AT = 40  # nearest people of no word: those of a town, and of a city more than anybody calls
SHOWN_FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name of a place to call, folded away at first."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToCall:
    """One phone number, or one address where there is none. `is_named` tells that `name` is a clinic's own word.

    `address` is the path of that clinic's profile, "" where it has none. `who` counts the people there of whom no
    source says anything, each by the first profession. `is_listed`: somebody there is listed above.
    """

    name: str
    is_named: bool
    address: str
    where: str
    directions: str
    who: str
    elsewhere: str
    """The rule for them in a few words, where their state is not the searched one."""
    is_listed: bool
    call: CallButton | None
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """People of a profession without a clear rule, folded below the list: `count` of them, and where to call."""

    profession: Profession
    count: int
    places: tuple[PlaceToCall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """`more` tells that there are more than were looked at; `also` are the professions left for one more click."""

    places: tuple[PlaceToCall, ...]
    more: bool
    professions: tuple[Profession, ...]
    """The professions of the people on it."""
    states: tuple[str, ...]
    also: tuple[Others, ...]


def call_list(generation: Generation, request: SearchRequest, here: str) -> CallList:
    """Return the places to call within a request's disk; a profession that is asked for counts whatever its rule.

    `here` is the searched state, "" where it is not known.
    """
    place = partial(_place, generation, here=here, today=request.today)
    asked = request.professions
    near = generation.search(_no_word(request, asked or OFFERED)).hits
    found = sights(generation, near)
    offered, others = (found, []) if asked else _parted(generation.rules, found)
    also = {held for _, glance in others for held in glance.professions}
    return CallList(
        places=tuple(map(place, _grouped(offered))),
        more=len(near) == LOOKED_AT,
        professions=tuple(dict.fromkeys(held for _, glance in offered for held in glance.professions)),
        states=tuple(dict.fromkeys(glance.state for _, glance in found if glance.state)),
        also=tuple(_others(held, others, place) for held in OFFERED if held in also),
    )


def _others(
    held: Profession, others: Sequence[HitSummary], place: Callable[[Sequence[HitSummary]], PlaceToCall]
) -> Others:
    own = [sight for sight in others if held in sight[1].professions]
    return Others(profession=held, count=len(own), places=tuple(map(place, _grouped(own))))


def _no_word(request: SearchRequest, asked: Sequence[Profession]) -> SearchRequest:
    """Only profession, place and name narrow: filters on what sources say would empty a list of whom none speaks."""
    return replace(
        request,
        professions=tuple(asked),
        conditions=(),
        credentials=(),
        license_active=False,
        read_months=None,
        kinds=(),
        answers=(SourcesSay.NO_WORD,),
        limit=LOOKED_AT,
        offset=0,
    )


def _parted(rules: StateRules, found: Sequence[HitSummary]) -> tuple[list[HitSummary], list[HitSummary]]:
    """Return who is offered by the rule of a profession where they work, and the others."""
    may: dict[tuple[str, tuple[Profession, ...]], bool] = {}
    offered: list[HitSummary] = []
    others: list[HitSummary] = []
    for sight in found:
        state, held = sight[1].state, sight[1].professions
        if (state, held) not in may:
            may[state, held] = any(may_be_called(rules.rule(state, one)) for one in held if one in OFFERED)
        (offered if may[state, held] else others).append(sight)
    return offered, others


def _grouped(found: Iterable[HitSummary]) -> list[list[HitSummary]]:
    groups: dict[tuple[str, ...], list[HitSummary]] = {}
    for sight in found:
        groups.setdefault(_door(sight[1]), []).append(sight)
    return list(groups.values())


def _door(glance: ProviderSummary) -> tuple[str, ...]:
    if glance.phone:
        return ("phone", glance.phone.e164)
    if glance.street:
        return ("street", glance.street, glance.city, glance.state)
    return ("alone", glance.id)


def _place(generation: Generation, group: Sequence[HitSummary], here: str, today: date) -> PlaceToCall:
    hit, first = group[0]
    there = list(generation.workmates(first))
    name, address = _name([glance for _, glance in group], [mate.glance for mate in there])
    silent = [*(glance for _, glance in group), *(mate.glance for mate in there if mate.answer is SourcesSay.NO_WORD)]
    people = {glance.id: glance for glance in silent if glance.kind is ListingKind.PERSON}
    held = Counter(glance.professions[0] for glance in people.values() if glance.professions).most_common()
    who = ", ".join(profession_words.counted(count, profession) for profession, count in held)
    return PlaceToCall(
        name=name or who or first.name,
        is_named=bool(name),
        address=address,
        where=place_line(first, hit.distance_miles),
        directions=directions(first.street, first.city, first.state, first.zip),
        who=who if name else "",
        elsewhere=elsewhere(generation.rules, first.state, [profession for profession, _ in held], here, today),
        is_listed=any(mate.answer in LISTED_ANSWERS for mate in there),
        call=call_button(first.phone) if first.phone else None,
        people=tuple([Person(name=glance.name, address=profile_address(glance)) for _, glance in group]),
    )


def _name(group: Sequence[ProviderSummary], there: Sequence[ProviderSummary]) -> tuple[str, str]:
    """Return name and path of the clinic at this phone or address; without one, the organization its people state."""
    both = (*group, *there)
    clinics = [(glance.name, profile_address(glance)) for glance in both if glance.kind is ListingKind.CLINIC]
    organizations = [(glance.organization, "") for glance in both]
    return next((named for named in (*clinics, *organizations) if named[0]), ("", ""))
