"""Search for providers near a place: geography, filters, facets and text, exact counts, nearest first."""

from index.search.column_engine import ColumnEngine, build
from index.search.engine import Hidden, HiddenMismatchError, SearchEngine
from index.search.request import Facets, Hit, SearchRequest, SearchResult
from index.search.rows import SearchBuildError
from index.search.text_query import SearchRequestError
from index.search.whoosh.whoosh_engine import WhooshEngine

__all__ = [
    "ColumnEngine",
    "Facets",
    "Hidden",
    "HiddenMismatchError",
    "Hit",
    "SearchBuildError",
    "SearchEngine",
    "SearchRequest",
    "SearchRequestError",
    "SearchResult",
    "WhooshEngine",
    "build",
]
