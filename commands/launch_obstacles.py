"""Obstacles to opening states, each with the command or the setting that removes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Connection

from index import clock
from index.alerts.channels import channels
from index.alerts.tested import last_good_test
from index.backup.backup_record import read_record
from index.published.closed import FILE as CLOSED
from index.published.current import PointerError, current_number
from index.published.generation_folder import generation_name
from index.published.manifest import Manifest, ManifestError, read_manifest
from index.settings import Settings
from index.store import publication_holds, sources
from index.store.database import store_of_home
from index.store.freeze import current_freeze
from index.store.runs import runs
from index.vocabulary.due import Cause, due_rules
from webapp.about import translated_pages
from webapp.about.judgments import judgments
from webapp.languages import PREFIXES


class ObstacleKind(StrEnum):
    """The subject of an obstacle."""

    SETTING = "setting"
    TERMS = "terms"
    SOURCE = "source"
    RULE = "rule"
    GUIDE = "guide"
    DRILL = "drill"
    ALERTS = "alerts"
    PUBLICATION = "publication"
    DEMONSTRATION = "demonstration"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing to do: what it is about (a setting, source, rule, page, or ""), the sentence, and where it is done."""

    kind: ObstacleKind
    subject: str
    note: str
    where: str


_SETTINGS = {
    "operator_name": "nobody is named as running this copy; /about and the foot of every page say so",
    "operator_post": "there is no postal address of whoever runs this copy",
    "contact_mail": "there is no mail address for visitors and listed people",
    "contact_phone": "there is no phone for visitors and listed people",
    "crawl_contact": "sites that are crawled are given no address to write to",
    "site_url": "the site does not know its own address, so it answers for every host and has no sitemap",
}
_OF_A_RULE = {
    Cause.OVERDUE: "its review is overdue",
    Cause.IN_FORCE: "the law that it says is coming is in force",
    Cause.SIGNED_LONG_AGO: "its signature is older than 12 months",
    Cause.SHIPPED_IS_NEWER: "the program has a newer reading of it than the one that was signed",
    Cause.UNSIGNED: "nobody has signed it",
}
Check = Callable[[Settings, frozenset[str]], Iterator[Obstacle]]


def obstacles(here: Settings, states: frozenset[str]) -> tuple[Obstacle, ...]:
    """Return the obstacles to opening these states, in the order of docs/launch.md."""
    return tuple(obstacle for check in _CHECKS for obstacle in check(here, states))


def unreviewed_pages() -> dict[str, list[str]]:
    """Return the translated pages that nobody has reviewed, by language. No obstacle: each says so to its readers."""
    found: dict[str, list[str]] = {}
    for language in PREFIXES:
        if pages := list(translated_pages.unreviewed_pages(language)):
            found[language] = pages
    return found


