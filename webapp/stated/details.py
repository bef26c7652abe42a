"""Hours, new patients and languages as the listed gave them, with who and the day; lapsed ones have a day alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records import HOURS, LANGUAGES, Claim, Practice, Provider
from webapp.stated.numbers import source_and_day
from webapp.words.claim_words import field_words
from webapp.words.detail_words import detail_words, hours_lines
from webapp.words.sources import sender_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDetail:
    """One value in words; `lines` has the days of hours, `by` is "The person told us, on Nov 23, 2026"."""

    field: str
    label: str
    value: str
    """Also "" where it lapsed, so that nothing of it is shown."""
    lines: tuple[tuple[str, str], ...]
    by: str
    stated_on: date

    @property
    def is_lapsed(self) -> bool:
        """Return whether nobody renewed it in time."""
        return not self.value

    @property
    def line(self) -> str:
        """Return the value with its sender and day in one line; "" where it lapsed."""
        return f"{self.value} ({self.by})" if self.value else ""


def details_at(practice: Practice) -> tuple[StatedDetail, ...]:
    """Return the details of one place, also lapsed ones."""
    return tuple(map(_detail, practice.details))


def stated_languages(provider: Provider) -> StatedDetail | None:
    """Return the languages that were given last; None where nobody gave any."""
    held = [claim for claim in provider.claims if claim.field == LANGUAGES]
    return _detail(max(held, key=lambda claim: (claim.last_seen, claim.source_id))) if held else None


def details_here(provider: Provider, practice: int) -> tuple[StatedDetail, ...]:
    """Return the details of a provider at one place that are shown."""
    languages = stated_languages(provider)
    return tuple(_shown((*details_at(provider.practices[practice]), *([languages] if languages else ()))))


def _shown(details: Iterable[StatedDetail]) -> Iterable[StatedDetail]:
    return (one for one in details if not one.is_lapsed)


def _detail(claim: Claim) -> StatedDetail:
    return StatedDetail(
        field=claim.field,
        label=field_words(claim.field),
        value=detail_words(claim.field, claim.value) if claim.value else "",
        lines=hours_lines(claim.value) if claim.field == HOURS and claim.value else (),
        by=source_and_day(sender_of(claim), claim.last_seen, is_correction=True),
        stated_on=claim.last_seen,
    )
