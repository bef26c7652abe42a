"""Golden queries: questions that a new generation must answer before it becomes current."""

from collections.abc import Iterator

from index.published.snapshot import Snapshot
from index.records import PracticeLocation, Provider, SourcesSay, StateAllows, StateRules
from index.search.request import MAX_LIMIT, SearchRequest

ASKED = 8
"""The number of providers looked up by place and by id."""

_MAY_HIDE = frozenset({StateAllows.NOT_ALLOWED, StateAllows.NOT_YET})


class GoldenQueryError(RuntimeError):
    """A new generation does not answer as it must; the previous one stays current."""


def ask_golden_queries(snapshot: Snapshot, providers: int = ASKED) -> int:
    """Look up a sample of `providers` by id and by place; return how many; raises GoldenQueryError."""
    documents, expected = snapshot.documents, snapshot.manifest.counts["providers"]
    if len(documents) != expected:
        raise GoldenQueryError(f"{snapshot.folder.name} holds {len(documents)} documents, not {expected}")
    step = max(1, len(documents) // providers)
    asked = 0
    for number in range(0, len(documents), step):
        provider = documents[number]
        if documents.number(provider.id) != number:
            raise GoldenQueryError(f"{snapshot.folder.name} does not find {provider.id} by its id")
        for place in _searchable(provider, snapshot.rules):
            _ask(snapshot, provider.id, place)
            asked += 1
    return asked


def _searchable(provider: Provider, rules: StateRules) -> Iterator[PracticeLocation]:
    """Yield the first place, unless it has no coordinates or a rule may leave the provider out."""
    for practice in provider.practices[:1]:
        place = practice.location
        ruled = {rules.rule(place.state, profession).answer for profession in provider.professions}
        if place.latitude is not None and place.longitude is not None and not ruled & _MAY_HIDE:
            yield place


def _ask(snapshot: Snapshot, provider_id: str, place: PracticeLocation) -> None:
    if place.latitude is None or place.longitude is None:
        return
    request = SearchRequest(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_miles=0.1,
        answers=tuple(SourcesSay),
        limit=MAX_LIMIT,
    )
    result = snapshot.engine.search(request)
    if len(result.hits) != min(result.total, MAX_LIMIT):
        raise GoldenQueryError(f"{snapshot.folder.name} counts {result.total} but lists {len(result.hits)}")
    if result.total <= MAX_LIMIT and provider_id not in {hit.provider_id for hit in result.hits}:
        raise GoldenQueryError(f"{snapshot.folder.name} does not find {provider_id} at its own place")