def _settings(here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    for name, note in _SETTINGS.items():
        if not str(getattr(here, name)).strip():
            yield Obstacle(kind=ObstacleKind.SETTING, subject=name, note=note, where=f"set PINPOINT_{name.upper()}")


def _store(here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    with store_of_home() as store, store.read() as connection:
        yield from _sources(connection)
        yield from _publication(here, connection)


def _sources(connection: Connection) -> Iterator[Obstacle]:
    enabled = [row for row in sources.all_sources(connection) if row.enabled]
    if not enabled:
        yield Obstacle(
            kind=ObstacleKind.SOURCE,
            subject="",
            note="no source is enabled, so nothing is read",
            where="pinpoint sources enable SOURCE --reviewed-by WHO --note TEXT",
        )
    for row in enabled:
        if not (row.reviewed_by and row.reviewed_on and row.review_note):
            yield Obstacle(
                kind=ObstacleKind.TERMS,
                subject=row.id,
                note=f"nobody has recorded a reading of the terms of {row.id}",
                where=f"pinpoint sources enable {row.id} --reviewed-by WHO --note TEXT",
            )
        if not runs.applied(connection, row.id, limit=1):
            yield Obstacle(
                kind=ObstacleKind.SOURCE,
                subject=row.id,
                note=f"{row.id} has no run that passed",
                where=f"pinpoint diagnose {row.id}",
            )


def _publication(here: Settings, connection: Connection) -> Iterator[Obstacle]:
    manifest = _manifest(here)
    if manifest is None:
        yield Obstacle(
            kind=ObstacleKind.PUBLICATION,
            subject="",
            note="nothing whole is published",
            where="pinpoint publish",
        )
    if held := publication_holds.current_hold(connection):
        yield Obstacle(
            kind=ObstacleKind.PUBLICATION,
            subject="",
            note=f"the publication is held: {'; '.join(held.causes)}",
            where="pinpoint publish --accept --reason TEXT, after a look at each cause",
        )
    if frozen := current_freeze(connection):
        yield Obstacle(
            kind=ObstacleKind.CLOSED, subject="freeze", note=frozen.sentence, where="pinpoint unfreeze --reason TEXT"
        )
    if sources.holds_demonstration(connection) or (manifest is not None and manifest.demonstration):
        yield Obstacle(
            kind=ObstacleKind.DEMONSTRATION,
            subject="",
            note="people of the demonstration are in this home, and everybody in it counts as invented",
            where="begin with an empty PINPOINT_HOME",
        )


def _manifest(here: Settings) -> Manifest | None:
    try:
        number = current_number(here.generations)
        return None if number is None else read_manifest(here.generations / generation_name(number))
    except (PointerError, ManifestError):
        return None


def _rules(here: Settings, states: frozenset[str]) -> Iterator[Obstacle]:
    own = here.own_state_rules
    for one in due_rules(own if own.exists() else None, clock.today()):
        if one.state in states and (why := _OF_A_RULE.get(one.cause)):
            yield Obstacle(
                kind=ObstacleKind.RULE,
                subject=f"{one.state} {one.name}",
                note=f"the rule of {one.state} for {one.name}: {why}",
                where=f"pinpoint rules review {one.state} {one.name}, then rules sign",
            )


def _guide(_here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    for one in judgments():
        if one.signature is None:
            what = " ".join(one.what.split())
            lapsed = " (changed since it was signed)" if one.lapsed else ""
            yield Obstacle(
                kind=ObstacleKind.GUIDE,
                subject=f"{one.page} {one.number}",
                note=f"no {one.by} has signed{lapsed}: {what}",
                where=f"pinpoint guide sign {one.page} {one.number} --who WHO --note TEXT",
            )


def _drill(here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    drill, days = read_record(here.home).drill, here.launch_proof_days
    if drill is None or clock.now() - drill.at > timedelta(days=days):
        yield Obstacle(
            kind=ObstacleKind.DRILL,
            subject="",
            note=f"no backup was restored as a drill in the last {days} days",
            where="pinpoint backup DIR, then pinpoint restore DIR --drill",
        )


def _alerts(here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    names = [channel.name for channel in channels(here)]
    tested = [last_good_test(here, name) for name in names]
    since = clock.today() - timedelta(days=here.launch_proof_days)
    if not names:
        note, where = "no alert can reach anybody: no channel is set up", "set PINPOINT_ALERT_MAIL_SERVER or another"
    elif not any(day and day >= since for day in tested):
        note = f"no test was delivered through an alert channel in the last {here.launch_proof_days} days"
        where = "pinpoint alerts test"
    else:
        return
    yield Obstacle(kind=ObstacleKind.ALERTS, subject=",".join(names), note=note, where=where)


def _closed(here: Settings, _states: frozenset[str]) -> Iterator[Obstacle]:
    if (here.generations / CLOSED).exists():
        yield Obstacle(
            kind=ObstacleKind.CLOSED,
            subject="site",
            note="the site is closed: every page answers 503",
            where="pinpoint open --reason TEXT",
        )


_CHECKS: tuple[Check, ...] = (_settings, _store, _rules, _guide, _drill, _alerts, _closed)
