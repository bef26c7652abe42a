"""Reads what a visitor typed under "What hurts?": conditions to sort by, and warnings to show first.

It never decides who is shown. It errs towards a warning: "no chest pain" warns too.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from index.vocabulary.body_words import body_entries, body_words
from index.vocabulary.complaint_words import Caution, Emergency, complaint_entries, complaint_words
from index.vocabulary.conditions import areas_typed, conditions, conditions_in, with_kinds
from index.vocabulary.typed_words import folded

_ALIKE = 70  # rapidfuzz's ratio, of 100
_WORD_ALIKE = 80  # for one word among several, where chance resemblance is more frequent
_SLIP_FROM = 5  # fewest letters of such a word: "near" is one letter from "ear"
_NEAREST = 3
_SHORTEST_PART = 4  # fewest letters of a word that is looked for inside other entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A typed complaint. `conditions` are the slugs it means, their kinds included; none for unknown words.

    `named` are those of them that were typed, without their kinds. `nearest` are (known word, slug) pairs near the
    unknown words, in spelling or on the body; only where nothing else was found.
    """

    typed: str
    conditions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    emergency: tuple[Emergency, ...] = ()
    caution: tuple[Caution, ...] = ()
    nearest: tuple[tuple[str, str], ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Return whether something was typed and none of its words is known."""
        return bool(self.typed) and not (self.conditions or self.emergency or self.caution)


@lru_cache(maxsize=1024)
def read_complaint(typed: str) -> Complaint:
    """Return the meaning of a text; a slug means itself. Accents, case and punctuation make no difference."""
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
    """Return the slugs of the first of these that finds any: a slug, the vocabulary's words, its labels, body parts.

    An acronym in small letters ("tmd", "oa") counts only where nothing else was typed.
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
    """Yield known words with their slugs, of different conditions, at most _NEAREST of them.

    In order: conditions of the named part of the body, known words that one of several typed words may misspell,
    known entries that share a word with the text, known words that the whole text may misspell.
    """
    found = body_entries().found_in(words)
    named = (slug for one in body_words() if not found.isdisjoint((*one.en, *one.es)) for slug in one.near)
    longer = [word for word in words if len(word) >= _SHORTEST_PART]
    met: set[str] = set()
    for entry, slug in chain(
        ((conditions()[slug].label, slug) for slug in named),
        *(_alike(word, _WORD_ALIKE) for word in words if len(word) >= _SLIP_FROM and len(words) > 1),
        *(_sharing().get(word, ()) for word in longer),
        _alike(" ".join(words), _ALIKE),
    ):
        if slug not in met and len(met) < _NEAREST:
            met.add(slug)
            yield entry, slug


def _alike(text: str, cutoff: int) -> Iterator[tuple[str, str]]:
    listed = _spelled()
    for entry, _, _ in process.extract(text, list(listed), scorer=fuzz.ratio, score_cutoff=cutoff):
        yield from listed[entry]


@cache
def _sharing() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return known entries by each word in them, without words that many conditions share ("pain")."""
    sharing: dict[str, list[tuple[str, str]]] = {}
    for entry, slug in _known_words().items():
        for word in dict.fromkeys(entry.split()):
            sharing.setdefault(word, []).append((entry, slug))
    return {word: tuple(found) for word, found in sharing.items() if len({slug for _, slug in found}) <= _NEAREST}


@cache
def _spelled() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return each word that may be misspelled, with the offers: itself, or labels for a stem or a body part."""
    stems = {word: (slug,) for slug, entries in complaint_words().conditions.items() for word in entries if "*" in word}
    parts = {word: region.near for region in body_words() for word in (*region.en, *region.es)}
    labeled = {
        word.replace("*", ""): tuple((conditions()[slug].label, slug) for slug in near)
        for word, near in (parts | stems).items()
    }
    return labeled | {word: ((word, slug),) for word, slug in _known_words().items()}


@cache
def _known_words() -> dict[str, str]:
    """Return every known word with the slug it means."""
    english = ((word.casefold(), slug) for slug, one in conditions().items() for word in (*one.synonyms, *one.areas))
    further = (
        (word, slug) for slug, entries in complaint_words().conditions.items() for word in entries if _is_plain(word)
    )
    known: dict[str, str] = {}
    for word, slug in (*english, *further):
        known.setdefault(word, slug)
    return known


def _is_plain(entry: str) -> bool:
    """Return whether an entry has only words in small letters, no idea and no mark."""
    return entry.replace(" ", "").isalpha() and entry.islower()
