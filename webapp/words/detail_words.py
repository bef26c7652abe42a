"""Hours, new patients and languages in words: values that only the listed give."""

from datetime import time

from babel.dates import format_time, get_day_names

from index.normalize.languages import language_name
from index.records import HOURS, LANGUAGES
from index.records.opening_hours import DAYS, HoursError, Span, read_hours
from webapp.languages import language
from webapp.words.translate import N_, _

NEW_PATIENTS_WORDS = {
    "yes": N_("Takes new patients"),
    "no": N_("Takes no new patients now"),
    "waiting_list": N_("Has a waiting list for new patients"),
}
_WHOLE_DAY = 24 * 60  # minutes


def detail_words(field: str, value: str) -> str:
    """Return a value of `DETAILS` in words, in one line; a value that cannot be read unchanged."""
    if field == HOURS:
        return "; ".join(f"{day}: {spans}" for day, spans in hours_lines(value))
    if field == LANGUAGES:
        return ", ".join(language_name(code, language()) for code in value.split())
    known = NEW_PATIENTS_WORDS.get(value)
    return _(known) if known else value


def hours_lines(value: str) -> tuple[tuple[str, str], ...]:
    """Return each day that is stated with its hours: ("Monday", "9:00 AM to 5:00 PM"); days of one week in order."""
    try:
        week = read_hours(value)
    except HoursError:
        return ()
    return tuple((day_name(day), _day(week[day])) for day in DAYS if day in week)


def day_name(day: str) -> str:
    """Return the name of a day ("mo"), beginning with a capital letter."""
    name = str(get_day_names("wide", locale=language())[DAYS.index(day)])
    return name[:1].upper() + name[1:]


def _day(spans: tuple[Span, ...]) -> str:
    return _(" and ").join(map(_span, spans)) if spans else _("closed")


def _span(span: Span) -> str:
    words = {"opens": _time(span.opens), "closes": _time(span.closes)}
    if span.is_overnight:
        return _("%(opens)s to %(closes)s the next day", **words)
    return _("%(opens)s to %(closes)s", **words)


def _time(minutes: int) -> str:
    """Return "9:00 AM"; U+202F before AM, which the CLDR has, is a plain space: old phones show it as a box."""
    if minutes == _WHOLE_DAY:
        return _("midnight")
    return format_time(time(minutes // 60, minutes % 60), "short", locale=language()).replace("\u202f", " ")
