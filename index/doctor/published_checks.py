"""Checks of publishing: the current generation is whole, passed runs get published, and the site is open."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from index import clock
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind, Well
from index.published.closed import closed_since
from index.published.current import current_number
from index.published.pin import PinError, read_pin
from index.published.reader import NothingPublishedError, PublishedReader
from index.settings import Settings
from index.store import audit
from index.store.database import store_of_home
from index.store.listings import corrections
from index.store.publication_holds import current_hold
from index.store.runs import run_judgments
from index.store.runs.runs import HAS_PASSED
from index.store.schema import run
from index.worker_tick import StageOutcome, read_state

FAILED_IN_A_ROW = 2
"""One failure may come from two stages that ran at once; the worker tries again within a minute."""


def published(here: Settings) -> str:
    """Check that CURRENT and every file of its generation are whole; a home that never published is well."""
    if not (here.generations / "CURRENT").exists() and not any(here.generations.glob("generation-*")):
        return "nothing is published yet"
    try:
        generation = PublishedReader(here.generations).generation()
    except NothingPublishedError as error:
        raise NotWellError(TroubleKind.GENERATION_DAMAGED, f"nothing can be served: {error}") from error
    if generation.damage:
        damage = "; ".join(generation.damage)
        raise NotWellError(
            TroubleKind.GENERATION_DAMAGED,
            f"generation {generation.number} answers in place of a damaged one: {damage}",
        )
    signed = generation.signed_by
    if signed.doubt:
        raise NotWellError(
            TroubleKind.GENERATION_DOUBTED,
            f"generation {generation.number} is whole, but {signed.doubt}; `pinpoint publish` signs a new one",
        )
    signer = f", signed by {signed.key_id}" if signed.key_id else ""
    return f"generation {generation.number}, files as the manifest says{signer}"


def pinned(here: Settings) -> str | Well:
    """Check that no pin is forgotten: none is old, keeps a passed run waiting, or is left of a rollback cut short."""
    try:
        pin = read_pin(here.generations)
    except PinError as error:
        raise NotWellError(TroubleKind.PINNED, str(error)) from error
    if pin is None:
        return "no generation is pinned"
    note = pin.sentence()
    if current_number(here.generations) != pin.generation:
        note = f"{note}; it is not the current one, as a rollback was cut short: repeat it"
        raise NotWellError(TroubleKind.PINNED, note, since=pin.at)
    with store_of_home() as opened, opened.read() as connection:
        waits = _oldest_unpublished(connection)
    if waits and clock.now() - waits > timedelta(minutes=here.doctor_unpublished_minutes):
        note = f"{note}; a run that passed at {waits:%Y-%m-%d %H:%M} UTC waits for that"
        raise NotWellError(TroubleKind.PINNED, note, since=waits)
    if clock.now() - pin.at > timedelta(days=here.doctor_pinned_days):
        note = f"{note}; that is more than {here.doctor_pinned_days} days"
        raise NotWellError(TroubleKind.PINNED, note, since=pin.at + timedelta(days=here.doctor_pinned_days))
    return Well(note=note, troubles=(Trouble(kind=TroubleKind.PINNED, subject="", note=note, since=pin.at),))


def publishing(here: Settings) -> str:
    """Check that publishing is not held, does not fail, and leaves no passed run unpublished for long."""
    with store_of_home() as opened, opened.read() as connection:
        hold = current_hold(connection)
        waiting = run_judgments.passed_count(connection, unpublished=True) or corrections.decided_count(
            connection, unpublished=True
        )
        since = _oldest_unpublished(connection)
    if hold:
        note = (
            f"held since {hold.held_at:%Y-%m-%d %H:%M} UTC: {'; '.join(hold.causes)}; check, then "
            '`pinpoint publish --accept --reason "why"`'
        )
        kind = TroubleKind.PUBLISH_HELD
        raise NotWellError.of([Trouble(kind=kind, subject="", note=note, since=hold.held_at, count=len(hold.causes))])
    if failing := _failing(here):
        raise NotWellError.of(failing)
    if since and not _is_pinned(here) and clock.now() - since > timedelta(minutes=here.doctor_unpublished_minutes):
        raise NotWellError(
            TroubleKind.PUBLISH_FAILING,
            f"a run that passed at {since:%Y-%m-%d %H:%M} UTC is not published; run `pinpoint publish`",
            since=since,
        )
    return "something new waits to be published" if waiting else "everything that passed is published"


def _is_pinned(here: Settings) -> bool:
    """Return whether a pin stops publication, so that `pinned` reports what waits; also one that cannot be read."""
    try:
        return read_pin(here.generations) is not None
    except PinError:
        return True


def _failing(here: Settings) -> list[Trouble]:
    state = read_state(here.home)
    stages = state.stages if state else {}
    return [_failing_stage(verb, one) for verb, one in stages.items() if one.failed >= FAILED_IN_A_ROW]


def _failing_stage(verb: str, outcome: StageOutcome) -> Trouble:
    why = f": {outcome.note}" if outcome.note else ""
    note = f"`pinpoint {verb}` failed {outcome.failed} times in a row, last at {outcome.ended_at:%H:%M} UTC{why}"
    codes = (verb,) if verb in {"resolve", "publish"} else ()
    return Trouble(kind=TroubleKind.PUBLISH_FAILING, subject="", note=note, count=outcome.failed, codes=codes)


def _oldest_unpublished(connection: Connection) -> datetime | None:
    """Return the end of the oldest run that passed and that no generation contains; None without one."""
    passed = select(func.min(run.c.ended_at)).where(HAS_PASSED)
    ended = connection.execute(passed.where(run.c.published_in.is_(None))).scalar()
    return datetime.fromisoformat(ended) if ended else None


def site(here: Settings) -> str:
    """Return that the site is open; not well while it is closed, with since when, who and why."""
    since = closed_since(here.generations)
    if since is None:
        return "open"
    who = ""
    with suppress(SQLAlchemyError), store_of_home() as opened, opened.read() as connection:
        if step := audit.newest(connection, audit.SITE_CLOSED):
            who = f" by {step[0]} ({step[1]})"
    note = f"the site is closed since {since:%Y-%m-%d %H:%M} UTC{who}; `pinpoint open` opens it"
    raise NotWellError(TroubleKind.SITE_CLOSED, note, since=since)


CHECKS: dict[str, Check] = {"published": published, "pinned": pinned, "publishing": publishing, "site": site}
