"""Suggestions while a place or a name is typed, in the language of the page, as the script shows them.

Whoever is in a list is suggested from the first letters on; everybody else by the whole name only (docs/search.md).
"""

from collections.abc import Iterable
from typing import TypedDict

from index import clock
from index.places.suggestions import PlaceKind, PlaceSuggestion, place_suggestions
from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import ListingKind, SourcesSay
from index.records.sections import Section
from webapp.stated.listing_address import profile_address
from webapp.words import answer_words, profession_words
from webapp.words.translate import N_, _, ngettext

FEWEST_LETTERS = 2
MOST_LETTERS = 100
MOST_PLACES = 5
MOST_NAMES = 5
"""Five of each kind: on a phone one swipe shows them all above the keyboard."""
_SAYS = {
    Section.NO_WORD: SourcesSay.NO_WORD,
    Section.NOWHERE: SourcesSay.NO_WORD,
    Section.SAYS_NO: SourcesSay.SAYS_NO,
}
"""The answer that is shown with names outside the list; people left out by a rule have no label anywhere."""
_KINDS = {PlaceKind.STATE: N_("State"), PlaceKind.COUNTY: N_("County")}


class Option(TypedDict, total=False):
    """One suggestion: `words` and, more softly, `more`. It fills the box with `fill` or leads to `goes`."""

    words: str
    more: str
    fill: str
    goes: str


class Group(TypedDict):
    """The suggestions of one kind, under its name."""

    name: str
    options: list[Option]


class Suggestions(TypedDict):
    """All groups that have any, and how many suggestions they hold in words, which are read out."""

    says: str
    groups: list[Group]


def places_and_names(generation: Generation, text: str) -> Suggestions:
    """Return places, then people and clinics, for what was typed into the box of places."""
    if not _is_answered(text):
        return _suggestions()
    places = [_place(one) for one in place_suggestions(text, MOST_PLACES)]
    return _suggestions((_("Places"), places), (_("People and clinics"), _names(generation, text)))


def named_like(generation: Generation, text: str) -> Suggestions:
    """Return people and clinics for what was typed into the box of names."""
    return _suggestions((_("People and clinics"), _names(generation, text) if _is_answered(text) else []))


def _is_answered(text: str) -> bool:
    return len(text.strip()) >= FEWEST_LETTERS and len(text) <= MOST_LETTERS


def _suggestions(*groups: tuple[str, list[Option]]) -> Suggestions:
    count = sum(len(options) for _name, options in groups)
    says = ngettext("%(num)s suggestion", "%(num)s suggestions", count) if count else _("No suggestions")
    return {"says": says, "groups": [{"name": name, "options": options} for name, options in groups if options]}


def _place(found: PlaceSuggestion) -> Option:
    more = _(_KINDS[found.kind]) if found.kind in _KINDS else found.county
    return {"words": found.label, "more": more, "fill": found.label}


def _names(generation: Generation, text: str) -> list[Option]:
    return [_name(*found) for found in generation.suggested(text, clock.today(), MOST_NAMES)]


def _name(shown: ProviderSummary, section: Section) -> Option:
    kind = _("Clinic") if shown.kind is ListingKind.CLINIC else ", ".join(profession_words.labels(shown.professions))
    place = ", ".join(filter(None, (shown.city, shown.state)))
    says = answer_words.label(_SAYS[section]) if section in _SAYS else ""
    return {"words": shown.name, "more": _joined((kind, place, says)), "goes": profile_address(shown)}


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))
