"""The list of all letters by kind, and the page of each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from flask import url_for

from index.normalize.text import fold_text
from index.records import OFFICIAL, CredentialKind
from index.vocabulary.credentials import CredentialEntry, credentials
from index.vocabulary.entries import GENERAL_KNOWLEDGE
from index.vocabulary.state_rules import load_state_rules
from webapp.article.sentence import Sentence, parts
from webapp.article.source import Source, shipped_sources
from webapp.languages import language
from webapp.letters.letters_facts import LettersFacts, letters_facts
from webapp.states.duties import duties
from webapp.words import profession_words
from webapp.words.data_words import data_text
from webapp.words.sources import site_name
from webapp.words.translate import N_, _

HEADINGS = {
    CredentialKind.STATE_AUTHORIZATION: N_("On a state's record for dry needling"),
    CredentialKind.COURSE: N_("Courses and their certificates"),
    CredentialKind.LICENSE: N_("Licenses"),
    CredentialKind.BOARD_CERTIFICATION: N_("Board certifications and certificates in a field"),
    CredentialKind.DEGREE: N_("Degrees"),
    CredentialKind.MEMBERSHIP: N_("Memberships"),
    CredentialKind.OTHER: N_("Names of techniques, and other letters"),
}
"""In the order of the list."""

KIND_SENTENCES = {
    CredentialKind.STATE_AUTHORIZATION: N_(
        "A state board has seen proof of training in dry needling. It shows approval by the state, not skill."
    ),
    CredentialKind.COURSE: N_(
        "A school's course or test. Compare its hours with the state's rule. "
        "It does not show that the state lets the person do it."
    ),
    CredentialKind.LICENSE: N_(
        "The state lets the person work in that profession, and takes complaints. "
        "It says nothing about needling, unless the state's law does."
    ),
    CredentialKind.BOARD_CERTIFICATION: N_("It shows depth in a field. It is not a test of needling."),
    CredentialKind.DEGREE: N_("A degree shows what was studied. It is not a license."),
    CredentialKind.MEMBERSHIP: N_("It shows that the person belongs to a group."),
    CredentialKind.OTHER: N_("It is not a credential of a person, or we do not know of one."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersLine:
    """One entry of the list; `code` is "" for a state's record, for which nobody writes letters."""

    code: str
    name: str
    issuers: tuple[str, ...]
    address: str
    is_sourced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersGroup:
    """One kind with its letters: those with a source, and those from general knowledge."""

    heading: str
    sentence: str
    sourced: tuple[LettersLine, ...]
    known: tuple[LettersLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPage:
    """The page of one entry; `sources` are those that its sentences cite."""

    title: str
    name: str
    kind: str
    kind_sentence: str
    issuers: tuple[str, ...]
    profession: str
    spellings: tuple[str, ...]
    shows_dry_needling: bool
    takes: tuple[Sentence, ...]
    not_shown: tuple[Sentence, ...]
    sources: Mapping[str, Source]
    link: str
    site: str
    read_on: date | None
    is_sourced: bool
    language: str
    """The language of the page; a sentence without a translation has its own."""

    def number(self, name: str) -> int:
        """Return the number of a source on this page, from 1."""
        return list(self.sources).index(name) + 1


@cache
def by_slug() -> Mapping[str, CredentialEntry]:
    """Return all letters by the last part of their address."""
    return {slug_of(entry): entry for entry in credentials().values()}


def slug_of(entry: CredentialEntry) -> str:
    """Return "cert-dn-american-academy-of-manipulative-therapy": the letters, and their issuer if there is only one."""
    issuers = _issuers(entry)
    return _slug(" ".join((entry.code, *issuers)) if len(issuers) == 1 else entry.code)


def letters_address(entry: CredentialEntry) -> str:
    """Return the address of the page about letters, in the language of the request."""
    return url_for("letters.entry", slug=slug_of(entry))


def is_sourced(entry: CredentialEntry) -> bool:
    """Return whether a source about these letters was read."""
    return entry.source_kind != GENERAL_KNOWLEDGE


def groups() -> tuple[LettersGroup, ...]:
    """Return all letters by kind."""
    return tuple(_group(kind) for kind in HEADINGS)


def letters_page(entry: CredentialEntry) -> LettersPage:
    """Return the page of one entry."""
    facts = letters_facts().get(entry.code, LettersFacts())
    return LettersPage(
        title=_code(entry) or data_text(entry.name),
        name=entry.name if _code(entry) else "",
        kind=_(HEADINGS[entry.kind]),
        kind_sentence=_(KIND_SENTENCES[entry.kind]),
        issuers=_issuers(entry),
        profession=profession_words.label(entry.profession) if entry.profession else "",
        spellings=entry.variants,
        shows_dry_needling=entry.shows_dry_needling,
        takes=tuple(map(_in_language, facts.takes)),
        not_shown=tuple(map(_in_language, facts.not_shown)),
        language=language(),
        sources={name: shipped_sources()[name] for name in facts.source_names},
        link=entry.source_url if _is_linked(entry) else "",
        site=site_name(entry.source_url),
        read_on=entry.read_on,
        is_sourced=is_sourced(entry),
    )


def _in_language(sentence: Sentence) -> Sentence:
    said = data_text(sentence.marked)
    return sentence if said == sentence.marked else replace(sentence, parts=parts(said), language=language())


def _is_linked(entry: CredentialEntry) -> bool:
    # Copies of a law, and accounts of a state's rule by others, are named and not linked.
    if entry.source_url in _accounts_of_rules():
        return False
    if entry.kind is CredentialKind.STATE_AUTHORIZATION:
        return entry.source_kind == OFFICIAL
    return entry.source_kind != "law_copy"


@cache
def _accounts_of_rules() -> frozenset[str]:
    """Return the addresses of accounts of rules by others than the state; some explain letters, too."""
    rules = load_state_rules().by_key.values()
    return frozenset(
        (
            *(rule.source_url for rule in rules if rule.source_url and not rule.is_official),
            *(duty.url for duty in duties() if duty.source_kind != OFFICIAL),
            *(source.url for source in shipped_sources().values() if source.url and not source.linked),
        )
    )


def _group(kind: CredentialKind) -> LettersGroup:
    entries = [entry for entry in credentials().values() if entry.kind is kind]
    return LettersGroup(
        heading=_(HEADINGS[kind]),
        sentence=_(KIND_SENTENCES[kind]),
        sourced=_lines(entry for entry in entries if is_sourced(entry)),
        known=_lines(entry for entry in entries if not is_sourced(entry)),
    )


def _lines(entries: Iterable[CredentialEntry]) -> tuple[LettersLine, ...]:
    lines = (
        LettersLine(
            code=_code(entry),
            name=entry.name,
            issuers=_issuers(entry),
            address=letters_address(entry),
            is_sourced=is_sourced(entry),
        )
        for entry in entries
    )
    return tuple(sorted(lines, key=lambda line: (line.code or line.name).casefold()))


def _issuers(entry: CredentialEntry) -> tuple[str, ...]:
    facts = letters_facts().get(entry.code)
    if facts and facts.issuers:
        return facts.issuers
    return (entry.issuer,) if entry.issuer else ()


def _code(entry: CredentialEntry) -> str:
    # The codes of state records are ours: nobody writes "MD-DN-REG" after a name.
    return "" if entry.kind is CredentialKind.STATE_AUTHORIZATION else entry.code


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold_text(text)).strip("-")
