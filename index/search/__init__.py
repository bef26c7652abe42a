"""Finding providers near a place: geography, filters, facets and text, exact counts, nearest first."""

from index.search.engine import Hidden, HiddenMismatchError, SearchEngine
from index.search.request import Facets, Hit, SearchRequest, SearchResult
from index.search.request_error import SearchRequestError

__all__ = [
    "Facets",
    "Hidden",
    "HiddenMismatchError",
    "Hit",
    "SearchEngine",
    "SearchRequest",
    "SearchRequestError",
    "SearchResult",
]
