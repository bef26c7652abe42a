"""Values that stand in many listings, found in one pass and bounded memory."""

from collections import Counter

COUNTERS = 1000


class FrequentValues:
    """The frequent values of a stream, by the algorithm of Misra and Gries (1982).

    Counts are exact while at most 1,000 values differ; beyond that a count is too low by at most a thousandth of the
    stream, so a value with a greater share than that is never missed.
    """

    def __init__(self, counters: int = COUNTERS) -> None:
        self._room = counters
        self._counts: Counter[str] = Counter()
        self.total = 0

    def add(self, value: str) -> None:
        """Count a value; an empty one is no value."""
        if not value:
            return
        self.total += 1
        if value in self._counts or len(self._counts) < self._room:
            self._counts[value] += 1
        else:
            self._counts = Counter({known: count - 1 for known, count in self._counts.items() if count > 1})

    def top(self) -> tuple[str, int]:
        """Return the most frequent value and how often it was met at least; ("", 0) for none."""
        return max(self._counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
