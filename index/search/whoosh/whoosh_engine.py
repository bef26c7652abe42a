"""The Whoosh engine: answers requests by Whoosh alone, row by row in Python. Slow; a second opinion for the tests.

It shares the request, the facets, the sections and the words with the serving engine; geography, filters, counts and
order are its own, and so is the choice of a provider's best location.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query

from index.places.distance import miles_between
from index.records import Profession, SourcesSay, StateRules
from index.records.sections import LeftOut, Section, section_of
from index.search.document import TEXT_FIELDS
from index.search.engine import Hidden
from index.search.facets import ANSWERED, FACETS, FILTERS, READ, VALUE_FIELDS, Facet
from index.search.request import (
    READ_MONTHS,
    ConditionGroup,
    Facets,
    Hit,
    NameHit,
    SearchRequest,
    SearchResult,
    months_before,
    typed_name_words,
)
from index.search.text_query import LONGEST_JOINED, MOST_JOINED, Term, joined_terms
from index.search.typo import one_slip_apart
from index.search.whoosh.cells import cells_of_disk
from index.search.whoosh.whoosh_index import NOTHING_SAID, TEXT_INDEX, WhooshIndex, name_query, phrase_query
from index.search.words import word_forms, words_of


def query_of(request: SearchRequest, index: WhooshIndex) -> Any:
    """Return the query for rows that may match; the caller checks distance and sections."""
    parts = [_any_of("cell", cells_of_disk(request.latitude, request.longitude, request.radius_miles))]
    parts += [_facet_query(facet, wanted) for facet in FILTERS if (wanted := request.wanted(facet))]
    if words := words_of(request.name):
        parts.append(index.name_or_clinic_query(words))
    if request.states:
        parts.append(_any_of("state", request.states))
    if request.answers:
        parts.append(_any_of("answer", request.answers))
    if SourcesSay.SAYS_NO not in request.answers:
        parts.append(query.Not(query.Term("answer", SourcesSay.SAYS_NO.value)))
    text = request.text_query
    parts += [_stretch_query(stretch, index) for stretch in text.stretches]
    parts += [query.Not(_term_query(term, index)) for term in text.excluded]
    return query.And(parts)


def _facet_query(facet: Facet, wanted: Sequence[str]) -> Any:
    """Return the query for rows with a wanted value, or for which no source states one."""
    silent = [query.Term(facet.stated_in, NOTHING_SAID)] if facet.stated_in else []
    return query.Or([_any_of(facet.name, wanted), *silent])


def _any_of(field: str, values: Iterable[str]) -> Any:
    return query.Or([query.Term(field, str(value)) for value in values])


def _stretch_query(stretch: Sequence[Term], index: WhooshIndex) -> Any:
    """Return the query for all terms, with every way to write neighbors as one word."""
    rests: list[Any] = [query.Every()]  # the queries for the terms from each one to the end, the last one first
    for first in reversed(range(len(stretch))):
        ways = [query.And([_term_query(stretch[first], index), rests[-1]])]
        for last in range(first + 2, min(first + MOST_JOINED, len(stretch)) + 1):
            term = joined_terms(tuple(stretch), first, last)
            if term is not None:
                ways.append(query.And([query.Or(list(_as_one(term, index))), rests[first - last]]))
        rests.append(query.Or(ways))
    return rests[-1]


def _term_query(term: Term, index: WhooshIndex) -> Any:
    if term.is_literal:
        return phrase_query(term.words)
    ways = [phrase_query(term.words)] if term.is_phrase else []
    if term.joined:
        ways += _as_one(Term((term.joined,), prefix=term.prefix), index)
    word = term.words[0]
    if term.forgives and not index.knows(word) and not any(True for _ in _parts(word, index)):
        ways = [_word_query(other) for other in sorted(_neighbors(word, index))]
    elif not term.is_phrase and not term.joined:
        ways = [_word_query(word)]
    return query.Or(ways)


def _as_one(term: Term, index: WhooshIndex) -> Iterator[Any]:
    """Yield the queries for a word, and for the neighboring words that it may be written as."""
    word = term.words[0]
    if term.prefix:
        yield query.Or([query.Prefix(field, word) for field in TEXT_FIELDS])
        return
    yield _word_query(word)
    yield from map(phrase_query, _parts(word, index))


def _parts(word: str, index: WhooshIndex) -> Iterator[list[str]]:
    """Yield the ways to write a word as known words, each of which follows the one before it in some row."""
    if len(word) > LONGEST_JOINED:
        return
    for cuts in range(1, MOST_JOINED):
        for places in combinations(range(1, len(word)), cuts):
            parts = [word[first:last] for first, last in pairwise((0, *places, len(word)))]
            if all(map(index.knows, parts)) and all(index.holds(phrase_query(pair)) for pair in pairwise(parts)):
                yield parts


def _word_query(word: str) -> Any:
    return query.Or([query.Term(field, word) for field in TEXT_FIELDS])


def _neighbors(word: str, index: WhooshIndex) -> set[str]:
    return {other for field in TEXT_FIELDS for other in index.terms(field) if one_slip_apart(word, other)}


_FACETS = {facet.name: facet for facet in FACETS}
_ANSWERED = (*(facet.name for facet in ANSWERED), READ)
_TABLE_ORDER = {answer: place for place, answer in enumerate(SourcesSay)}
_GROUP_ORDER = {None: 0} | {group: place for place, group in enumerate(ConditionGroup)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A stored row that lies within the radius."""

    provider_id: str
    practice: int
    name_rank: int
    miles: float
    read_on: int
    section: Section
    values: Mapping[str, tuple[str, ...]]

    @property
    def answer(self) -> SourcesSay:
        return SourcesSay(self.values["answer"][0])

    @property
    def represents_by(self) -> tuple[int, float, int, int]:
        return self.section, self.miles, _TABLE_ORDER[self.answer], self.practice

    @property
    def order(self) -> tuple[float, int, int]:
        return self.miles, _TABLE_ORDER[self.answer], self.name_rank


