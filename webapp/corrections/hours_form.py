"""The hours of a week in a form of plain fields: for each day closed or not, and two spans with opens and closes."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.records.opening_hours import DAYS, MOST_SPANS, HoursError, HoursTrouble, Span, check_week, read_time
from webapp.words.detail_words import day_name
from webapp.words.translate import N_, _

LONGEST_TIME = 12
"""Characters: "12:30 p.m." and some spaces."""
AS_MONDAY = "as_monday"
_LIKE_MONDAY = ("tu", "we", "th", "fr")
_CLOSED_AND_OPEN = N_("%(day)s: tick closed, or write times, not both.")
_WORDS = {
    HoursTrouble.UNREADABLE: N_("%(day)s: write a time with am or pm, such as 9:00 am, or as 17:30."),
    HoursTrouble.HALF: N_("%(day)s: write both when it opens and when it closes."),
    HoursTrouble.SAME: N_("%(day)s: it opens and closes at the same time. For a whole day write 00:00 and 24:00."),
    HoursTrouble.OVERLAP: N_("%(day)s: two times overlap. Write the earlier one first."),
    HoursTrouble.TOO_MANY: N_("%(day)s: write two times at most."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFields:
    """One day of the form: its name, whether closed is ticked, and the spans as typed, (opens, closes) each."""

    day: str
    name: str
    is_closed: bool
    typed: tuple[tuple[str, str], ...]

    @property
    def has_second(self) -> bool:
        """Return whether anything is typed for the second span."""
        return any(self.typed[1])


def day_fields(form: Mapping[str, str]) -> tuple[DayFields, ...]:
    """Return the days with what was typed."""
    return tuple(
        DayFields(
            day=day,
            name=day_name(day),
            is_closed=bool(form.get(f"{day}-closed")),
            typed=tuple(
                (_typed(form, f"{day}-opens-{span}"), _typed(form, f"{day}-closes-{span}"))
                for span in range(1, MOST_SPANS + 1)
            ),
        )
        for day in DAYS
    )


def read_week(form: Mapping[str, str]) -> tuple[dict[str, tuple[Span, ...]], dict[str, str]]:
    """Return the week of a form, without days of which nothing is said, and a sentence for each field that is wrong."""
    week: dict[str, tuple[Span, ...]] = {}
    errors: dict[str, str] = {}
    for one in day_fields(form):
        try:
            if (spans := _spans(one)) is not None:
                check_week({one.day: spans})
                week[one.day] = spans
        except HoursError as error:
            errors[f"hours-{one.day}"] = _(_WORDS[error.trouble], day=one.name)
        if one.is_closed and any(map(any, one.typed)):
            errors[f"hours-{one.day}"] = _(_CLOSED_AND_OPEN, day=one.name)
    if form.get(AS_MONDAY) and "mo" in week:
        week = dict.fromkeys(_LIKE_MONDAY, week["mo"]) | week
    try:
        check_week(week)  # a night may run into the next day
    except HoursError as error:
        errors[f"hours-{error.day}"] = _(_WORDS[error.trouble], day=day_name(error.day))
    return week, errors


def _typed(form: Mapping[str, str], name: str) -> str:
    return " ".join(form.get(name, "").split())[:LONGEST_TIME]


def _spans(one: DayFields) -> tuple[Span, ...] | None:
    """Return the spans of a day, () for closed, None where nothing is said; raises HoursError."""
    if one.is_closed:
        return ()
    spans = []
    for opens, closes in one.typed:
        if not (opens or closes):
            continue
        if not (opens and closes):
            raise HoursError(HoursTrouble.HALF, one.day)
        times = read_time(opens), read_time(closes)
        if times[0] is None or times[1] is None:
            raise HoursError(HoursTrouble.UNREADABLE, one.day)
        spans.append(Span(times[0], times[1]))
    return tuple(spans) or None
