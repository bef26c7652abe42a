"""Complaints for which people look for dry needling, and the words that mean each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from index.records import Certainty
from index.vocabulary.entries import DATA, GENERAL_KNOWLEDGE, SOURCE_KINDS, Row, VocabularyError, read_rows

COLUMNS = (
    "slug", "label", "synonyms", "typed_only", "areas", "kinds", "icd10", "in_source_article", "source_kind",
    "confidence",
)  # fmt: skip
_ACRONYM_AT_MOST = 5
_BETWEEN = r"(?:\s*[,/&]\s*|\s+)(?:and\s+|or\s+)?"
_SEPARATES = re.compile(r"[,/&]|\b(?:and|or)\b", re.IGNORECASE)  # "neck and back pain" are two
_COMPLAINTS = r"(?i:pains?|injur(?:y|ies)|problems?|issues|conditions|disorders|complaints|dysfunctions?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A complaint.

    `typed_only` are words that mean it in a search but other things in a text (a disk).
    `areas` are parts of the body that mean it when a word of complaint follows, also in a row of areas
    ("neck, shoulder and back pain"). `kinds` are the slugs of its own kinds, which a search for it finds too (a
    migraine is a headache). `icd10` are codes from general knowledge, never shown as fact.
    """

    slug: str
    label: str
    synonyms: tuple[str, ...]
    confidence: Certainty
    typed_only: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name a condition, from offset `start` to `end`."""

    slug: str
    words: str
    start: int
    end: int


@cache
def conditions() -> Mapping[str, Condition]:
    """Return all shipped conditions by slug."""
    return load_conditions(DATA / "conditions.csv")


def load_conditions(path: Path) -> Mapping[str, Condition]:
    """Return the conditions of a file by slug; raises VocabularyError with file, row and what to write."""
    found: dict[str, Condition] = {}
    for row in read_rows(path, COLUMNS):
        condition = _condition(row)
        if condition.slug in found:
            raise row.error(f"{condition.slug!r} is there twice. Keep one.")
        found[condition.slug] = condition
    _check_kinds(path, found)
    return MappingProxyType(found)


def conditions_in(text: str) -> tuple[str, ...]:
    """Return the slugs of the conditions whose words a typed text has, in the order of the vocabulary.

    A source's text is read by `index.normalize.statements.complaints` instead.
    Acronyms (TMJ, ROM) count in capitals only: "rom" and "oa" are letters of other words.
    """
    return tuple(slug for slug, pattern in _patterns() if pattern.search(text))


def mentions_in(sentence: str) -> tuple[Mention, ...]:
    """Return the places where a sentence names conditions, leaving out `typed_only` words.

    A longer part of the body hides one inside it: the upper back is not the back. The words of a kind hide its
    parent condition: a text that says "tension headache" names no other headache.
    """
    lowered = sentence.casefold()
    found = [
        Mention(slug, match.group(), match.start(), match.end())
        for slug, stems, pattern in _text_patterns()
        if any(stem in lowered for stem in stems)
        for match in pattern.finditer(sentence)
    ]
    return tuple(one for one in found if not any(_hides(other, one) for other in found))


def areas_in(sentence: str, start: int) -> tuple[Mention, ...]:
    """Return the parts of the body listed from offset `start` on; none where the list starts with something else.

    At the beginning of a sentence the list must have two parts or more and fill the sentence ("Jaw, neck").
    """
    pattern, slugs = _area_list()
    listed = pattern.match(sentence, start)
    if not listed or (start == 0 and listed.end() < len(sentence.rstrip(" ."))):
        return ()
    words = list(_area_words().finditer(sentence, start, listed.end()))
    if start == 0 and len(words) < 2:  # noqa: PLR2004  (one word is no list)
        return ()
    return tuple(Mention(slugs[_key(one.group())], one.group(), one.start(), one.end()) for one in words)


def with_kinds(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions and their kinds, in the order of the vocabulary."""
    meant = {kind for slug in slugs for kind in (slug, *(conditions()[slug].kinds if slug in conditions() else ()))}
    return tuple(slug for slug in conditions() if slug in meant)