class WhooshEngine:
    """Answers requests from the Whoosh index that `build` wrote."""

    def __init__(self, index: WhooshIndex, rules: StateRules) -> None:
        self._index = index
        self._rules = rules

    @classmethod
    def open(cls, directory: Path, rules: StateRules) -> "WhooshEngine":
        """Open an index that `build` wrote, with the rules in force."""
        return cls(WhooshIndex(directory / TEXT_INDEX), rules)

    def hide(self, provider_ids: Iterable[str], open_states: frozenset[str] | None = None) -> Hidden:
        """Return a mask without these providers and every place outside the open states; unknown ids are ignored."""
        asked = frozenset(provider_ids)
        hidden = Hidden(asked, np.zeros(0, dtype=np.bool_), open_states)
        shown = [_is_shown(row, hidden) for row in self._index.all_stored()]
        return Hidden(asked, np.array(shown, dtype=np.bool_), open_states)

    def outside(self, open_states: frozenset[str]) -> Sequence[str]:
        """Return the ids of providers with no place in these states."""
        rows = list(self._index.all_stored())
        inside = {row["id"] for row in rows if "".join(row["state"]) in open_states}
        return sorted({row["id"] for row in rows} - inside)

    def search(self, request: SearchRequest, hidden: Hidden | None = None) -> SearchResult:
        """Return the answer to a request."""
        places = list(self._places(request, hidden))
        shown = _shown_sections(request)
        passing = [place for place in places if all(_passes(place, name, request) for name in request.chosen)]
        listed = {place.provider_id for place in passing if place.section in shown}
        unsaid = {
            name: [place for place in _unsaid(places, name, request, shown) if place.provider_id not in listed]
            for name in request.chosen
        }
        providers = _by_provider(unsaid[request.unsaid] if request.unsaid else passing)
        best = [min(own, key=lambda place: place.represents_by) for own in providers.values() if _any_in(own, shown)]
        groups = _groups(best, request)
        matches = sorted(best, key=lambda place: (_GROUP_ORDER[groups[place.provider_id]], place.order))
        return SearchResult(
            total=len(matches),
            no_word_total=_count_unlisted(providers, Section.NO_WORD),
            left_out_total=_count_unlisted(providers, Section.LEFT_OUT),
            facets=_facets(matches, request),
            does_not_say={name: len({place.provider_id for place in silent}) for name, silent in unsaid.items()},
            answered={name: sum(_says(place, name) for place in matches) for name in _ANSWERED},
            condition_groups=_counted(groups.values()) if request.conditions else {},
            rule_keys=_rule_keys(matches),
            hits=tuple(
                _hit(place, groups[place.provider_id])
                for place in matches[request.offset : request.offset + request.limit]
            ),
        )

    def named(self, name: str, limit: int = 20, hidden: Hidden | None = None) -> tuple[str, ...]:
        """Return the ids of providers whose name has all the words of `name`, by folded name, then id."""
        stored = self._index.stored(name_query(words)) if (words := words_of(name)) else ()
        found = {(row["name_rank"], row["id"]) for row in stored if _is_shown(row, hidden)}
        return tuple(provider_id for _, provider_id in sorted(found)[:limit])

    def suggested(self, text: str, today: date, limit: int, hidden: Hidden | None = None) -> tuple[NameHit, ...]:
        """Return providers for a name that is being typed, by folded name, then id; at most `limit`."""
        if not (words := typed_name_words(text)):
            return ()
        left_out = LeftOut.on(self._rules, today)
        shown: dict[tuple[int, str], list[NameHit]] = defaultdict(list)
        for row in self._index.all_stored():
            if _is_shown(row, hidden):
                hit = NameHit(provider_id=row["id"], practice=row["practice"], section=_section(row, left_out))
                shown[row["name_rank"], row["name"]].append(hit)
        whole, begun = [], []
        for (_, name), hits in sorted(shown.items()):
            best = min(hits, key=lambda hit: (hit.section is not Section.LISTED, hit.practice))
            if _is_typed_in_full(words, name):
                whole.append(best)
            elif best.section is Section.LISTED and _is_begun(words, name):
                begun.append(best)
        return tuple([*whole, *begun][:limit])

    def _places(self, request: SearchRequest, hidden: Hidden | None) -> Iterator[_Place]:
        left_out = LeftOut.on(self._rules, request.today)
        for row in self._index.stored(query_of(request, self._index)):
            if not _is_shown(row, hidden):
                continue
            miles = miles_between(request.latitude, request.longitude, row["latitude"], row["longitude"])
            values = {name: tuple(row[name]) for name in VALUE_FIELDS}
            section = _section(row, left_out)
            if miles <= request.radius_miles and section is not Section.NOWHERE:
                yield _Place(row["id"], row["practice"], row["name_rank"], miles, row["read_on"], section, values)


