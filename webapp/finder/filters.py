"""The filters beside a list: every value with its count, and the tags that take a filter off again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.publish.reader import Generation
from index.records import Profession
from index.search.request import SearchRequest, SearchResult
from index.vocabulary.complaint import read_complaint
from webapp.finder.complaint import what_hurts
from webapp.finder.find_query import FindQuery
from webapp.words import answer_words, profession_words
from webapp.words.claim_words import condition_words
from webapp.words.translate import _

CONDITIONS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: how many there are, whether it is chosen; `toggle` where it is a link of its own."""

    value: str
    words: str
    count: int
    chosen: bool
    toggle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A filter in force, and the address without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What can be chosen, and what is."""

    labels: tuple[Choice, ...]
    who: tuple[Choice, ...]
    conditions: tuple[Choice, ...]
    tags: tuple[Tag, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.labels or self.who or self.conditions)


def filters(generation: Generation, request: SearchRequest, found: SearchResult, query: FindQuery) -> Filters:
    """Return the filters of a page. A filter that is in force is counted as if it were not: its values are one "or"."""
    labels = found.facets if not request.answers else _facets(generation, replace(request, answers=()))
    who = found.facets if not request.professions else _facets(generation, replace(request, professions=()))
    return Filters(
        labels=_labels(labels.get("dry_needling", {}), query),
        who=_who(who.get("profession", {}), query),
        conditions=_conditions(found.facets.get("condition", {}), query),
        tags=tuple(_tags(query)),
    )


def _facets(generation: Generation, request: SearchRequest) -> Mapping[str, Mapping[str, int]]:
    return generation.search(replace(request, offset=0, limit=0)).facets


def _labels(counts: Mapping[str, int], query: FindQuery) -> tuple[Choice, ...]:
    known = (answer for answer in answer_words.CHOICES if counts.get(answer) or answer in query.label)
    return tuple(
        Choice(
            value=answer,
            words=answer_words.choice(answer),
            count=counts.get(answer, 0),
            chosen=answer in query.label,
        )
        for answer in known
    )


def _who(counts: Mapping[str, int], query: FindQuery) -> tuple[Choice, ...]:
    known = (held for held in Profession if held is not Profession.OTHER and (counts.get(held) or held in query.who))
    return tuple(
        Choice(
            value=held,
            words=profession_words.label(held),
            count=counts.get(held, 0),
            chosen=held in query.who,
        )
        for held in known
    )


def _conditions(counts: Mapping[str, int], query: FindQuery) -> tuple[Choice, ...]:
    meant = read_complaint(query.hurts).named
    shown = list(dict.fromkeys([*meant, *counts]))[: max(CONDITIONS_SHOWN, len(meant))]
    return tuple(
        Choice(
            value=slug,
            words=condition_words(slug),
            count=counts.get(slug, 0),
            chosen=slug in meant,
            toggle=query.address(hurts="" if slug in meant else slug, page=1),
        )
        for slug in shown
    )


def _tags(query: FindQuery) -> list[Tag]:
    tags = []
    if query.hurts:
        words = _("What hurts: %(what)s", what=what_hurts(read_complaint(query.hurts)))
        tags.append(Tag(words=words, address=query.address(hurts="", page=1)))
    for held in query.who:
        rest = tuple(other for other in query.who if other is not held)
        tags.append(Tag(words=profession_words.label(held), address=query.address(who=rest, page=1)))
    for answer in query.label:
        others = tuple(other for other in query.label if other is not answer)
        tags.append(Tag(words=answer_words.choice(answer), address=query.address(label=others, page=1)))
    if query.text:
        tags.append(Tag(words=_("Says: %(words)s", words=query.text), address=query.address(text="", page=1)))
    return tags
