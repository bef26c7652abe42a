"""What somebody typed under "What hurts?", understood: complaints to sort by, and warnings to put first.

It never decides who is shown. Errs towards a warning: "no chest pain" warns too.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from index.vocabulary.complaint_words import Caution, Emergency, complaint_entries, complaint_words
from index.vocabulary.conditions import areas_typed, conditions, conditions_in, with_kinds
from index.vocabulary.typed_words import folded

_ALIKE = 70  # rapidfuzz's ratio, of 100
_NEAREST = 3
_SHORTEST_PART = 4  # letters by which a word is known again inside of another entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """`conditions` are the slugs that are meant, their kinds among them; none where the words are not known.

    `named` are those of them that were typed, without their kinds.
    `nearest` are known words like the ones that are not, each with its slug; only where nothing else was found.
    """

    typed: str
    conditions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    emergency: tuple[Emergency, ...] = ()
    caution: tuple[Caution, ...] = ()
    nearest: tuple[tuple[str, str], ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed of which no word is known."""
        return bool(self.typed) and not (self.conditions or self.emergency or self.caution)


@lru_cache(maxsize=1024)
def read_complaint(typed: str) -> Complaint:
    """Return what a text means; a slug means itself. Any text is read; accents, case and marks make no difference."""
    text = " ".join(typed.split())
    words = folded(text)
    known, entries = complaint_words(), complaint_entries().found_in(words)
    emergency = tuple(one for one in known.emergency if not entries.isdisjoint((*one.en, *one.es)))
    caution = tuple(one for one in known.caution if not entries.isdisjoint((*one.en, *one.es)))
    found = frozenset(_meant(text, words, entries))
    unknown = bool(text) and not (found or emergency or caution)
    return Complaint(
        typed=text,
        conditions=with_kinds(found),
        named=tuple(slug for slug in conditions() if slug in found),
        emergency=emergency,
        caution=caution,
        nearest=tuple(_nearest(words)) if unknown else (),
    )


def _meant(text: str, words: Sequence[str], entries: Collection[str]) -> Iterable[str]:
    """Return slugs by the first of these that finds any: a slug, the vocabulary's words, its labels, body parts.

    An acronym in small letters ("tmd", "oa") counts where nothing else was typed.
    """
    if text in conditions():
        return (text,)
    named = {slug for slug, listed in complaint_words().conditions.items() if any(one in entries for one in listed)}
    plain = " ".join(words)
    if plain in _known_words():
        named.add(_known_words()[plain])
    return {*conditions_in(text), *named} or conditions_in(f"{text} pain") or _labeled(plain) or areas_typed(plain)


def _labeled(plain: str) -> tuple[str, ...]:
    if len(plain) < _SHORTEST_PART:
        return ()
    return tuple(slug for slug, one in conditions().items() if f" {plain} " in f" {' '.join(folded(one.label))} ")


def _nearest(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield known words, of different conditions: first those that share a word, then those that look alike."""
    known = _known_words()
    met: set[str] = set()
    plain = " ".join(words)
    shared = (entry for entry in known if any(len(word) >= _SHORTEST_PART and word in entry.split() for word in words))
    alike = (entry for entry, _, _ in process.extract(plain, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE))
    for entry in (*shared, *alike):
        if known[entry] not in met and len(met) < _NEAREST:
            met.add(known[entry])
            yield entry, known[entry]


@cache
def _known_words() -> dict[str, str]:
    """Return every word that is known, with the slug it means."""
    english = ((word.casefold(), slug) for slug, one in conditions().items() for word in (*one.synonyms, *one.areas))
    further = (
        (word, slug)
        for slug, entries in complaint_words().conditions.items()
        for word in entries
        if word.replace(" ", "").isalpha() and word.islower()
    )
    known: dict[str, str] = {}
    for word, slug in (*english, *further):
        known.setdefault(word, slug)
    return known
