"""People on a practice's site: a name with letters, a name with a title, or a name that is already known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from index.normalize.credentials import parse_credentials
from index.normalize.names.name import parse_person
from index.normalize.text import fold_text
from index.records import CredentialKind
from index.vocabulary import professions_in

WORDS = Path(__file__).parent / "naming_words.yml"


class NamingWords(BaseModel):
    """Word lists that decide who a sentence is about, compiled once; an unknown key or a bad pattern fails."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    not_names: re.Pattern[str]
    bio_headings: re.Pattern[str]
    service_headings: re.Pattern[str]
    left_out_headings: re.Pattern[str]
    negated_headings: re.Pattern[str]
    clinic_words: re.Pattern[str]
    excepting: re.Pattern[str]

    @field_validator("*", mode="before")
    @classmethod
    def _compiled(cls, pieces: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)", re.IGNORECASE)


@cache
def naming_words(path: Path = WORDS) -> NamingWords:
    """Return the shipped words; raises pydantic's ValidationError or re.error."""
    return NamingWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


LONGEST_LINE = 120  # characters of a line that is a name with letters
MOST_NAME_WORDS = 5
WORDS_OF_A_TITLE = 8
MOST_NAMES = 100  # looked at in one passage
_PRACTICES = frozenset({CredentialKind.LICENSE, CredentialKind.DEGREE, CredentialKind.BOARD_CERTIFICATION})
# Every repetition has a bound, so that no page can hold the machine.
_NAME = r"[^\W\d_a-z][\w'\u2019-]{0,40}\.?"
_ASIDE = r"[\"\u201c(][^\W\d_a-z][\w'\u2019-]{0,40}[\"\u201d)]"
_LETTERS = r"(?=[A-Za-z./-]{0,9}[A-Z][A-Za-z./-]{0,9}[A-Z])[A-Za-z./-]{2,10}|Cert\.?\sDN|Dipl\.?\s[A-Z.]{2,4}"
_WITH_LETTERS = re.compile(
    rf"(?<!\w)(?:Dr\.?\s+)?{_NAME}(?:\s+(?:{_NAME}|{_ASIDE})){{1,3}}?(?:\s+(?:Jr|Sr)\.?)?(?:,?\s+(?:{_LETTERS})(?!\w)){{1,10}}"
)
_DOCTOR = re.compile(rf"(?<!\w)Dr\.?\s+{_NAME}(?:\s+(?:{_NAME}|{_ASIDE})){{1,2}}")
_GENERATION = re.compile(r",?\s+(Jr|Sr|II|III|IV)\b")
_SENTENCE = re.compile(r"\s\w+\s\w+\s\w+[.?!]$")
_FULL_NAME = re.compile(rf"{_NAME}(?:\s+(?:{_NAME}|{_ASIDE})){{1,3}}(?:\s+(?:Jr|Sr)\.?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person as written, with letters, and the parts of the name that other sentences use."""

    written: str
    given: str
    family: str
    nickname: str = ""
    generation: str = ""

    @property
    def key(self) -> str:
        """The key of the person on this site; father and son have different ones."""
        return fold_text(f"{self.given} {self.family} {self.generation}").strip()

    def mentions(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of this person's name in a text: given name, nickname or "Dr." with the family name."""
        if self.family.casefold() not in text.casefold():
            return []
        given = "|".join(re.escape(part) for part in (self.given, self.nickname) if part)
        between = rf"(?:\s+(?:{_NAME}|{_ASIDE})){{0,2}}?"
        pattern = rf"(?<!\w)(?:(?:{given}){between}|Dr\.?)\s+{re.escape(self.family)}(?!\w)"
        spans = (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
        return [span for span in spans if self._same_generation(text[span[1] :])]

    def _same_generation(self, behind: str) -> bool:
        written = _GENERATION.match(behind)
        return written is None or written[1].casefold() == self.generation.casefold()

    def called(self, text: str) -> bool:
        """Return whether a text has the given name, the nickname or the family name."""
        words = "|".join(re.escape(part) for part in (self.given, self.family, self.nickname) if part)
        return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def person_of_line(line: str, following: str = "") -> Named | None:
    """Return the person whose name is a whole line, if the line has letters or the next line is a title."""
    if len(line) > LONGEST_LINE or line.endswith(("?", "!")) or not _mostly_capitals(line):
        return None
    parsed = parse_person(line)
    letters = any(credential.kind in _PRACTICES for credential in parsed.credentials)
    if not letters and not (_FULL_NAME.fullmatch(line.removeprefix("Dr. ")) and is_title(following)):
        return None
    return _named(line)


def _mostly_capitals(line: str) -> bool:
    """Return whether at least half of a line's words begin with a capital letter, as in names."""
    words = line.split()
    return len(words) > 1 and len(words) <= 2 * sum(not word[0].islower() for word in words)


def is_title(line: str) -> bool:
    """Return whether a line is hardly more than letters or the name of a profession."""
    if not line or len(line.split()) > WORDS_OF_A_TITLE or _SENTENCE.search(line):
        return False
    found, unknown = parse_credentials(line)
    practices = any(credential.kind in _PRACTICES for credential in found) and not unknown
    return practices or bool(professions_in(line))


def people_in(sentence: str) -> Iterator[Named]:
    """Yield the people in a sentence whose names have letters after them, or are full names after "Dr."."""
    matches = chain(_WITH_LETTERS.finditer(sentence), _DOCTOR.finditer(sentence))
    for match in islice(matches, MOST_NAMES):
        parsed = parse_person(match.group())
        titled = match.group().startswith("Dr")
        practices = titled or any(credential.kind in _PRACTICES for credential in parsed.credentials)
        if practices and (named := _named(match.group())):
            yield named


def _named(written: str) -> Named | None:
    name = parse_person(written).name
    if name is None or not (name.given and name.family):
        return None
    words = f"{name.given} {name.middle} {name.family}".split()
    if len(words) > MOST_NAME_WORDS or any(not word[0].isalpha() for word in words):
        return None
    if any(naming_words().not_names.fullmatch(word.strip(".,")) for word in words):
        return None
    return Named(
        written=written.strip(" ,;:-"),
        given=name.given,
        family=name.family,
        nickname=name.nickname,
        generation=name.generation,
    )
