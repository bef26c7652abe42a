"""What the gates are given, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.gates.gaps import FAILED
from crawler.gates.measuring import Measured
from index.store.runs.causes import Cause, FoundCause, in_one_line
from index.store.runs.runs import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A whole run of the source that passed, to hold this one against."""

    listings: int
    measured: Measured | None = None
    """None for a run that was judged before measures were kept."""
    stats: Mapping[str, Any] = field(default_factory=dict)

    def fill_rate(self, name: str) -> float | None:
        """Return the share of its listings that have a field, if that was measured."""
        return self.measured.fill_rate(name) if self.measured else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What a run left behind: the crawl's own counts, and what its staged listings amount to."""

    finish_reason: str
    stats: Mapping[str, Any]
    measured: Measured
    partial: bool = False
    many_hosts: bool = False
    """Whether the source is many sites, so that a closed door closes only one of them."""
    earlier: Sequence[Earlier] = ()
    """The newest whole runs that passed, newest first."""
    vanished: int = 0
    """Listings of the source that this run did not find again."""
    first: bool = False
    """Whether no run of the source has passed before: no whole one, if this one is whole."""
    looked_at: bool = True
    """Whether a run that was read by the same code and description has passed."""

    @property
    def listings(self) -> int:
        """How many listings in force, or entries of a register, were read."""
        return self.measured.count

    def stat(self, *names: str) -> int:
        """Return the sum of some of the crawl's counts."""
        return sum(int(self.stats.get(name) or 0) for name in names)

    @property
    def failed(self) -> int:
        """How many requests failed for good, and pages whose reading raised."""
        return self.stat(*FAILED)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict, the causes that led to it, and what is only told."""

    verdict: Verdict
    causes: tuple[FoundCause, ...] = ()
    warnings: tuple[FoundCause, ...] = ()

    @property
    def cause(self) -> str:
        """The causes in one line."""
        return in_one_line(self.causes)

    @property
    def codes(self) -> tuple[Cause, ...]:
        """The causes by code."""
        return tuple(cause.code for cause in self.causes)
