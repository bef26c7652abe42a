"""Finds the entries of a vocabulary in a typed text.

The words of an entry must occur in order, with up to GAP other words between two of them, or none where a hyphen joins
them. Parts joined by " + " may come in any order, with up to REACH other words between. A word in capitals is an idea,
expressed by any of several words; a * matches any ending.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.vocabulary.typed_words import FORGIVEN, TypedWords

GAP = 2
REACH = 6

_Part = tuple[tuple[str, int], ...]
"""Words or ideas, each with the number of other words that may come before it."""
_Entry = tuple[str, tuple[_Part, ...]]
_Places = Mapping[str, set[int]]


class TypedEntries:
    """Entries that are searched for together. `ideas` holds the words of each idea."""

    def __init__(self, entries: Iterable[str], ideas: Mapping[str, Sequence[str]]) -> None:
        read = [(entry, tuple(map(_part, entry.split(" + ")))) for entry in dict.fromkeys(entries)]
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        for entry, parts in read:
            self._by_first[parts[0][0][0]].append((entry, parts))
        self._ideas: dict[str, list[str]] = defaultdict(list)
        for idea, words in ideas.items():
            for word in words:
                self._ideas[word].append(idea)
        spoken = {word for _, parts in read for part in parts for word, _ in part}
        self._words = TypedWords(sorted({*spoken, *self._ideas} - set(ideas)))

    def found_in(self, words: Sequence[str]) -> frozenset[str]:
        """Return the entries that a folded text contains."""
        sure, likely = self._places(self._words.parted(words))
        return frozenset(
            entry
            for first in list(likely)
            for entry, parts in self._by_first.get(first, ())
            if _are_near(parts, sure if len(parts) == len(parts[0]) == 1 else likely)
        )

    def _places(self, words: Sequence[str]) -> tuple[_Places, _Places]:
        """Return the positions of each word and idea: the sure ones, and those likely only next to another word."""
        sure: dict[str, set[int]] = defaultdict(set)
        likely: dict[str, set[int]] = defaultdict(set)
        for place in range(len(words)):
            for wanted, is_sure in self._at(words, place):
                for name in (wanted, *self._ideas.get(wanted, ())):
                    likely[name].add(place)
                    if is_sure:
                        sure[name].add(place)
        return sure, likely

    def _at(self, words: Sequence[str], place: int) -> Iterator[tuple[str, bool]]:
        yield from self._words.like(words[place])
        joined = "".join(words[place : place + 2])  # "pace maker"
        if len(joined) >= FORGIVEN and place + 1 < len(words):
            yield from ((wanted, True) for wanted, is_sure in self._words.like(joined) if is_sure)


def _part(text: str) -> _Part:
    words = []
    for row in text.split():
        first, *joined = row.split("-")
        words += [(first, GAP), *((word, 0) for word in joined)]
    return tuple(words)


def _are_near(parts: Sequence[_Part], places: _Places) -> bool:
    spans = _spans(parts[0], places)
    for part in parts[1:]:
        others = _spans(part, places) if spans else set()
        spans = {
            (min(first, other), max(last, end))
            for first, last in spans
            for other, end in others
            if 0 < other - last <= REACH + 1 or 0 < first - end <= REACH + 1
        }
    return bool(spans)


def _spans(part: _Part, places: _Places) -> set[tuple[int, int]]:
    """Return the (first, last) positions of each occurrence of a part's words in order."""
    (wanted, _), *rest = part
    spans = {(place, place) for place in places.get(wanted, ())}
    for wanted, gap in rest:
        there = places.get(wanted, ())
        spans = {(first, later) for first, last in spans for later in there if 0 < later - last <= gap + 1}
    return spans
