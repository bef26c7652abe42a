"""The two addresses of a page: the public one, which is recorded, and the one that it is fetched from."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from crawler.formats.page_links import resolved
from crawler.sources.definition import SourceDefinition


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`public` is the scheme and host of the source's url; requests go to `fetched` instead, for example a test server.

    Neither ends with a slash. A listing has the same url wherever it was fetched from.
    """

    public: str
    fetched: str
    stand_ins: tuple[tuple[str, str], ...] = ()
    """Other public roots that the source reads, such as a widget's, each with the local server used in its place."""

    @classmethod
    def of(cls, source: SourceDefinition) -> "Addresses":
        """Return both roots of a source. A base URL that repeats the path of the url is taken without it."""
        public = _origin(source.url)
        path = source.url.removeprefix(public).rstrip("/")
        fetched = source.base_url.rstrip("/").removesuffix(path).rstrip("/") if source.base_url else public
        others = tuple((_origin(public), _origin(fetched)) for public, fetched in sorted(source.stand_ins.items()))
        return cls(public, fetched, others)

    def fetch(self, address: str, base: str = "") -> str:
        """Return where to fetch an address; one without a host is relative to `base`, by default to the public root.

        Return "" for a malformed address such as "http://[".
        """
        url, _ = urldefrag(self._joined(address, base))
        for public, fetched in self._roots():
            url = self._moved(url, public, fetched)
        return url

    def public_of(self, address: str, base: str = "") -> str:
        """Return the public address of a fetched one, by the same rules as `fetch`."""
        url = self._joined(address, base)
        for public, fetched in self._roots():
            url = self._moved(url, fetched, public)
        return url

    @property
    def roots(self) -> tuple[str, ...]:
        """All public roots that the source reads: its own and those in `stand_ins`."""
        return tuple(dict.fromkeys(public for public, _ in self._roots()))

    def _roots(self) -> tuple[tuple[str, str], ...]:
        return ((self.public, self.fetched), *self.stand_ins)

    def inside(self, address: str) -> bool:
        """Return whether an address is on the source's own host."""
        return any(self._under(address, root) for root in (self.public, self.fetched))

    @staticmethod
    def _under(address: str, root: str) -> bool:
        return bool(root) and (address == root or address.startswith((f"{root}/", f"{root}?")))

    def _joined(self, address: str, base: str) -> str:
        return resolved(address, base or f"{self.public}/")

    def _moved(self, address: str, old: str, new: str) -> str:
        return new + address[len(old) :] if self._under(address, old) else address
