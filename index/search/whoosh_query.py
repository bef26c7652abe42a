"""A request as one Whoosh query: cells around the disk, text, and the filters with their "does not say" groups."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

from whoosh import query

from index.records import AnswerA, CheckResult
from index.search.cells import cells_of_disk
from index.search.document import TEXT_FIELDS
from index.search.request import SearchRequest
from index.search.text_query import LONGEST_JOINED, MOST_JOINED, Term, joined_terms
from index.search.typo import one_slip_apart
from index.search.whoosh_index import NOTHING_SAID, WhooshIndex, phrase_query
from index.search.words import words_of


def query_of(request: SearchRequest, index: WhooshIndex) -> Any:
    """Return the query of the rows that may match; distance and sections are left to the caller."""
    parts = [_any_of("cell", cells_of_disk(request.latitude, request.longitude, request.radius_miles))]
    if request.professions:
        parts.append(_any_of("profession", [*request.professions, NOTHING_SAID]))
    if request.credentials:
        parts.append(query.Or([_any_of("credential", request.credentials), query.Term("certificate", NOTHING_SAID)]))
    if request.license_active:
        parts.append(_any_of("license", [CheckResult.ACTIVE, NOTHING_SAID]))
    if request.kinds:
        parts.append(_any_of("kind", request.kinds))
    if words := words_of(request.name):
        parts.append(index.name_or_clinic_query(words))
    if request.states:
        parts.append(_any_of("state", request.states))
    if request.answers:
        parts.append(_any_of("answer", request.answers))
    if AnswerA.SAYS_NO not in request.answers:
        parts.append(query.Not(query.Term("answer", AnswerA.SAYS_NO.value)))
    text = request.text_query
    parts += [_stretch_query(stretch, index) for stretch in text.stretches]
    parts += [query.Not(_term_query(term, index)) for term in text.excluded]
    return query.And(parts)


def _any_of(field: str, values: Iterable[str]) -> Any:
    return query.Or([query.Term(field, str(value)) for value in values])


def _stretch_query(stretch: Sequence[Term], index: WhooshIndex) -> Any:
    """Return the query of all terms, in every way in which neighbors may be written as one word."""
    rests: list[Any] = [query.Every()]  # the query of the terms from each on, the last one first
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
    """Yield the queries of a word, and of the neighboring words that it may be."""
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
