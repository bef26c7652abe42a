"""A request as one Whoosh query: cells around the disk, text, and the filters with their "does not say" groups."""

from collections.abc import Iterable
from typing import Any

from whoosh import query

from index.records import AnswerA
from index.search.cells import cells_of_disk
from index.search.document import TEXT_FIELDS
from index.search.request import SearchRequest
from index.search.text_query import Term
from index.search.typo import one_slip_apart
from index.search.whoosh_index import NOTHING_SAID, WhooshIndex, phrase_query


def query_of(request: SearchRequest, index: WhooshIndex) -> Any:
    """Return the query of the rows that may match; distance and sections are left to the caller."""
    parts = [_any_of("cell", cells_of_disk(request.latitude, request.longitude, request.radius_miles))]
    filters = {
        "profession": request.professions,
        "credential": request.credentials,
        "condition": request.conditions,
    }
    parts += [_any_of(field, [*chosen, NOTHING_SAID]) for field, chosen in filters.items() if chosen]
    if request.states:
        parts.append(_any_of("state", request.states))
    if request.answers:
        parts.append(_any_of("answer", request.answers))
    if AnswerA.SAYS_NO not in request.answers:
        parts.append(query.Not(query.Term("answer", AnswerA.SAYS_NO.value)))
    for term in request.text_query.terms:
        asked = _term_query(term, index)
        parts.append(query.Not(asked) if term.exclude else asked)
    return query.And(parts)


def _any_of(field: str, values: Iterable[str]) -> Any:
    return query.Or([query.Term(field, str(value)) for value in values])


def _term_query(term: Term, index: WhooshIndex) -> Any:
    if term.is_phrase:
        return phrase_query(term.words)
    word = term.words[0]
    if term.prefix:
        return query.Or([query.Prefix(field, word) for field in TEXT_FIELDS])
    words = {word} if not term.forgives or index.knows(word) else _neighbors(word, index)
    return query.Or([query.Term(field, each) for field in TEXT_FIELDS for each in sorted(words)])


def _neighbors(word: str, index: WhooshIndex) -> set[str]:
    return {other for field in TEXT_FIELDS for other in index.terms(field) if one_slip_apart(word, other)}
