"""Formats of days, distances, phone numbers and addresses, in the language of the request."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from index.published.summaries import ProviderSummary
from index.records import Phone, Precision
from webapp.languages import language
from webapp.words.translate import N_, _, ngettext

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_COUNTIES = {"County": N_("%(name)s County"), "Parish": N_("%(name)s Parish")}
_NORTH_AMERICAN = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")
_DIRECTIONS = "https://www.openstreetmap.org/search"
SAME_TOWN = 3.0  # miles between two middles of one town: less says nothing
SAME_CODE = 0.5  # miles between two middles of one ZIP code


def day(of: date) -> str:
    """Return "Nov 12, 2026", or "12 nov 2026" in Spanish, whatever the locale of the machine."""
    return _day(of, language())


def month(of: date) -> str:
    """Return "Oct 2026", or "oct 2026" in Spanish."""
    return f"{_MONTHS[language()][of.month - 1]} {of.year}"


@lru_cache(maxsize=4096)
def _day(of: date, spoken: str) -> str:
    month = _MONTHS[spoken][of.month - 1]
    return f"{of.day} {month} {of.year}" if spoken == "es" else f"{month} {of.day}, {of.year}"


def county_words(name: str) -> str:
    """Return "Chaffee County", in Spanish "condado de Chaffee"; other kinds of counties are named as they are."""
    proper, _space, kind = name.rpartition(" ")
    message = _COUNTIES.get(kind)
    return _(message, name=proper) if message else name


def time_element(of: date) -> Markup:
    """Return a day as markup: its words for people, its ISO form for programs."""
    return Markup('<time datetime="{}">{}</time>').format(of.isoformat(), day(of))


def says_nothing(miles: float, precision: Precision) -> bool:
    """Return whether so few miles to the middle of a town or ZIP code say only that a place is in it."""
    least = {Precision.PLACE: SAME_TOWN, Precision.ZIP: SAME_CODE}
    return miles < least.get(precision, 0.0)


def distance(miles: float, precision: Precision, city: str) -> str:
    """Return "2.3 miles" to a street address, "about 2 miles" to a ZIP code, "in Salida" to a town.

    A distance is no more exact than the point it leads to (docs/principles.md, rule 11).
    """
    if precision is Precision.PLACE and city:
        if miles < SAME_TOWN:
            return _("in %(city)s", city=city)
        return _("in %(city)s, %(distance)s", city=city, distance=_about(miles))
    return _exact(miles) if precision is Precision.ADDRESS else _about(miles)


def _exact(miles: float) -> str:
    return _("%(miles)s miles", miles=f"{max(miles, 0.1):.1f}")


def _about(miles: float) -> str:
    if miles < 0.5:  # noqa: PLR2004
        return _("less than 1 mile")
    return ngettext("about %(num)s mile", "about %(num)s miles", round(miles))


@dataclass(frozen=True, slots=True)
class CallButton:
    """The text of a Call button and the address that it dials."""

    shown: str
    href: str

    @property
    def words(self) -> str:
        """Return "Call 303-555-0112"."""
        return _("Call %(number)s", number=self.shown)


def call_button(phone: Phone) -> CallButton:
    """Return "303-555-0112" and its tel: address; the extension is shown, and dialed after a pause."""
    return CallButton(spoken(phone), f"tel:{phone.e164}{_pause(phone.extension)}")


def spoken(phone: Phone) -> str:
    """Return "303-555-0112 ext. 12"."""
    if not phone.extension:
        return digits(phone.e164)
    return _("%(number)s ext. %(extension)s", number=digits(phone.e164), extension=phone.extension)


def digits(e164: str) -> str:
    """Return "303-555-0112" for "+13035550112", and anything else as it is."""
    match = _NORTH_AMERICAN.fullmatch(e164)
    return "-".join(match.groups()) if match else e164


def _pause(extension: str) -> str:
    return f";ext={extension}" if extension.isdigit() else ""


def place_and_miles(summary: ProviderSummary, miles: float) -> tuple[str, str]:
    """Return ("137 Sample Ave, Salida, CO", "0.4 miles"); without a street, only town and ZIP code are known.

    Few miles to a point that is only the middle of a town or ZIP code become "in Salida, CO", and "".
    """
    town = ", ".join(filter(None, (summary.city, summary.state)))
    if summary.city and says_nothing(miles, summary.precision):
        place = _("in %(town)s", town=town)
        return " · ".join([summary.street, place] if summary.street else [place, _only(summary)]), ""
    said = distance(miles, summary.precision, "")
    if not summary.street:
        return " · ".join(filter(None, (town, _only(summary)))), said
    return ", ".join(filter(None, (summary.street, town))), said


def _only(summary: ProviderSummary) -> str:
    return _("town and ZIP only") if summary.zip else _("town only")


def directions(street: str, city: str, state: str, zip_code: str) -> str:
    """Return the address of an OpenStreetMap search for a place, "" where no street is published."""
    if not street:
        return ""
    area = " ".join(filter(None, (state, zip_code)))
    return f"{_DIRECTIONS}?{urlencode({'query': ', '.join(filter(None, (street, city, area)))})}"
