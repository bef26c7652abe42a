"""Sources: when each is due and how old its data is; and one source, with its diagnosis and the trend of its runs."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from console.guard import visitor
from crawler.gates.code_version import code_version
from crawler.runs.run_figures import trend
from crawler.sources.definition import SourceDefinition
from crawler.worker.diagnosis import diagnose
from crawler.worker.source_status import all_statuses, status_lines
from index import settings

RUNS_SHOWN = 20


def sources() -> ResponseReturnValue:
    """Show every source, in a number of statements that does not grow with runs."""
    with visitor.store().read() as connection:
        statuses = list(all_statuses(connection))
    return render_template("pages/sources.html", statuses=statuses, lines=status_lines)


def source(source_id: str) -> ResponseReturnValue:
    """Show one source; 404 where nobody knows it."""
    with visitor.store().read() as connection:
        status = next(all_statuses(connection, only=source_id), None)
        if status is None:
            abort(404)
        found = diagnose(connection, source_id, code_now=_code_now(status.row.definition), settings=settings.current())
        points = trend(connection, source_id, limit=RUNS_SHOWN)
    return render_template("pages/source.html", status=status, found=found, points=points, lines=status_lines)


def _code_now(definition: str) -> str:
    """Return the code version of a run that began now; "" where the source names no platform of ours."""
    try:
        described = SourceDefinition.model_validate_json(definition)
    except ValidationError:
        return ""
    return code_version(described) if described.platform else ""
