"""The search for one's own listing by name, NPI or license number: everybody who is published, with any answer.

Whoever is hidden, removed, or not opened yet is answered like somebody who was never listed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import url_for

from index.published.numbers import license_number_key, npi_key
from index.published.reader import Generation
from index.records import Provider
from index.records.identifiers import valid_npi
from index.search.request import LONGEST_NAME
from webapp.corrections.sent_form import plain_line
from webapp.stated.listing_address import profile_address
from webapp.words.profession_words import labels
from webapp.words.translate import _

FIELD = "listed"
MOST = 20
"""Listings on the page; whoever has a common name is asked for the whole of it."""
_NPI_DIGITS = 10
_DIGITS_OF_A_NUMBER = 2
"""A text with so many digits is a number, not a name: "John Avery 3rd" has one."""
_FIRST_OF_AN_NPI = "12"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListing:
    """One listing that fits, with the addresses of its page and of the two forms."""

    name: str
    professions: tuple[str, ...]
    towns: tuple[str, ...]
    address: str
    fix: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListings:
    """The typed text and the listings that fit; `trouble` is the sentence for a text that can find nobody, else ""."""

    typed: str
    found: tuple[OwnListing, ...] = ()
    has_more: bool = False
    by_license: bool = False
    trouble: str = ""


def own_listings(generation: Generation, typed: str) -> OwnListings:
    """Return the listings that fit a typed name, NPI or license number."""
    text = plain_line(typed)
    if not text:
        return OwnListings(typed=text, trouble=_("Write a name, an NPI or a license number."))
    if len(text) > LONGEST_NAME:
        sentence = _(
            "Write at most %(most)s letters here. These are %(count)s.", most=str(LONGEST_NAME), count=str(len(text))
        )
        return OwnListings(typed=text, trouble=sentence)
    if sum(letter.isdigit() for letter in text) < _DIGITS_OF_A_NUMBER:
        return _listed(generation, text, generation.named(text, MOST + 1))
    return _with_number(generation, text)


def _with_number(generation: Generation, text: str) -> OwnListings:
    """Find a number; the words around it, such as a board's or one's name, do not matter."""
    number = "".join(word for word in text.split() if any(letter.isdigit() for letter in word))
    plain = "".join(letter for letter in number if letter.isascii() and letter.isalnum())
    if valid_npi(plain):
        return _listed(generation, text, generation.numbered(npi_key(plain)))
    key = license_number_key(number)
    if not key:
        sentence = _("A license number has at least two letters or digits besides leading zeros, such as PTL.0012345.")
        return OwnListings(typed=text, trouble=sentence)
    answer = _listed(generation, text, generation.numbered(key), by_license=True)
    if not answer.found and plain.isdigit() and len(plain) == _NPI_DIGITS:
        return OwnListings(typed=text, trouble=_no_npi(plain))
    return answer


def _no_npi(digits: str) -> str:
    if digits[0] in _FIRST_OF_AN_NPI:
        return _("This is not an NPI: the last digit does not fit the others. Look for a digit that is mistyped.")
    return _("This is not an NPI: an NPI begins with 1 or 2. We cannot search for a phone number. Write a name.")


def _listed(generation: Generation, text: str, found: Iterable[Provider], *, by_license: bool = False) -> OwnListings:
    first = list(islice(found, MOST + 1))
    return OwnListings(
        typed=text,
        found=tuple(_own(generation, one) for one in first[:MOST]),
        has_more=len(first) > MOST,
        by_license=by_license,
    )


def _own(generation: Generation, provider: Provider) -> OwnListing:
    return OwnListing(
        name=provider.name,
        professions=labels(provider.professions),
        towns=tuple(dict.fromkeys(_towns(generation, provider))),
        address=profile_address(provider),
        fix=url_for("corrections.fix", id=provider.id),
        remove=url_for("corrections.remove", id=provider.id),
    )


def _towns(generation: Generation, provider: Provider) -> Sequence[str]:
    places = [practice.location for practice in provider.practices]
    return [f"{at.city}, {at.state}" for at in places if at.city and generation.is_open(at.state)]
