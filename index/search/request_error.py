"""The one error of a search that cannot be asked."""


class SearchRequestError(ValueError):
    """A search request is out of range or cannot be read; the message says what to write."""
