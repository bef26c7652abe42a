"""The protocol of search engines, so that one can replace another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.search.request import NameHit, SearchRequest, SearchResult


class OlderIndexError(ValueError):
    """An index lacks a file that this program reads, as one does that was written before a facet was added."""


class HiddenMismatchError(ValueError):
    """The mask comes from another generation's engine; make it with `hide` of the engine that searches."""


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """Providers that a search leaves out before it counts. Made by an engine's `hide`, valid for that engine only."""

    provider_ids: frozenset[str]
    row_is_shown: NDArray[np.bool_]
    """One value for each row of the engine."""
    open_states: frozenset[str] | None = None
    """The only states whose places are shown; None for all."""


class SearchEngine(Protocol):
    """Answers requests over one immutable set of providers. Safe to call from many threads."""

    def search(self, request: SearchRequest, hidden: Hidden | None = None) -> SearchResult:
        """Return the answer to a request; `hidden` providers are in no count and on no page."""

    def hide(self, provider_ids: Iterable[str], open_states: frozenset[str] | None = None) -> Hidden:
        """Return a mask without these providers and every place outside the open states; unknown ids are ignored."""

    def outside(self, open_states: frozenset[str]) -> Sequence[str]:
        """Return the ids of providers with no place in these states."""

    def named(self, name: str, limit: int = 20, hidden: Hidden | None = None) -> tuple[str, ...]:
        """Return the ids of providers whose name has all the words of `name`, by folded name, then id.

        It finds providers at any place and with any answer: also those that a rule leaves out of lists, that say
        no, or that have no known place. Without words it finds nobody.
        """

    def suggested(self, text: str, today: date, limit: int, hidden: Hidden | None = None) -> tuple[NameHit, ...]:
        """Return providers for a name that is being typed, by folded name, then id; at most `limit`.

        First those whose name is typed in full, in any order of its words. Then those with a place in the listed
        section, if each typed word begins a word of their name: whoever has no word, says no or is left out by a rule
        is found by the whole name only. A name is the one that is shown, not a nickname or a former one.
        """
