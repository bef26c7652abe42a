"""What a probe finds out about a page: which platform made it, why that is so, and what reading it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """A page is a platform's. The strongest of several is taken; equal ones are told to the operator.

    `because` names what was seen in it, in words that an operator can look up in the page's source.
    """

    platform: str
    because: tuple[str, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    strength: int = 50
    """100: only this platform writes that; 50: its name stands in the page; 10: it could be read in this way."""
