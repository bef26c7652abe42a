"""Counts of requests by method, route and status, with how long they took; nothing of a visitor.

A route is the pattern of an address (`/people/<provider_id>`), never the address.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

UPPER_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; a request is counted in the first bucket that is not below it, or in one more above all."""
FORMAT = 1


class CountsError(ValueError):
    """A file of counts cannot be read: damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """Requests that are counted together."""

    method: str
    route: str
    status: int


@dataclass(slots=True)
class Durations:
    """The number of requests in each bucket (the last is above all bounds), and the seconds of all of them."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(UPPER_BOUNDS) + 1))
    seconds: float = 0.0

    @property
    def count(self) -> int:
        """The number of requests."""
        return sum(self.buckets)

    def add(self, other: "Durations") -> None:
        """Add the requests of another."""
        self.buckets = [mine + theirs for mine, theirs in zip(self.buckets, other.buckets, strict=True)]
        self.seconds += other.seconds


class RequestCounts:
    """Durations by kind of request. Not safe for threads; index.metrics.site_counts guards it."""

    def __init__(self) -> None:
        self._durations: dict[RequestKind, Durations] = {}

    def count(self, kind: RequestKind, seconds: float) -> None:
        """Count one request."""
        durations = self._durations.setdefault(kind, Durations())
        durations.buckets[bisect_left(UPPER_BOUNDS, seconds)] += 1
        durations.seconds += seconds

    def add(self, other: "RequestCounts") -> None:
        """Add the counts of another process."""
        for kind, durations in other.items():
            self._durations.setdefault(kind, Durations()).add(durations)

    def items(self) -> Iterator[tuple[RequestKind, Durations]]:
        """Yield the kinds of requests and their durations, in a fixed order."""
        for kind in sorted(self._durations, key=lambda one: (one.route, one.method, one.status)):
            yield kind, self._durations[kind]

    def by_route(self) -> Mapping[str, Durations]:
        """Return the durations of each route, over all methods and statuses."""
        routes: dict[str, Durations] = {}
        for kind, durations in self.items():
            routes.setdefault(kind.route, Durations()).add(durations)
        return routes

    def to_bytes(self) -> bytes:
        """Return the counts as one line of JSON."""
        rows = [[kind.method, kind.route, kind.status, one.buckets, one.seconds] for kind, one in self.items()]
        return json.dumps({"format": FORMAT, "bounds": UPPER_BOUNDS, "rows": rows}).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; raises CountsError."""
        found = cls()
        try:
            content = json.loads(data)
            if content["format"] != FORMAT or tuple(content["bounds"]) != UPPER_BOUNDS:
                raise CountsError("the counts are of another version")
            for method, route, status, buckets, seconds in content["rows"]:
                durations = Durations(buckets=[int(one) for one in buckets], seconds=float(seconds))
                found._durations[RequestKind(str(method), str(route), int(status))] = durations
                if len(durations.buckets) != len(UPPER_BOUNDS) + 1 or min(durations.buckets) < 0:
                    raise CountsError("the counts do not fit their buckets")
        except (ValueError, KeyError, TypeError) as error:
            raise error if isinstance(error, CountsError) else CountsError("the counts cannot be read") from error
        return found
