"""Reads credentials, the letters behind a name, with the vocabulary; letters that it lacks are returned as unknown.

The grammar: words whose letters may have dots, hyphens or slashes between ("P.T.", "LAT/ATC"); phrases of several
words ("Doctor of Physical Therapy", "Cert. DN"); and letters split by blanks ("PH. D", "A.T.,C."). The longest match
wins. Digits and registered signs after known letters are dropped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.normalize.text import tidy
from index.places.states import state_code
from index.records import Credential, CredentialKind, Profession
from index.vocabulary.credentials import CredentialEntry, by_letters, credentials, letters_key, phrases
from index.vocabulary.issuers import Issuer, issuers
from index.vocabulary.name_words import name_words

LONGEST_PHRASE = 9  # words
LONGEST_TEXT = 600  # characters
_WORD = re.compile(r"[^\s,;|•()\[\]]+|[,;|•()\[\]]")
_RUN_TOGETHER_AT_LEAST = 5  # letters; too many shorter words are names
_NOTHING = name_words().none_words | {"na", "no", "not listed", "no credentials", "no credential"}
_ASSISTANTS = frozenset({"PA-C", "MPAS"})
_BREAKS = frozenset(",;|•()[]")
_ATOM = re.compile(r"[^\W_]+")
_STRAY_NUMBER = re.compile(r"(?<=[A-Z])[0-9]{3,}$")
# after a state's code, as in "Jordan Avery, PT (CO 12345)"
_STATE_NUMBER = re.compile(
    r"[\s,;-]*(?<![\w.])(?P<state>[A-Z]{2})\s*(?i:lic(?:ense)?\b\.?\s*)?(?i:no\.?\s*|[#:]\s*)?(?:[A-Z]{1,4}[.-]?)?\d{3,}\b"
)
_LICENSES_TOO = frozenset({"DC", "MD", "ND", "PA"})
"""State codes that are a credential too: "DC 1234" is a chiropractor's number."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, and whether a comma, bracket or bullet precedes it."""

    raw: str
    after_break: bool

    @property
    def key(self) -> str:
        """The word's letters and digits (`letters_key`)."""
        return letters_key(self.raw)


@dataclass(frozen=True, slots=True)
class Match:
    """The meaning of `size` words, written as `raw`; `entries` is empty for letters that the vocabulary lacks."""

    raw: str
    entries: tuple[CredentialEntry, ...]
    size: int


def words_of(text: str) -> list[Word]:
    """Return the words of a tidied text."""
    words: list[Word] = []
    after_break = False
    for found in _WORD.findall(text):
        if found in _BREAKS or found in {"-", "\u2013", "\u2014", "&", "/", "and", "And"}:
            after_break = True
        elif letters_key(found):
            words.append(Word(found, after_break))
            after_break = False
    return words


@lru_cache(maxsize=50_000)
def parse_credentials(text: str) -> tuple[tuple[Credential, ...], tuple[str, ...]]:
    """Return the credentials of a text, each code once and in order, and the words that are unknown."""
    shown = without_state_numbers(tidy(text)[:LONGEST_TEXT])
    if shown.casefold().strip(" .") in _NOTHING:
        return (), ()
    return without_firm(*collect(read_words(words_of(shown))))


def without_state_numbers(text: str) -> str:
    """Return a text without license numbers that follow a state's code: CO in "PT (CO 12345)" is no orthotist."""
    if not any(map(str.isdigit, text)):
        return text
    return _STATE_NUMBER.sub(
        lambda one: "" if state_code(one["state"]) not in {"", *_LICENSES_TOO} else one.group(), text
    )


def without_firm(known: Sequence[Credential], unknown: Sequence[str]) -> tuple[tuple[Credential, ...], tuple[str, ...]]:
    """Return credentials without a PA after the license of another profession: "D.C., P.A." is a legal form.

    Without dots it may be either, and becomes unknown. Physician assistants write PA-C, or a degree as well.
    """
    place = next((place for place, one in enumerate(known) if one.code == "PA" and len(one.raw) <= len("P.A.")), None)
    if place is None or any(one.code in _ASSISTANTS for one in known):
        return tuple(known), tuple(unknown)
    if not any(_is_license_of_another(one) for one in known[:place]):
        return tuple(known), tuple(unknown)
    left = (*known[:place], *known[place + 1 :])
    return left, tuple(unknown) if "." in known[place].raw else (*unknown, known[place].raw)


def _is_license_of_another(credential: Credential) -> bool:
    profession = credentials()[credential.code].profession
    held = credential.kind in {CredentialKind.LICENSE, CredentialKind.DEGREE}
    return held and profession not in {None, Profession.PHYSICIAN_ASSISTANT}


def collect(matches: Sequence[Match]) -> tuple[tuple[Credential, ...], tuple[str, ...]]:
    """Return the known matches as credentials, each code once, and the texts of unknown ones, each once."""
    known: dict[str, Credential] = {}
    for match in matches:
        for entry in match.entries:
            known.setdefault(entry.code, _credential(entry, match.raw))
    return tuple(known.values()), tuple(dict.fromkeys(match.raw for match in matches if not match.entries))


