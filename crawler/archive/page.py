"""One response as it was received, and which request it answered."""

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One response. `fingerprint` names its request, in hex: method, canonical address and body."""

    url: str
    method: str = "GET"
    fingerprint: str
    fetched_at: str
    """ISO time with offset, to the second."""
    status: int
    headers: Headers
    body: bytes
    """As it came over the wire: `Content-Encoding` still describes it."""
    asked: bytes = b""
    """The body of the request. It is written, and not read back."""
    unchanged: tuple[int, int] | None = None
    """Of a 304: run and sequence of the page that, by the site's word, is still as it was."""

    def header(self, name: str) -> str | None:
        """Return the last value of a header, named in lower case."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), None)
