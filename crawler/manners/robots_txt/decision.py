"""What a robots.txt decides for one address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an address may be asked for, and the line that says so."""

    allowed: bool
    rule: str
    """The deciding line with its number, or the rule of RFC 9309 that holds where no line does."""
    line: int | None = None
    """The number of that line, counted from 1; None where no line decided."""


NO_RULE = Decision(allowed=True, rule="no line speaks of it")
