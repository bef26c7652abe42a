"""Sources: when each is due and how old its data is; and one source, with its diagnosis, its runs and its steps.

The steps are those of `pinpoint sources pause`, `resume`, `skip` and `run-now`.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from console.accounts.users import Role
from console.errors import sentence
from console.guard import visitor
from console.guard.request_values import number_in_address, text_in_form
from crawler.gates.code_version import code_version
from crawler.runs.run_figures import trend
from crawler.runs.source_files import register_sources
from crawler.sources.definition import SourceDefinition, SourceError
from crawler.worker.diagnosis import diagnose
from crawler.worker.run_requests import NothingToSkipError, NoWorkerError, RunRefusedError, request_run, skip_next
from crawler.worker.source_status import all_statuses, status_lines
from index import settings
from index.store import operator_pauses
from index.store.audit import EmptyReasonError
from index.store.freeze import FrozenError
from index.store.operator_pauses import NotPausedError, PauseError, is_operator_paused
from index.store.runs.runs import RunActiveError
from index.store.sources import UnknownSourceError

RUNS_SHOWN = 20
REASON_MISSING = "Write why; it is recorded."


def sources() -> ResponseReturnValue:
    """Show every source, in a number of statements that does not grow with runs."""
    with visitor.store().read() as connection:
        statuses = list(all_statuses(connection))
    return render_template("pages/sources.html", statuses=statuses, lines=status_lines)


def source(source_id: str) -> ResponseReturnValue:
    """Show one source, with a page of its runs; 404 where nobody knows it."""
    return _page(source_id)


def pause(source_id: str) -> ResponseReturnValue:
    """Begin no run of a source, until a day or until somebody resumes it."""
    typed = text_in_form("until")
    try:
        until = datetime.strptime(typed, "%Y-%m-%d").replace(tzinfo=UTC) if typed else None
    except ValueError:
        return _page(source_id, "Write the day as 2026-12-31, or leave it empty.", 422)

    def do(who: str, reason: str) -> None:
        with visitor.write() as connection:
            operator_pauses.pause(connection, source_id, until=until, who=who, reason=reason)

    return _done(source_id, do)


def resume(source_id: str) -> ResponseReturnValue:
    """End an operator's pause."""

    def do(who: str, reason: str) -> None:
        with visitor.write() as connection:
            operator_pauses.resume(connection, source_id, who=who, reason=reason)

    return _done(source_id, do)


def skip(source_id: str) -> ResponseReturnValue:
    """Skip the next run of a source by its schedule."""
    return _done(source_id, lambda who, reason: skip_next(visitor.store(), source_id, who=who, reason=reason))


def run_now(source_id: str) -> ResponseReturnValue:
    """Have the running worker read a source now, and lead to the run."""
    here = settings.current()

    def do(who: str, reason: str) -> str:
        register_sources(visitor.store(), here)  # the file may have been corrected a moment ago
        return f"/runs/{request_run(visitor.store(), here, source_id, who=who, reason=reason)}"

    return _done(source_id, do)


_UNREADABLE = (EmptyReasonError, PauseError)
_REFUSED = (
    NotPausedError,
    NothingToSkipError,
    RunActiveError,
    RunRefusedError,
    NoWorkerError,
    FrozenError,
    SourceError,
)


def _done(source_id: str, do: Callable[[str, str], object]) -> ResponseReturnValue:
    """Take a step, and lead to the address that it returns or else to the source, whose page shows a refusal."""
    try:
        with visitor.recorded():
            leads_to = do(visitor.user().name, text_in_form("reason"))
    except UnknownSourceError:
        abort(404)
    except _UNREADABLE as error:
        return _page(source_id, REASON_MISSING if isinstance(error, EmptyReasonError) else str(error), 422)
    except _REFUSED as error:
        return _page(source_id, str(error), 409)
    return redirect(leads_to if isinstance(leads_to, str) else f"/sources/{source_id}", 303)


def _page(source_id: str, refusal: str = "", code: int = 200) -> ResponseReturnValue:
    before, is_operator = number_in_address("before"), visitor.user().role.may(Role.OPERATOR)
    with visitor.store().read() as connection:
        status = next(all_statuses(connection, only=source_id), None)
        if status is None:
            abort(404)
        found = diagnose(
            connection,
            source_id,
            code_now=_code_now(status.row.definition),
            settings=settings.current(),
            with_names=is_operator,
        )
        points = trend(connection, source_id, limit=RUNS_SHOWN + 1, before=before)
    shown = points[-RUNS_SHOWN:]
    page = render_template(
        "pages/source.html",
        status=status,
        found=found,
        points=shown,
        older=shown[0].run.id if len(points) > RUNS_SHOWN else None,
        is_newest=before is None,
        lines=status_lines,
        is_paused=is_operator_paused(status.row, status.now),
        is_operator=is_operator,
        refusal_text=sentence(refusal),
        typed={name: text_in_form(name) for name in ("reason", "until")},
    )
    return page, code


def _code_now(definition: str) -> str:
    """Return the code version of a run that began now; "" where the source names no platform of ours."""
    try:
        described = SourceDefinition.model_validate_json(definition)
    except ValidationError:
        return ""
    return code_version(described) if described.platform else ""
