"""Two addresses of one page: the public one, which is recorded, and the one it is fetched from."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from crawler.formats.page_links import resolved
from crawler.sources.definition import SourceDefinition


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`public` is the scheme and host of the source's url; `fetched` stands in their place in requests.

    Both without a slash at their end. So a listing has the same url wherever it was fetched from.
    """

    public: str
    fetched: str
    stand_ins: tuple[tuple[str, str], ...] = ()
    """Other hosts that the source reads (a widget's), each with the server on this machine that stands in for it."""

    @classmethod
    def of(cls, source: SourceDefinition) -> "Addresses":
        """Return both roots. A base URL that repeats the path of the url is read without it."""
        public = _origin(source.url)
        path = source.url.removeprefix(public).rstrip("/")
        fetched = source.base_url.rstrip("/").removesuffix(path).rstrip("/") if source.base_url else public
        others = tuple((_origin(public), _origin(fetched)) for public, fetched in sorted(source.stand_ins.items()))
        return cls(public, fetched, others)

    def fetch(self, address: str, base: str = "") -> str:
        """Return where to fetch an address, public or not; one without host is taken from `base`, or the root.

        A damaged address, such as "http://[", is nowhere: "".
        """
        url, _ = urldefrag(self._joined(address, base))
        for public, fetched in self._roots():
            url = self._moved(url, public, fetched)
        return url

    def public_of(self, address: str, base: str = "") -> str:
        """Return the public address of one that was fetched, by the same rules as `fetch`."""
        url = self._joined(address, base)
        for public, fetched in self._roots():
            url = self._moved(url, fetched, public)
        return url

    @property
    def roots(self) -> tuple[str, ...]:
        """All public roots that the source reads: its own, and those of others that are stood in for."""
        return tuple(dict.fromkeys(public for public, _ in self._roots()))

    def _roots(self) -> tuple[tuple[str, str], ...]:
        return ((self.public, self.fetched), *self.stand_ins)

    def inside(self, address: str) -> bool:
        """Whether an address belongs to the source's own host."""
        return any(self._under(address, root) for root in (self.public, self.fetched))

    @staticmethod
    def _under(address: str, root: str) -> bool:
        return bool(root) and (address == root or address.startswith((f"{root}/", f"{root}?")))

    def _joined(self, address: str, base: str) -> str:
        return resolved(address, base or f"{self.public}/")

    def _moved(self, address: str, old: str, new: str) -> str:
        return new + address[len(old) :] if self._under(address, old) else address
