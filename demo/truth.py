"""The truth about the invented world: which person or clinic each listing is, and the right answer at each place.

`truth.csv` has a row a listing (source, source_id, page, name, subject, kind, traps), `answers.csv` a row a subject
and town. Two listings are the same person or clinic exactly if their subjects are equal.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from demo.sources import SOURCE_IDS
from demo.world.entry import Entry
from demo.world.world import World
from index.records import ListingKind, SourcesSay


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthRow:
    """The subject of one listing. `source_id` is the directory's own key; `page` the path that shows it, if any."""

    source: str
    source_id: str
    page: str
    name: str
    subject: str
    kind: ListingKind
    traps: str
    """The planted traps, separated by blanks; `must_merge` marks listings that a resolver has to join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """Answer A for a subject in one town, from everything that the directories say there."""

    subject: str
    name: str
    kind: ListingKind
    city: str
    state: str
    zip: str
    answer: SourcesSay
    sources: int


def truth(world: World) -> list[TruthRow]:
    """Return a row a listing, sorted by source and key."""
    rows = [
        TruthRow(
            source=SOURCE_IDS[entry.directory],
            source_id=entry.key,
            page=entry.page,
            name=entry.name,
            subject=entry.subject,
            kind=_kind(entry),
            traps=" ".join(entry.traps),
        )
        for entry in world.entries
    ]
    return sorted(rows, key=lambda row: (row.source, row.source_id))


def key_of(source_id: str) -> str:
    """Return the truth's key for a listing's id, without the `#` part that a spider adds if a page has several."""
    return source_id.partition("#")[0]


def answers(world: World) -> list[AnswerRow]:
    """Return a row a subject and town, sorted by subject and ZIP code."""
    at: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in world.entries:
        at[entry.subject, entry.place.town.zip].append(entry)
    return [_answer(subject, entries, world) for (subject, _), entries in sorted(at.items(), key=lambda item: item[0])]


def merged_answer(entries: Sequence[Entry]) -> SourcesSay:
    """Return answer A of one subject's listings at one place; a clinic's words count for the clinic only (rule 2)."""
    said = {entry.says for entry in entries}
    yes, no = said & {"person_yes", "clinic_yes"}, said & {"person_no", "clinic_no"}
    if yes and no:
        return SourcesSay.DISAGREE
    if no:
        return SourcesSay.SAYS_NO
    if yes:
        return SourcesSay.PERSON_LISTED if "person_yes" in yes else SourcesSay.CLINIC_OFFERS
    return SourcesSay.COURSE_LISTED if any(entry.course for entry in entries) else SourcesSay.NO_WORD


def as_csv(rows: Iterable[TruthRow] | Iterable[AnswerRow], row_type: type[TruthRow | AnswerRow]) -> str:
    """Return the rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(row_type)])
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue()


def _answer(subject: str, entries: Sequence[Entry], world: World) -> AnswerRow:
    first = entries[0]
    person = world.people.get(subject)
    town = first.place.town
    return AnswerRow(
        subject=subject,
        name=f"{person.given} {person.family}" if person else world.clinics[subject].name,
        kind=_kind(first),
        city=town.city,
        state=town.state,
        zip=town.zip,
        answer=merged_answer(entries),
        sources=len({entry.directory for entry in entries}),
    )


def _kind(entry: Entry) -> ListingKind:
    return ListingKind.PERSON if entry.person else ListingKind.CLINIC
