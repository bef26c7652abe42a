"""The input of the gates, and their result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.archive.resume import AT_A_LIMIT
from crawler.gates.gaps import FAILED
from crawler.gates.measuring import Measured
from crawler.politeness.stat_names import BUDGET
from index.store.runs.causes import Cause, FoundCause, in_one_line
from index.store.runs.runs import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier whole run of the source that passed, for comparison."""

    listings: int
    measured: Measured | None = None
    """None for a run that was judged before measures were stored."""
    stats: Mapping[str, Any] = field(default_factory=dict)

    def fill_rate(self, name: str) -> float | None:
        """Return the share of its listings that have a field, from 0 to 1; None if that was not measured."""
        return self.measured.fill_rate(name) if self.measured else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """The figures of a run: the crawl's stats, the measures of its staged listings, and earlier runs."""

    finish_reason: str
    stats: Mapping[str, Any]
    measured: Measured
    partial: bool = False
    many_hosts: bool = False
    """True if the source has many hosts, so that a refusal concerns only one of them."""
    earlier: Sequence[Earlier] = ()
    """The newest whole runs that passed, newest first."""
    vanished: int = 0
    """Listings of the source that this run did not find again."""
    first: bool = False
    """True if no earlier run of the source has passed; for a whole run, if no whole one has."""
    looked_at: bool = True
    """True if a run with the same code version has passed."""

    @property
    def listings(self) -> int:
        """The number of listings (deactivated ones left out) or register entries that were read."""
        return self.measured.count

    def stat(self, *names: str) -> int:
        """Return the sum of some of the crawl's stats."""
        return sum(int(self.stats.get(name) or 0) for name in names)

    @property
    def limit(self) -> FoundCause | None:
        """The limit of the source at which the run ended in order; None if it ended otherwise."""
        if self.finish_reason not in AT_A_LIMIT:
            return None
        return FoundCause(code=Cause(self.finish_reason), about=str(self.stats.get(BUDGET, "")))

    @property
    def failed(self) -> int:
        """The number of requests that failed after all retries, plus pages whose parsing raised."""
        return self.stat(*FAILED)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict, its causes, and warnings, which do not affect it."""

    verdict: Verdict
    causes: tuple[FoundCause, ...] = ()
    warnings: tuple[FoundCause, ...] = ()

    @property
    def cause(self) -> str:
        """The causes in one line."""
        return in_one_line(self.causes)

    @property
    def codes(self) -> tuple[Cause, ...]:
        """The codes of the causes."""
        return tuple(cause.code for cause in self.causes)
