"""The next step for a run that passed: it is published already, somebody publishes it, or something is in the way."""

from sqlalchemy import Connection

from crawler.runs.lease import is_held
from index.published.pin import PinError, read_pin
from index.settings import Settings
from index.store import publication_holds
from index.store.freeze import current_freeze
from index.store.runs import run_judgments
from index.store.runs.runs import RunRow, RunState, Verdict


def publication_step(connection: Connection, settings: Settings, run: RunRow) -> str:
    """Return one sentence on the publication of a run, with what to do where that waits for a person.

    "" for a run that did not pass, and for a dry run, which changes nothing.
    """
    if run.state is RunState.PROMOTING:
        return "Its listings are being stored; after that the worker publishes them."
    if run.verdict is not Verdict.PASSED or run.dry_run:
        return ""
    if run_judgments.is_published(connection, run.id):
        return "What it found is published."
    if obstacle := _obstacle(connection, settings):
        return f"{obstacle[0].upper()}{obstacle[1:]}."
    if is_held(settings.home, "worker"):
        return "It is stored, and will be published by the worker within minutes."
    return "It is stored, but no worker runs: `pinpoint work` publishes it, as do `pinpoint resolve` and `publish`."


def _obstacle(connection: Connection, settings: Settings) -> str:
    """Return what keeps a worker from publishing; "" for nothing."""
    if frozen := current_freeze(connection):
        return f"it is stored, but {frozen.sentence}"
    try:
        pin = read_pin(settings.generations)
    except PinError as error:
        return str(error)
    if pin:
        return f"it is stored, but nothing is published: {pin.sentence()}"
    if publication_holds.current_hold(connection):
        return "it is stored, but the publication is held: `pinpoint doctor` says why"
    return ""
