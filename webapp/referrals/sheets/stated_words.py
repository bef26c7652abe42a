"""Sources and days of what a sheet states, and the days on the sheet itself: a paper stays in a drawer and gets old."""

from collections.abc import Iterator
from datetime import date, timedelta

from webapp.referrals.sheets.sheet import LONGEST, Part, shown, words
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


def number_source(number: StatedNumber, language: str = "", *, in_brackets: bool = False) -> Part:
    """Return "NPI registry, last changed 2014" where the source says so, else "Clinic website, 2026", the year read.

    A number that no source of this listing states says so.
    """
    source, said = shown(number.source), _("source not stated")
    if number.first and number.first.changed_on:
        said = _("%(source)s, last changed %(year)s", source=source, year=number.first.changed_on.year)
    elif number.read_on:
        said = _("%(source)s, %(year)s", source=source, year=number.read_on.year)
    return words(f"({said})" if in_brackets else said, language=language, value=source, most=2 * LONGEST)


def answer_sources(facts: ReferralFacts) -> Iterator[Part]:
    """Yield "Clinic website, read Nov 12, 2026." for each deciding quote, with yes or no where sources disagree."""
    for quote in facts.quotes:
        source = shown(quote.source)
        said = _source_and_day(quote, source)
        answer = _("Yes:") if quote.says_yes else _("No:")
        yield words(f"{answer} {said}." if len(facts.quotes) > 1 else f"{said}.", value=source, most=2 * LONGEST)


def _source_and_day(quote: QuoteWords, source: str) -> str:
    """Return "Clinic website, read Nov 12, 2026", or "The clinic told us, on Nov 12, 2026"."""
    named = {"source": source, "day": day(quote.read_on)}
    return _("%(source)s, on %(day)s", **named) if quote.is_correction else _("%(source)s, read %(day)s", **named)
