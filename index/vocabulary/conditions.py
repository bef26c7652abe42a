"""The complaints for which people look for dry needling, and the words that mean each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from index.records import Sure
from index.vocabulary.entries import DATA, GENERAL_KNOWLEDGE, SOURCE_KINDS, Row, read_rows

COLUMNS = ("slug", "label", "synonyms", "areas", "icd10", "in_source_article", "source_kind", "confidence")
_ACRONYM_AT_MOST = 5
_BETWEEN = r"(?:\s*[,/&]\s*|\s+)(?:and\s+|or\s+)?"
_COMPLAINTS = r"(?i:pains?|injur(?:y|ies)|problems?|issues|conditions|disorders|complaints|dysfunctions?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A complaint.

    `areas` are parts of the body that mean it before a word of complaint, also in a row of areas
    ("neck, shoulder and back pain"). `icd10` are codes from general knowledge, never shown as fact.
    """

    slug: str
    label: str
    synonyms: tuple[str, ...]
    confidence: Sure
    areas: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()


@cache
def conditions() -> Mapping[str, Condition]:
    """Return all shipped conditions by slug."""
    return load_conditions(DATA / "conditions.csv")


def load_conditions(path: Path) -> Mapping[str, Condition]:
    """Return the conditions of a file by slug; raises VocabularyError naming file, row and what to write."""
    found: dict[str, Condition] = {}
    for row in read_rows(path, COLUMNS):
        condition = _condition(row)
        if condition.slug in found:
            raise row.error(f"{condition.slug!r} stands there twice. Keep one.")
        found[condition.slug] = condition
    return MappingProxyType(found)


def conditions_in(text: str) -> tuple[str, ...]:
    """Return the slugs of the conditions whose words a text holds, in the order of the vocabulary.

    Acronyms (TMJ, ROM) count in capitals only: "rom" and "oa" are letters of other words.
    """
    return tuple(slug for slug, pattern in _patterns() if pattern.search(text))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    every = "|".join(_word(area) for condition in conditions().values() for area in condition.areas)
    return tuple((slug, _pattern(condition, every)) for slug, condition in conditions().items())


def _pattern(condition: Condition, every_area: str) -> re.Pattern[str]:
    """Return the pattern of a condition; a row of areas has at most seven, so that no text can hold the machine."""
    words = "|".join(_word(word) for word in condition.synonyms)
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
        confidence=row.member("confidence", Sure),
        areas=row.several("areas"),
        icd10=row.several("icd10"),
    )