def areas_typed(text: str) -> tuple[str, ...]:
    """Return the slugs of the parts of the body that a typed text names anywhere ("my knee when I walk")."""
    found = {_area_list()[1][_key(one.group())] for one in _area_words().finditer(text)}
    return tuple(slug for slug in conditions() if slug in found)


def _check_kinds(path: Path, found: Mapping[str, Condition]) -> None:
    for number, condition in enumerate(found.values(), 2):
        for kind in condition.kinds:
            if kind not in found or kind == condition.slug or found[kind].kinds:
                what = f"kinds names {kind!r}. Write slugs of this file that have no kinds of their own."
                raise VocabularyError(path, number, what)


def _hides(longer: Mention, shorter: Mention) -> bool:
    if longer.slug in conditions()[shorter.slug].kinds:
        return longer.start <= shorter.start and shorter.end <= longer.end
    if longer.slug == shorter.slug or not (conditions()[longer.slug].areas and conditions()[shorter.slug].areas):
        return False
    inside = longer.start < shorter.start and shorter.end <= longer.end
    return inside and not _SEPARATES.search(longer.words[: shorter.start - longer.start])


def _key(area: str) -> str:
    return " ".join(area.casefold().split())


@cache
def _area_words() -> re.Pattern[str]:
    every = sorted((area for one in conditions().values() for area in one.areas), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_word, every))})(?![\w-])")


@cache
def _area_list() -> tuple[re.Pattern[str], Mapping[str, str]]:
    slugs = {_key(area): slug for slug, one in conditions().items() for area in one.areas}
    area = _area_words().pattern
    other = r"[A-Za-z]+(?:\s[A-Za-z]+)?"  # a part of the body that is in no condition
    return re.compile(rf"{area}(?:{_BETWEEN}(?:{area}|{other}(?=\s*(?:[,/&.]|$)))){{0,12}}"), slugs


@cache
def _text_patterns() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Return slug, stems and pattern of each condition; the pattern cannot match a text without one of the stems."""
    every = "|".join(_word(area) for condition in conditions().values() for area in condition.areas)
    return tuple((slug, _stems(one), _pattern(one, every, typed=False)) for slug, one in conditions().items())


def _stems(condition: Condition) -> frozenset[str]:
    return frozenset(
        max((word for word in words.casefold().split() if "'" not in word), key=len)
        for words in (*condition.synonyms, *condition.areas)
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    every = "|".join(_word(area) for condition in conditions().values() for area in condition.areas)
    return tuple((slug, _pattern(condition, every, typed=True)) for slug, condition in conditions().items())


def _pattern(condition: Condition, every_area: str, *, typed: bool) -> re.Pattern[str]:
    """Return the pattern of a condition; a row of areas has at most seven, which bounds the time of a search."""
    synonyms = sorted((*condition.synonyms, *(condition.typed_only if typed else ())), key=len, reverse=True)
    words = "|".join(_word(word) for word in synonyms)
    areas = "|".join(_word(area) for area in condition.areas)
    row = rf"(?:{areas})(?:{_BETWEEN}(?:{every_area})){{0,6}}\s+{_COMPLAINTS}"
    return re.compile(rf"(?<![\w-])(?:{words}{f'|{row}' if areas else ''})(?![\w-])")


def _word(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"\s+").replace("'", "['\u2019]")
    return escaped if word.isupper() and len(word) <= _ACRONYM_AT_MOST else f"(?i:{escaped})"


def _condition(row: Row) -> Condition:
    row.choice("in_source_article", ("yes", "no", "partly"))
    row.choice("source_kind", (*SOURCE_KINDS, GENERAL_KNOWLEDGE))
    slug = row.text("slug", required=True)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise row.error(f"slug is {slug!r}. Write small letters, digits and hyphens.")
    synonyms = row.several("synonyms")
    if not synonyms:
        raise row.error("synonyms is empty. Write at least one word.")
    return Condition(
        slug=slug,
        label=row.text("label", required=True),
        synonyms=synonyms,
        typed_only=row.several("typed_only"),
        confidence=row.member("confidence", Certainty),
        areas=row.several("areas"),
        kinds=row.several("kinds"),
        icd10=row.several("icd10"),
    )
