"""Sources and days of what a sheet states, and the days on the sheet itself: a paper stays in a drawer and gets old."""

from collections.abc import Iterator
from datetime import date, timedelta

from webapp.stated.numbers import StatedNumber
from webapp.stated.quotes import QuoteWords
from webapp.stated.referral_facts import ReferralFacts
from webapp.words.formats import day
from webapp.words.translate import _

GOOD_FOR = timedelta(days=90)


def printed(today: date) -> str:
    """Return "Printed Nov 23, 2026. Page 1 of 1."."""
    return _("Printed %(day)s. Page 1 of 1.", day=day(today))


def do_not_use_after(today: date) -> str:
    """Return "Do not use after Feb 21, 2027"."""
    return _("Do not use after %(day)s", day=day(today + GOOD_FOR))


def number_source(number: StatedNumber) -> str:
    """Return "NPI registry, last changed 2014" where the source says so, else "Clinic website, 2026", the year read.

    A number that no source of this listing states says so.
    """
    if number.first is None or number.read_on is None:
        return _("source not stated")
    if number.first.changed_on:
        return _("%(source)s, last changed %(year)s", source=number.source, year=number.first.changed_on.year)
    return _("%(source)s, %(year)s", source=number.source, year=number.read_on.year)


def answer_sources(facts: ReferralFacts) -> Iterator[str]:
    """Yield "Clinic website, read Nov 12, 2026." for each deciding quote, with yes or no where sources disagree."""
    for quote in facts.quotes:
        said = source_and_day(quote)
        answer = _("Yes:") if quote.says_yes else _("No:")
        yield f"{answer} {said}." if len(facts.quotes) > 1 else f"{said}."


def source_and_day(quote: QuoteWords) -> str:
    """Return "Clinic website, read Nov 12, 2026", or "The clinic told us, on Nov 12, 2026"."""
    named = {"source": quote.source, "day": day(quote.read_on)}
    return _("%(source)s, on %(day)s", **named) if quote.is_correction else _("%(source)s, read %(day)s", **named)