def read_words(words: Sequence[Word]) -> list[Match]:
    """Return the meaning of each run of words, from left to right; adjacent unknown words of one part are one match."""
    matches: list[Match] = []
    unknown: list[Word] = []
    place = 0
    while place < len(words):
        match = match_at(words, place)
        word = words[place]
        if match is None and (not _is_noise(word) or (unknown and word.key.isdigit() and not word.after_break)):
            if unknown and word.after_break:
                matches.append(_unknown(unknown))
                unknown = []
            unknown.append(word)
        elif unknown:
            matches.append(_unknown(unknown))
            unknown = []
        if match:
            matches.append(match)
        place += match.size if match else 1
    return [*matches, _unknown(unknown)] if unknown else matches


def match_at(words: Sequence[Word], place: int) -> Match | None:
    """Return the longest known credential that starts at a word, or None."""
    for size in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
        run = words[place : place + size]
        if entries := _meaning(run):
            return Match(_raw(run), entries, size)
    return None


def _meaning(run: Sequence[Word]) -> tuple[CredentialEntry, ...]:
    if len(run) == 1:
        return _word_meaning(run[0].raw)
    keys = tuple(word.key for word in run)
    phrase = None if any(word.after_break for word in run[1:]) else phrases().get(keys)
    if phrase is None and _torn_apart(run):
        phrase = by_letters().get("".join(keys))
        return () if phrase and _takes_a_letter(run, phrase) else (phrase,) if phrase else ()
    return (phrase,) if phrase else ()


def _torn_apart(run: Sequence[Word]) -> bool:
    """Return whether words may be one set of letters ("PH. D", "A.T.,C."): one word at each joint has one letter."""
    return all(min(len(left.key), len(right.key)) == 1 for left, right in pairwise(run))


def _takes_a_letter(run: Sequence[Word], entry: CredentialEntry) -> bool:
    """Return whether a word that is a credential would become another with the letter before it: "Ph. D. PT"."""
    whole = (by_letters().get(right.key) for left, right in pairwise(run) if len(left.key) == 1 < len(right.key))
    return any(one is not None and one is not entry for one in whole)


def _word_meaning(raw: str) -> tuple[CredentialEntry, ...]:
    key = letters_key(raw)
    entry = by_letters().get(key) or by_letters().get(_STRAY_NUMBER.sub("", key))
    return (entry,) if entry else _glued(raw) or _run_together(raw)


def _run_together(raw: str) -> tuple[CredentialEntry, ...]:
    """Return the two credentials that are written as one word ("DPTOCS"), where the first implies a profession."""
    if not raw.isupper() or len(raw) < _RUN_TOGETHER_AT_LEAST:
        return ()
    for size in range(2, len(raw) - 1):
        first, second = by_letters().get(raw[:size]), by_letters().get(raw[size:])
        if first and second and first.profession and raw[:size].lower() not in name_words().also_names:
            return (first, second)
    return ()


def _glued(raw: str) -> tuple[CredentialEntry, ...]:
    """Return the credentials of a word such as "LAT/ATC" or "M.D.FAAPMR"; () unless all are known."""
    atoms = [letters_key(atom) for atom in _ATOM.findall(raw)]
    found: list[CredentialEntry] = []
    while atoms:
        size = next((n for n in range(len(atoms), 0, -1) if "".join(atoms[:n]) in by_letters()), 0)
        if not size:
            return ()
        found.append(by_letters()["".join(atoms[:size])])
        atoms = atoms[size:]
    return tuple(found)


def _is_noise(word: Word) -> bool:
    written = word.raw.casefold()
    known = name_words()
    return written.replace(".", "") in known.noise or written.strip(".") in known.none_words or word.key.isdigit()


def _unknown(words: Sequence[Word]) -> Match:
    return Match(_raw(words), (), len(words))


def _raw(words: Sequence[Word]) -> str:
    return " ".join(word.raw for word in words)


def _credential(entry: CredentialEntry, raw: str) -> Credential:
    return Credential(
        code=entry.code, kind=entry.kind, raw=raw, issuer=entry.issuer, shows_dry_needling=entry.shows_dry_needling
    )


def with_named_issuers(
    known: Sequence[Credential], unknown: Iterable[str]
) -> tuple[tuple[Credential, ...], tuple[str, ...]]:
    """Return the credentials with the issuers that some unknown words name, and the remaining unknown words.

    Only the name of an issuer of one of these credentials counts; other issuers stay among the unknown words.
    """
    left, credentials = [], tuple(known)
    for words in unknown:
        issuer = issuers().get(letters_key(words))
        if issuer and any(one.code in issuer.codes for one in credentials):
            credentials = tuple(_given_by(one, issuer) for one in credentials)
        else:
            left.append(words)
    return credentials, tuple(left)


def _given_by(credential: Credential, issuer: Issuer) -> Credential:
    settled = credential.code in issuer.codes and not credential.issuer
    return replace(credential, issuer=issuer.name) if settled else credential
