"""Everything that waits for a person now, the most urgent first, each with minutes and the command that does it.

`pinpoint today` prints it and the weekly notice repeats it, so it has numbers of cases, ids of sources and counts, and
nothing of a person: no message, name, address or contact.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from index import clock
from index.alerts.sentences import OF_A_CASE, alert_text, command_of, sentence_of, subject_of
from index.corrections import accepting
from index.corrections.case_list import open_cases
from index.corrections.message import is_case_number
from index.doctor.finding import Finding, Trouble, TroubleKind
from index.failure_text import failure_text
from index.publish.checks.matches import matches
from index.resolve.review import doubts
from index.review.left_out import left_out_of_pairs
from index.settings import Settings
from index.store.database import store_of_home
from index.vocabulary.state_rules import load_state_rules

MINUTES_FOR_A_CASE = 10
MINUTES_FOR_AN_OLD_CORRECTION = 10
MINUTES_FOR_A_MATCH = 5
MINUTES_FOR_A_PAIR, MOST_MINUTES_FOR_PAIRS = 2, 30
"""The review queue is worked off a part at a time; nothing waits for it."""
MINUTES_FOR_A_RULE = 15
MINUTES_FOR_CHANNELS = 15
_INDENT = " " * 9
OVERDUE_CASE, CASE, MATCH, OLD_CORRECTION, CHANNELS, RULES, PAIRS = 75, 145, 146, 215, 216, 217, 270
"""Ranks among those of troubles, which are ten times the rank of their sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do. `subject` is a source, the number of a case, or ""; `due` the day by which it must be done."""

    kind: str
    subject: str
    text: str
    minutes: int
    command: str
    rank: int
    since: datetime | None = None
    due: date | None = None
    run: int | None = None
    """The run that waits, where the thing is about one."""

    def as_dict(self) -> dict[str, object]:
        """Return the item for JSON."""
        return {
            "kind": self.kind,
            "subject": self.subject,
            "text": self.text,
            "minutes": self.minutes,
            "command": self.command,
            "since": self.since and self.since.isoformat(),
            "due": self.due and self.due.isoformat(),
            "run": self.run,
        }


def to_do(here: Settings, findings: Iterable[Finding], channel_names: Sequence[str]) -> list[ToDo]:
    """Return what waits for a person, the most urgent first; a part that cannot be read becomes an item itself."""
    items = _of_troubles(findings)
    for part in (_cases, _old_corrections, _matches, _pairs):
        items += _read(part)
    items += _guarded("state_rules", lambda: _rules(here))
    if not channel_names:
        items.append(
            ToDo(
                kind="channels_missing",
                subject="",
                text="No channel for alerts is set up: nobody is alerted.",
                minutes=MINUTES_FOR_CHANNELS,
                command="docs/alerts.md, then pinpoint alerts test",
                rank=CHANNELS,
            )
        )
    return sorted(_once(items), key=lambda one: (one.rank, one.due or date.max, one.subject))


def minutes_of(items: Iterable[ToDo]) -> int:
    """Return the minutes that all items take together."""
    return sum(one.minutes for one in items)


def lines_of(items: Sequence[ToDo]) -> list[str]:
    """Return the items as lines of text, with the total; "Nothing waits for a person." without any."""
    if not items:
        return ["Nothing waits for a person."]
    lines = [
        line for one in items for line in (f"{one.minutes:>3} min  {one.text}{_when(one)}", f"{_INDENT}{one.command}")
    ]
    return [*lines, f"{minutes_of(items):>3} min in all"]


def _when(one: ToDo) -> str:
    if one.due:
        return f" Due {one.due}{', OVERDUE' if one.due < clock.today() else ''}."
    return f" Since {one.since:%Y-%m-%d %H:%M} UTC." if one.since else ""


def _of_troubles(findings: Iterable[Finding]) -> list[ToDo]:
    """Return the items of all troubles but those of cases, which the store lists with their due days."""
    return [_of_trouble(each) for one in findings for each in one.troubles if each.kind not in OF_A_CASE]


def _of_trouble(trouble: Trouble) -> ToDo:
    sentence = sentence_of(trouble.kind)
    subject = subject_of(trouble)
    return ToDo(
        kind=trouble.kind,
        subject=subject,
        text=alert_text(trouble),
        minutes=sentence.minutes,
        command=command_of(trouble.kind, subject, trouble.run),
        rank=sentence.rank * 10,
        since=trouble.since,
        run=trouble.run,
    )


def _once(items: Iterable[ToDo]) -> Iterable[ToDo]:
    """Return the items without repetitions: a broken store is reported by many checks."""
    return {(one.kind, one.subject, one.text): one for one in reversed(list(items))}.values()


def _read(part: Callable[[Connection], Iterator[ToDo]]) -> list[ToDo]:
    def read() -> list[ToDo]:
        with store_of_home() as store, store.read() as connection:
            return list(part(connection))

    return _guarded(part.__name__.strip("_"), read)


def _guarded(what: str, read: Callable[[], Iterable[ToDo]]) -> list[ToDo]:
    """Return what `read` returns; where it fails, an item, unless the store is at fault, which a check reports."""
    try:
        return list(read())
    except Exception as error:  # noqa: BLE001  (the rest of the list is still of use)
        if failure_text(error):
            return []
        failed = Trouble(kind=TroubleKind.CHECK_FAILED, subject="", note="", codes=(what,))
        return [_of_trouble(failed)]


def _cases(connection: Connection) -> Iterator[ToDo]:
    """Yield the open cases by their clocks; nothing of what people wrote is read."""
    for one in open_cases(connection):
        number = one.number if is_case_number(one.number) else "NUMBER"
        yield ToDo(
            kind="case_to_settle" if one.is_answered else "case_to_answer",
            subject=number,
            text=f"Case {number} waits to be {'settled' if one.is_answered else 'answered'}.",
            minutes=MINUTES_FOR_A_CASE,
            command=f"pinpoint cases show {number}",
            rank=OVERDUE_CASE if one.is_late(clock.today()) else CASE,
            since=one.received_at.astimezone(UTC),
            due=one.due,
        )


def _old_corrections(connection: Connection) -> Iterator[ToDo]:
    for one in accepting.due(connection, clock.today()):
        number = one.case.number if is_case_number(one.case.number) else "NUMBER"
        yield ToDo(
            kind="correction_due",
            subject=number,
            text=f"Accepted values of case {number} are a year old: ask their sender again.",
            minutes=MINUTES_FOR_AN_OLD_CORRECTION,
            command="pinpoint cases due",
            rank=OLD_CORRECTION,
        )


def _matches(connection: Connection) -> Iterator[ToDo]:
    if count := sum(one.waits for one in matches(connection)):
        yield ToDo(
            kind="exclusion_matches",
            subject="",
            text=f"Matches with the exclusion list that wait for a decision: {count}.",
            minutes=count * MINUTES_FOR_A_MATCH,
            command="pinpoint checks list",
            rank=MATCH,
        )


def _pairs(connection: Connection) -> Iterator[ToDo]:
    if count := doubts.waiting_count(connection, left_out_of_pairs(connection)):
        yield ToDo(
            kind="review_queue",
            subject="",
            text=f"Doubtful pairs of listings in the review queue: {count}.",
            minutes=min(count * MINUTES_FOR_A_PAIR, MOST_MINUTES_FOR_PAIRS),
            command="pinpoint review list",
            rank=PAIRS,
        )


def _rules(here: Settings) -> Iterator[ToDo]:
    rules = load_state_rules(here.own_state_rules if here.own_state_rules.exists() else None)
    overdue = [rule for rule in rules.by_key.values() if rule.is_overdue(clock.today())]
    if overdue:
        states = ", ".join(sorted({rule.state for rule in overdue}))
        yield ToDo(
            kind="rules_due",
            subject="",
            text=f"State rules that are due for review: {len(overdue)} ({states}).",
            minutes=len(overdue) * MINUTES_FOR_A_RULE,
            command="pinpoint rules due",
            rank=RULES,
            due=min(rule.review_by for rule in overdue if rule.review_by),
        )
