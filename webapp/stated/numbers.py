"""A phone or fax number with the source that states it, the day it was read there, and the line of caution."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from index.records import Phone, Provider, phone_line
from webapp.stated.facts import Fact, StatedBy, stating
from webapp.words.formats import day, spoken
from webapp.words.translate import N_, _

CONFIRM = N_("Confirm by phone before you send patient information.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumber:
    """A phone or fax number; `first` is the source that a page names, None where no claim states it."""

    spoken: str
    """As people write it: "303-555-0112 ext. 4"."""
    e164: str
    extension: str
    first: Fact | None
    by: StatedBy

    source_and_day: str
    """The source and day as a page writes them, with the year of its record's last change; "" without a source."""
    confirm: str
    """The line next to every number: it may be old, and what is sent to it is a patient's."""

    @property
    def source(self) -> str:
        """The name of that source, "" without one."""
        return self.first.source if self.first else ""

    @property
    def read_on(self) -> date | None:
        """The day on which it was last read there, or on which they told us."""
        return self.first.last_read if self.first else None


def stated_number(
    provider: Provider, field: str, number: Phone | None, registers: AbstractSet[str]
) -> StatedNumber | None:
    """Return a number of the field `phone` or `fax`; it names what they told us, else the newest source."""
    if number is None:
        return None
    by = stating(provider, field, phone_line(number) if field == "phone" else number.e164, registers)
    first = next(iter(by.corrections), None) or max(by.read, key=_newest, default=None)
    return StatedNumber(
        spoken=spoken(number),
        e164=number.e164,
        extension=number.extension,
        first=first,
        by=by,
        source_and_day=fact_source(first) if first else "",
        confirm=_(CONFIRM),
    )


def _newest(one: Fact) -> tuple[date, str]:
    """Return the order of sources: by day, then by address, which is the same in every language."""
    return one.last_read, one.link


def fact_source(one: Fact) -> str:
    """Return `source_and_day` of a fact, with the year in which the source says that its record last changed."""
    if one.changed_on is None or one.is_correction:
        return source_and_day(one.source, one.last_read, one.is_correction)
    return _(
        "%(source)s, last changed %(year)s, read %(day)s",
        source=one.source,
        year=one.changed_on.year,
        day=day(one.last_read),
    )


def source_and_day(source: str, on: date, is_correction: bool) -> str:
    """Return "NPI registry, read Nov 12, 2026", or "The person told us, on Nov 12, 2026"."""
    words = {"source": source, "day": day(on)}
    return _("%(source)s, on %(day)s", **words) if is_correction else _("%(source)s, read %(day)s", **words)
