"""The complaint on a page: warnings that come first, unknown words, and the sections of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from index.search.request import ConditionGroup, SearchResult
from index.vocabulary.complaint import Complaint, read_complaint
from index.vocabulary.conditions import conditions
from webapp.finder.card import Card, HitSummary
from webapp.finder.find_query import LONGEST_TEXT, FindQuery
from webapp.words.claim_words import condition_words
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """Warnings above any result. `emergency` names the emergency that was typed, "" for none; cautions: (name, line).

    `more` is further help in that emergency, "" for most.
    """

    emergency: str
    more: str
    cautions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSection:
    """Cards of one group; `first` is the number of the first card, `group` None without a known complaint."""

    group: ConditionGroup | None
    total: int
    cards: tuple[Card, ...]
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurts:
    """The complaint on a page: `what` in words; `counts` by group, which sum to the whole list.

    `nearest`: known words similar to unknown ones, each with the address of a search for them.
    """

    typed: str
    what: str
    is_unknown: bool
    nearest: tuple[tuple[str, str], ...]
    counts: Mapping[ConditionGroup, int]


def warnings(typed: str) -> Warnings:
    """Return the warnings for a text; they depend on nothing else."""
    read = read_complaint(typed)
    return Warnings(
        emergency=", ".join(_(one.label) for one in read.emergency),
        more=" ".join(_(one.more) for one in read.emergency if one.more),
        cautions=tuple((_(one.label), _(one.line)) for one in read.caution),
    )


def warnings_first() -> Warnings:
    """Return the warnings for this request's complaint, also for pages that could not be made."""
    return warnings(request.args.get("for", "")[:LONGEST_TEXT])


def hurts(query: FindQuery, found: SearchResult) -> Hurts:
    """Return a search's complaint for its page."""
    read = read_complaint(query.hurts)
    return Hurts(
        typed=read.typed,
        what=what_hurts(read),
        is_unknown=read.is_unknown,
        nearest=tuple(
            (words, query.address(hurts=_typed(words, slug), page=1))
            for words, slug in ((_offered(words, slug), slug) for words, slug in read.nearest)
        ),
        counts=found.condition_groups,
    )


def _offered(words: str, slug: str) -> str:
    """Return a known word as it is, or a label in the language of the page."""
    return condition_words(slug) if words == conditions()[slug].label else words


def _typed(words: str, slug: str) -> str:
    """Return the text to search with: the words if they mean that condition alone, else its slug."""
    return words if read_complaint(words).named == (slug,) else slug


def what_hurts(read: Complaint) -> str:
    """Return the labels of the complaints that were typed, or the text where none is known."""
    return " · ".join(map(condition_words, read.named)) or read.typed


def in_sections(
    shown: Sequence[HitSummary], cards: Sequence[Card], found: SearchResult, first: int
) -> tuple[ListSection, ...]:
    """Return the cards of a page by the sections of their hits; `first` is the number of the first card."""
    if not found.condition_groups:
        return (ListSection(group=None, total=found.total, cards=tuple(cards), first=first),)
    sections = []
    for group, total in found.condition_groups.items():
        own = tuple(card for (hit, _glance), card in zip(shown, cards, strict=True) if hit.group is group)
        if own:
            sections.append(ListSection(group=group, total=total, cards=own, first=first))
            first += len(own)
    return tuple(sections)


def in_groups(shown: Sequence[HitSummary]) -> tuple[HitSummary, ...]:
    """Return the hits sorted by group; within a group they keep their order."""
    order = {None: 0} | {group: place for place, group in enumerate(ConditionGroup)}
    return tuple(sorted(shown, key=lambda sight: order[sight[0].group]))
