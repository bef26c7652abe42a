"""Links out of a page: only http(s) addresses that a browser cannot be tricked with."""

from index.normalize.url import safe_url


def safe_link(address: str) -> str:
    """Return an address that may stand in an href, or "" ("javascript:", relative and malformed ones)."""
    return safe_url(address)
