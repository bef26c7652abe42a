"""Places to call: people and clinics of whom no source speaks, grouped by phone, nearest first (SITE 2.3)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.publish.reader import Generation
from index.records import AnswerA, ListingKind, PracticeLocation, Profession, Provider
from index.search.request import Hit, SearchRequest
from index.vocabulary import professions
from webapp.finder.card import profile_address, where
from webapp.words.distance_words import distance
from webapp.words.phone_words import CallButton, call_button
from webapp.words.rule_words import may_be_called

OFFERED = (
    Profession.PHYSICAL_THERAPIST,
    Profession.CHIROPRACTOR,
    Profession.ATHLETIC_TRAINER,
    Profession.OCCUPATIONAL_THERAPIST,
    Profession.ACUPUNCTURIST,
)
"""Whoever else is of no word is not put on a call list unasked: physicians would flood it."""

LOOKED_AT = 200  # nearest people of no word; a town has fewer, a large city more than anybody calls
SHOWN_FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name of a place to call, folded away at first."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToCall:
    """One phone number, or one address where there is none."""

    name: str
    where: str
    who: str
    call: CallButton | None
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """`more` tells that there are more than were looked at; `also` are the professions left for one more click."""

    places: tuple[PlaceToCall, ...]
    more: bool
    also: tuple[Profession, ...]


def call_list(generation: Generation, request: SearchRequest, who: Profession | None) -> CallList:
    """Return the places to call within a request's disk; `who` asks for one profession whatever its rule."""
    asked = (who,) if who else OFFERED
    near = _no_word(generation, request, asked)
    found = [(hit, provider) for hit in near if (provider := generation.provider(hit.provider_id)) is not None]
    offered = [pair for pair in found if who or _is_offered(generation, *pair)]
    also = Counter(profession for pair in found if pair not in offered for profession in pair[1].professions)
    return CallList(
        places=tuple(_place(group) for group in _grouped(offered)),
        more=len(near) == LOOKED_AT,
        also=tuple(profession for profession in OFFERED if also[profession]),
    )


def _no_word(generation: Generation, request: SearchRequest, asked: Sequence[Profession]) -> tuple[Hit, ...]:
    no_word = SearchRequest(
        latitude=request.latitude,
        longitude=request.longitude,
        radius_miles=request.radius_miles,
        professions=tuple(asked),
        text=request.text,
        answers=(AnswerA.NO_WORD,),
        limit=LOOKED_AT,
        today=request.today,
    )
    return generation.search(no_word).hits


def _is_offered(generation: Generation, hit: Hit, provider: Provider) -> bool:
    state = provider.practices[hit.practice].location.state
    held = (profession for profession in provider.professions if profession in OFFERED)
    return any(may_be_called(generation.rules.rule(state, profession)) for profession in held)


Pair = tuple[Hit, Provider]


def _grouped(pairs: Iterable[Pair]) -> list[list[Pair]]:
    groups: dict[tuple[str, ...], list[Pair]] = {}
    for hit, provider in pairs:
        place = provider.practices[hit.practice].location
        groups.setdefault(_door(place, provider), []).append((hit, provider))
    return list(groups.values())


def _door(place: PracticeLocation, provider: Provider) -> tuple[str, ...]:
    if place.phone:
        return ("phone", place.phone.e164)
    if place.street:
        return ("street", place.street, place.city, place.state)
    return ("alone", provider.id)


def _place(group: Sequence[Pair]) -> PlaceToCall:
    hit, first = group[0]
    location = first.practices[hit.practice].location
    people = [provider for _, provider in group if provider.kind is ListingKind.PERSON]
    name, who = _name(group), _counted(people)
    return PlaceToCall(
        name=name or (f"{_label(people)}, works alone" if len(people) == 1 else who),
        where=where(location.city, distance(hit.distance_miles, location.precision, location.city)),
        who=who if name else "",
        call=call_button(location.phone) if location.phone else None,
        people=tuple(Person(name=provider.name, address=profile_address(provider)) for _, provider in group),
    )


def _name(group: Sequence[Pair]) -> str:
    """Return a clinic's name, or an organization's, or ""."""
    clinics = [provider.name for _, provider in group if provider.kind is ListingKind.CLINIC]
    organizations = [provider.practices[hit.practice].location.organization for hit, provider in group]
    return next((name for name in (*clinics, *organizations) if name), "")


def _label(people: Sequence[Provider]) -> str:
    return professions.label(people[0].professions[0])  # everybody on the list was found by one


def _counted(people: Sequence[Provider]) -> str:
    """Return "3 physical therapists, 1 chiropractor", each person by the first profession."""
    counts = Counter(provider.professions[0] for provider in people if provider.professions)
    return ", ".join(_number(count, profession) for profession, count in counts.most_common())


def _number(count: int, profession: Profession) -> str:
    return f"{count} {professions.plural(profession) if count > 1 else professions.label(profession).lower()}"
