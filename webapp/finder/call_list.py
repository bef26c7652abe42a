"""Places to call: people and clinics of no word, grouped by phone, nearest first (docs/principles.md, rule 3)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import LISTED_ANSWERS, ListingKind, Profession, SourcesSay, StateRules
from index.search.request import SearchRequest
from webapp.finder.card import HitSummary, hit_summaries
from webapp.stated.listing_address import profile_address
from webapp.words import profession_words
from webapp.words.formats import CallButton, call_button, directions, place_and_miles
from webapp.words.rule_words import elsewhere, may_be_called

OFFERED = (
    Profession.PHYSICAL_THERAPIST,
    Profession.CHIROPRACTOR,
    Profession.ATHLETIC_TRAINER,
    Profession.OCCUPATIONAL_THERAPIST,
    Profession.ACUPUNCTURIST,
)
"""Other professions are on a call list only if asked for: physicians would flood it."""

LOOKED_AT = 40  # nearest people; enough for a town, and more than anybody calls in a city
SHOWN_FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person at a place to call; the page folds their names away."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToCall:
    """One phone number, or one address where there is none. `is_named`: `name` is that of a clinic or organization.

    `address` is that of the clinic's profile, "" where it has none. `who` counts the people there with
    no word from sources, each by the first profession. `is_listed`: somebody there is in the list above.
    """

    name: str
    is_named: bool
    address: str
    where: str
    miles: str
    directions: str
    who: str
    elsewhere: str
    """The rule for them in a few words, where their state is not the searched one."""
    is_listed: bool
    call: CallButton | None
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """People of a profession whose rule is not clear, folded below the list: how many, and the places to call."""

    profession: Profession
    count: int
    places: tuple[PlaceToCall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """The places to call; `more`: there are more than were looked at; `also`: professions behind one more click."""

    places: tuple[PlaceToCall, ...]
    more: bool
    professions: tuple[Profession, ...]
    """The professions of the people on it."""
    states: tuple[str, ...]
    also: tuple[Others, ...]


def call_list(generation: Generation, request: SearchRequest, here: str) -> CallList:
    """Return the places to call within a request's circle; a profession that is asked for counts whatever its rule.

    `here` is the searched state, "" where it is not known.
    """
    place = partial(_place, generation, here=here, today=request.today)
    asked = request.professions
    near = generation.search(_no_word(request, asked or OFFERED)).hits
    found = hit_summaries(generation, near)
    offered, others = (found, []) if asked else _parted(generation.rules, found)
    also = {held for _, summary in others for held in summary.professions}
    return CallList(
        places=tuple(map(place, _grouped(offered))),
        more=len(near) == LOOKED_AT,
        professions=tuple(dict.fromkeys(held for _, summary in offered for held in summary.professions)),
        states=tuple(dict.fromkeys(summary.state for _, summary in found if summary.state)),
        also=tuple(_others(held, others, place) for held in OFFERED if held in also),
    )


def _others(
    held: Profession, others: Sequence[HitSummary], place: Callable[[Sequence[HitSummary]], PlaceToCall]
) -> Others:
    own = [sight for sight in others if held in sight[1].professions]
    return Others(profession=held, count=len(own), places=tuple(map(place, _grouped(own))))


def _no_word(request: SearchRequest, asked: Sequence[Profession]) -> SearchRequest:
    """Return a request for the silent: filters on what sources say would empty the list, so they are dropped."""
    return request.without_filters(professions=tuple(asked), answers=(SourcesSay.NO_WORD,), limit=LOOKED_AT, offset=0)


def _parted(rules: StateRules, found: Sequence[HitSummary]) -> tuple[list[HitSummary], list[HitSummary]]:
    """Return the hits that a rule for one of their professions puts on the list, and the others."""
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


def _door(summary: ProviderSummary) -> tuple[str, ...]:
    if summary.phone:
        return ("phone", summary.phone.e164)
    if summary.street:
        return ("street", summary.street, summary.city, summary.state)
    return ("alone", summary.id)


def _place(generation: Generation, group: Sequence[HitSummary], here: str, today: date) -> PlaceToCall:
    hit, first = group[0]
    there = list(generation.workmates(first))
    name, address = _name([summary for _, summary in group], [mate.summary for mate in there])
    silent = [
        *(summary for _, summary in group),
        *(mate.summary for mate in there if mate.answer is SourcesSay.NO_WORD),
    ]
    people = {summary.id: summary for summary in silent if summary.kind is ListingKind.PERSON}
    held = Counter(summary.professions[0] for summary in people.values() if summary.professions).most_common()
    who = ", ".join(profession_words.counted(count, profession) for profession, count in held)
    where, miles = place_and_miles(first, hit.distance_miles)
    return PlaceToCall(
        name=name or who or first.name,
        is_named=bool(name),
        address=address,
        where=where,
        miles=miles,
        directions=directions(first.street, first.city, first.state, first.zip),
        who=who if name else "",
        elsewhere=elsewhere(generation.rules, first.state, [profession for profession, _ in held], here, today),
        is_listed=any(mate.answer in LISTED_ANSWERS for mate in there),
        call=call_button(first.phone) if first.phone else None,
        people=tuple([Person(name=summary.name, address=profile_address(summary)) for _, summary in group]),
    )


def _name(group: Sequence[ProviderSummary], there: Sequence[ProviderSummary]) -> tuple[str, str]:
    """Return name and address of the clinic at this phone or street, or else the organization that its people state."""
    both = (*group, *there)
    clinics = [(summary.name, profile_address(summary)) for summary in both if summary.kind is ListingKind.CLINIC]
    organizations = [(summary.organization, "") for summary in both]
    return next((named for named in (*clinics, *organizations) if named[0]), ("", ""))