def _is_typed_in_full(words: Sequence[str], name: str) -> bool:
    forms = word_forms(name)
    return len(set(words)) == len({own[0] for own in forms}) and all(
        any(word in own for own in forms) for word in words
    )


def _is_begun(words: Sequence[str], name: str) -> bool:
    forms = [form for own in word_forms(name) for form in own]
    return all(any(form.startswith(word) for form in forms) for word in words)


def _section(row: Mapping[str, Any], left_out: LeftOut) -> Section:
    professions = frozenset(map(Profession, row["profession"]))
    return section_of(SourcesSay(row["answer"][0]), "".join(row["state"]), professions, left_out)


def _is_shown(row: Mapping[str, Any], hidden: Hidden | None) -> bool:
    if hidden is None:
        return True
    is_open = hidden.open_states is None or "".join(row["state"]) in hidden.open_states
    return is_open and row["id"] not in hidden.provider_ids


def _shown_sections(request: SearchRequest) -> frozenset[Section]:
    no_word = {Section.NO_WORD} if request.shows_no_word else set()
    return frozenset({Section.LISTED, Section.SAYS_NO, *no_word})


def _passes(place: _Place, name: str, request: SearchRequest) -> bool:
    if name == READ:
        return request.read_since is not None and place.read_on >= request.read_since.toordinal()
    return not frozenset(map(str, request.wanted(_FACETS[name]))).isdisjoint(place.values[name])


def _says(place: _Place, name: str) -> bool:
    """Return whether sources state the attribute of a filter."""
    return bool(place.read_on) if name == READ else bool(place.values[_FACETS[name].stated_in])


def _any_in(places: Iterable[_Place], sections: frozenset[Section]) -> bool:
    return any(place.section in sections for place in places)


def _by_provider(places: Iterable[_Place]) -> Mapping[str, list[_Place]]:
    providers: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        providers[place.provider_id].append(place)
    return providers


def _count_unlisted(providers: Mapping[str, list[_Place]], section: Section) -> int:
    sections = [{place.section for place in places} for places in providers.values()]
    return sum(section in own and Section.LISTED not in own for own in sections)


def _unsaid(places: Iterable[_Place], name: str, request: SearchRequest, shown: frozenset[Section]) -> Iterator[_Place]:
    for place in places:
        silent = place.section in shown and not _says(place, name) and not _passes(place, name, request)
        if silent and all(_passes(place, other, request) for other in request.chosen if other != name):
            yield place


def _facets(matches: Iterable[_Place], request: SearchRequest) -> Facets:
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*_FACETS, "state", "answer")}
    read = counts[READ] = Counter()
    since = {str(months): months_before(request.today, months).toordinal() for months in READ_MONTHS}
    for place in matches:
        for name in place.values.keys() & counts.keys():
            counts[name].update(place.values[name])
        read.update(months for months, day in since.items() if place.read_on >= day)
    counts["dry_needling"] = counts.pop("answer")
    return {
        name: dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))) for name, counter in counts.items()
    }


def _rule_keys(matches: Iterable[_Place]) -> tuple[tuple[str, Profession], ...]:
    pairs = {
        (state, Profession(profession))
        for place in matches
        for state in place.values["state"]
        for profession in place.values["profession"]
    }
    return tuple(sorted(pairs))


def _groups(best: Iterable[_Place], request: SearchRequest) -> Mapping[str, ConditionGroup | None]:
    """Return the group of each provider; None if the request names no complaint."""
    asked = frozenset(request.conditions)
    return {place.provider_id: _group(place.values["condition"], asked) if asked else None for place in best}


def _group(listed: Sequence[str], asked: frozenset[str]) -> ConditionGroup:
    if not listed:
        return ConditionGroup.DOES_NOT_SAY
    return ConditionGroup.LISTS_OTHERS if asked.isdisjoint(listed) else ConditionGroup.LISTS_IT


def _counted(groups: Iterable[ConditionGroup | None]) -> Mapping[ConditionGroup, int]:
    counts = Counter(groups)
    return {group: counts[group] for group in ConditionGroup}


def _hit(place: _Place, group: ConditionGroup | None) -> Hit:
    return Hit(
        provider_id=place.provider_id,
        practice=place.practice,
        distance_miles=place.miles,
        answer=place.answer,
        group=group,
    )
