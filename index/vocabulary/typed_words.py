"""Matches a typed word to a vocabulary: with a typing error, with another ending, or as two words written as one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

FORGIVEN = 7
"""Fewest letters at which a typing error is forgiven; shorter words have neighbors with other meanings."""
_FORGIVEN_NEXT_TO_ANOTHER = 5  # fewest letters, the first one right, where another word of the entry fits
_LONGEST = 400  # letters of a folded text; folding can turn one character into eighteen
_SHORTEST_HALF = 3  # fewest letters of each of two words that are written as one ("chestpain")


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text in small ASCII letters: "can't" is cant, "¿Presión?" is presion."""
    plain = anyascii(text.casefold()).casefold()
    for mark in ("'", "`"):
        plain = plain.replace(mark, "")
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain[:_LONGEST]).split())


class TypedWords:
    """Known words, in small ASCII letters; a * at the end of one matches any ending."""

    def __init__(self, known: Iterable[str]) -> None:
        every = dict.fromkeys(known)
        self._whole = frozenset(word for word in every if not word.endswith("*"))
        self._stems = frozenset(word[:-1] for word in every if word.endswith("*"))
        self._by_rest: dict[str, set[str]] = defaultdict(set)
        self._stem_by_rest: dict[str, set[str]] = defaultdict(set)
        for words, by_rest in ((self._whole, self._by_rest), (self._stems, self._stem_by_rest)):
            for word in words:
                for rest in _with_rests(word) if len(word) >= _FORGIVEN_NEXT_TO_ANOTHER else ():
                    by_rest[rest].add(word)
        self._longest = max(map(len, self._stems), default=0)
        self.like = lru_cache(maxsize=4096)(self._like)

    def parted(self, words: Sequence[str]) -> list[str]:
        """Return the words, with each that is two known words written as one split into them."""
        return [half for word in words for half in (() if self._is_known(word) else self._halves(word)) or (word,)]

    def _like(self, word: str) -> tuple[tuple[str, bool], ...]:
        """Return (known word, is_sure) for a word; not sure where another word of the entry has to fit too."""
        exact = tuple(self._exactly(word))
        return tuple((wanted, True) for wanted in exact) or tuple(self._slipped(word))

    def _is_known(self, word: str) -> bool:
        return next(self._exactly(word), None) is not None

    def _exactly(self, word: str) -> Iterator[str]:
        if word in self._whole:
            yield word
        yield from (f"{word[:end]}*" for end in range(1, len(word) + 1) if word[:end] in self._stems)

    def _halves(self, word: str) -> tuple[str, ...]:
        for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            left, right = word[:at], word[at:]
            if left in self._whole and self._is_known(right):
                return left, right
        return ()

    def _slipped(self, word: str) -> Iterator[tuple[str, bool]]:
        """Yield the known words one typing error away, and the stems one error away from a beginning of the word."""
        yield from _one_slip_away(word, self._by_rest, "")
        for end in range(_FORGIVEN_NEXT_TO_ANOTHER - 1, min(len(word), self._longest + 1) + 1):
            yield from _one_slip_away(word[:end], self._stem_by_rest, "*")


def _one_slip_away(word: str, by_rest: Mapping[str, Collection[str]], mark: str) -> Iterator[tuple[str, bool]]:
    for wanted in {known for rest in _with_rests(word) for known in by_rest.get(rest, ())}:
        if OSA.distance(wanted, word, score_cutoff=1) <= 1 and (len(wanted) >= FORGIVEN or word[0] == wanted[0]):
            yield wanted + mark, len(wanted) >= FORGIVEN


def _with_rests(word: str) -> Iterator[str]:
    """Yield a word, and the word without each of its letters: two words one error apart share one of these."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
