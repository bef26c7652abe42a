"""A rule's path with its two special characters: `*` is any octets, `$` at the end is the end of the address."""

from dataclasses import dataclass

from crawler.manners.robots_txt.octets import spelled


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path that addresses are compared with.

    The pieces between the asterisks are looked for from left to right, each once, so that no file can make
    a comparison take longer than the address and the pattern are long together.
    """

    first: bytes
    others: tuple[bytes, ...]
    anchored: bool
    octets: int
    """How specific the rule is: the rule with the most octets decides (RFC 9309 section 2.2.2)."""

    @classmethod
    def of(cls, path: bytes) -> "Pattern":
        """Read a path as it stands in a rule."""
        anchored = path.endswith(b"$")
        first, *others = [spelled(piece) for piece in path.removesuffix(b"$").split(b"*")]
        octets = len(first) + sum(len(piece) for piece in others) + len(others) + anchored
        if anchored and others:
            *middle, last = others
            return cls(first, (*filter(None, middle), last), anchored, octets)
        return cls(first, tuple(filter(None, others)), anchored, octets)

    def matches(self, target: bytes) -> bool:
        """Answer whether an address, in the spelling of `octets.target`, is one that the rule speaks of."""
        if not target.startswith(self.first):
            return False
        if not self.anchored:
            return self._holds(target, self.others)
        if not self.others:
            return target == self.first
        last = self.others[-1]
        return target.endswith(last) and self._holds(target[: len(target) - len(last)], self.others[:-1])

    def _holds(self, target: bytes, pieces: tuple[bytes, ...]) -> bool:
        at = len(self.first)
        for piece in pieces:
            at = target.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        return at <= len(target)
