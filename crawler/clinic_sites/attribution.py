"""Attributes the words of a passage on dry needling to people or to the practice.

A sentence is a person's if it names the person, or if it is in the person's own card and is not about the practice.
Several people share a sentence only if it names them as one list ("Ann Lee and Bo Ray offer"); otherwise it does not
say who does what, and it is the practice's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.clinic_sites.people import Named, naming_words, people_in
from crawler.clinic_sites.sections import Passage
from crawler.formats.needling_words import speaks_of_needling
from index.normalize.statements.statement import sentences
from index.normalize.statements.statement_patterns import patterns
from index.normalize.text import fold_text
from index.normalize.text_folding import searchable

_LIST = re.compile(r"(?:[\s,&/]|\band\b|\bDr\b\.?|[A-Z][A-Za-z]*\.?(?:[A-Z./]+)?(?=[\s,]|$))*")
_OF_ONE = re.compile(r"\b(?:he|she)\b|^\s*they\b|^\s*dr\.", re.IGNORECASE)
MOST_PEOPLE = 300


@dataclass(frozen=True, slots=True)
class AttributedWords:
    """Words on dry needling and the person that they are about, None for the practice; `title` is from the card."""

    text: str
    person: Named | None = None
    title: str = ""


def known_people(passages: Sequence[Passage]) -> list[Named]:
    """Return the people in a site's passages who have letters or a title, each once, as first written.

    At most `MOST_PEOPLE` are returned; no practice has more.
    """
    found: dict[str, Named] = {}
    for passage in passages:
        if passage.person:
            found.setdefault(passage.person.key, passage.person)
    for passage in passages:
        for person in people_in(searchable(passage.text)) if speaks_of_needling(passage.text) else ():
            found.setdefault(person.key, person)
    return list(found.values())[:MOST_PEOPLE]


def attributed_words(passage: Passage, people: Sequence[Named], practices: Sequence[str]) -> Iterator[AttributedWords]:
    """Yield the sentences of a passage on dry needling, those about one person or the practice joined.

    `practices` are the names of the site's practices.
    """
    if not speaks_of_needling(passage.text) or _left_out(passage):
        return
    texts_by_owner: dict[str | None, list[str]] = {}
    owners: dict[str | None, Named] = {}
    for sentence in sentences(passage.text):
        if not speaks_of_needling(sentence.folded):
            continue
        for person in _owners(sentence.folded, passage, people, practices):
            key = person.key if person else None
            texts_by_owner.setdefault(key, []).append(sentence.shown)
            if person:
                owners[key] = person
    for key, texts in texts_by_owner.items():
        card = passage.person
        title = passage.title if card and card.key == key else ""
        yield AttributedWords(" ".join(texts), owners.get(key), title)


def _owners(sentence: str, passage: Passage, people: Sequence[Named], practices: Sequence[str]) -> list[Named | None]:
    words = naming_words()
    card = passage.person
    known = [*people, *([card] if card and card.key not in {one.key for one in people} else [])]
    named = {person: spans for person in known if (spans := person.mentions(sentence))}
    if named:
        first = min(start for spans in named.values() for start, _ in spans)
        together = len(named) == 1 or _one_list(sentence, [span for spans in named.values() for span in spans[:1]])
        if words.excepting.search(sentence[max(0, first - 20) : first]) or not together:
            return [None]
        practice = [None] if re.search(r"\b(?:we|our)\b", sentence[:first], re.IGNORECASE) else []
        return [*named, *practice]
    if card is None:
        return [None]
    of_practice = words.clinic_words.search(sentence) or _names_one(sentence, practices)
    return [card] if card.called(sentence) or _OF_ONE.search(sentence) or not of_practice else [None]


def _names_one(sentence: str, practices: Sequence[str]) -> bool:
    """Return whether a sentence has the first word of a practice's name: "Fern PT" of "Fern Physical Therapy"."""
    firsts = {fold_text(name).split(" ", 1)[0] for name in practices if name}
    return any(re.search(rf"\b{re.escape(first)}\b", fold_text(sentence)) for first in firsts if len(first) > 3)  # noqa: PLR2004


def _one_list(sentence: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether nothing but credentials and "and" is between the names."""
    ordered = sorted(spans)
    gaps = [sentence[left[1] : right[0]] for left, right in pairwise(ordered)]
    return all(_LIST.fullmatch(gap) for gap in gaps)


def _left_out(passage: Passage) -> bool:
    """Return whether a passage is under a heading of courses, reviews or news, or a label under none of services."""
    words = naming_words()
    if any(words.left_out_headings.search(searchable(heading)) for heading in passage.headings):
        return True
    if not _is_label(passage.text):
        return False
    nearest = searchable(passage.headings[-1]) if passage.headings else ""
    if words.negated_headings.search(nearest):
        return True
    offered = any(words.service_headings.search(searchable(heading)) for heading in passage.headings)
    return not passage.person and (passage.linked or not offered)


def _is_label(text: str) -> bool:
    """Return whether a passage has no verb of offering and no denial, like a heading, a menu or a title."""
    rules, folded = patterns(), searchable(text)
    return not (rules.offers.search(folded) or rules.says_no.search(folded))
