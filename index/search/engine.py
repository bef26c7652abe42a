"""The protocol that every search engine answers, so that another one can take its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.search.request import SearchRequest, SearchResult


class HiddenMismatchError(ValueError):
    """A mask was made by the engine of another generation; make it with `hide` of the engine that is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """Providers that a search leaves out before it counts. Made by an engine's `hide`, good for that engine only."""

    provider_ids: frozenset[str]
    row_is_shown: NDArray[np.bool_]
    """One value for each row of the engine."""


class SearchEngine(Protocol):
    """Answers requests over one immutable set of providers. Safe to call from many threads."""

    def search(self, request: SearchRequest, hidden: Hidden | None = None) -> SearchResult:
        """Return the answer to a request; `hidden` providers are in no count and on no page."""

    def hide(self, provider_ids: Iterable[str]) -> Hidden:
        """Return a mask of these providers; ids that the engine does not know are no error."""

    def named(self, name: str, limit: int = 20, hidden: Hidden | None = None) -> tuple[str, ...]:
        """Return the ids of providers whose name holds all the words of `name`, by folded name, then id.

        Anywhere, and whatever is said of them: who is left out of a list by a rule, says no, or has no known
        place is found by name. No words, nobody.
        """
