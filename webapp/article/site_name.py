"""The name of a site, for links that lead out to it."""

from urllib.parse import urlsplit


def site_name(address: str) -> str:
    """Return "law.cornell.edu" for "https://www.law.cornell.edu/…", and "" for no address."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
