"""One run: its state, figures and causes, what it changes, its log; and approving or rejecting one that is held.

While a run is under way its page loads itself again every few seconds (a Refresh header); nothing runs in it.
"""

from collections.abc import Callable, Sequence

from flask import abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from console.accounts.users import Role
from console.errors import sentence
from console.guard import visitor
from console.guard.request_values import number_in_address, text_in_form
from console.pages.run_changes import ON_A_PAGE, changes_page
from crawler.gates.advice import ADVICE
from crawler.runs import decisions
from crawler.runs.decisions import Acceptance, NewerRunPassedError, NotHeldError
from crawler.runs.run_figures import RunCost
from crawler.runs.run_log import fields_of, log_page, log_path, readable
from crawler.runs.run_report import run_report
from crawler.worker.publication_step import publication_step
from index import clock, settings
from index.store.audit import EmptyReasonError
from index.store.runs import runs
from index.store.runs.causes import FoundCause
from index.store.runs.runs import UNDER_WAY, RunState, UnknownRunError

SECONDS_BETWEEN_LOADS = 5
REASON_MISSING = "Write why; it is recorded."
STAYS = "stays"
"""Part of the address of a page that does not load itself again."""


def run(run_id: int) -> ResponseReturnValue:
    """Show a run; 404 where there is none."""
    return _page(run_id)


def approve(run_id: int) -> ResponseReturnValue:
    """Store the listings of a held run; the worker publishes them."""
    return _decided(
        run_id, lambda who, reason: decisions.approve(visitor.store(), run_id, Acceptance(who=who, reason=reason))
    )


def reject(run_id: int) -> ResponseReturnValue:
    """Reject a held run, so that it changes nothing."""
    return _decided(run_id, lambda who, reason: decisions.reject(visitor.store(), run_id, who=who, reason=reason))


def log(run_id: int) -> ResponseReturnValue:
    """Show a part of a run's log: the newest lines, or those after or before a byte of it."""
    after, before = number_in_address("after"), number_in_address("before")
    with visitor.store().read() as connection:
        try:
            row = runs.get(connection, run_id)
        except UnknownRunError:
            abort(404)
    try:
        part = log_page(log_path(settings.current().home, run_id), after=after, before=before)
    except FileNotFoundError:
        part = None
    lines = [readable(fields_of(line)) for line in part.lines] if part else []
    page = render_template("pages/run_log.html", run=row, part=part, lines=lines, is_under_way=row.state in UNDER_WAY)
    is_newest = after is None and before is None
    return _loading_itself(page, f"/runs/{run_id}/log", when=row.state in UNDER_WAY and is_newest)


def _decided(run_id: int, decide: Callable[[str, str], object]) -> ResponseReturnValue:
    reason = text_in_form("reason")
    try:
        with visitor.recorded():
            decide(visitor.user().name, reason)
    except UnknownRunError:
        abort(404)
    except EmptyReasonError:
        return _page(run_id, REASON_MISSING, 422)
    except (NotHeldError, NewerRunPassedError) as error:
        return _page(run_id, str(error), 409)
    return redirect(f"/runs/{run_id}", 303)


def _page(run_id: int, refusal: str = "", code: int = 200) -> ResponseReturnValue:
    is_operator = visitor.user().role.may(Role.OPERATOR)
    kind, start = request.args.get("kind", ""), number_in_address("start") or 0
    folder = settings.current().generations
    with visitor.store().read() as connection:
        try:
            report = run_report(connection, run_id)
        except UnknownRunError:
            abort(404)
        found = changes_page(connection, folder, report.run, kind=kind, start=start, is_operator=is_operator)
        step = publication_step(connection, settings.current(), report.run)
    is_under_way = report.run.state in UNDER_WAY
    page = render_template(
        "pages/run.html",
        report=report,
        run=report.run,
        cost=RunCost.of(report.run, clock.now()).in_words(),
        causes=_shown(report.run.causes, is_operator=is_operator),
        warnings=_shown(report.run.warnings, is_operator=is_operator),
        advice=ADVICE,
        changes=found,
        on_a_page=ON_A_PAGE,
        step=step,
        is_held=report.run.state is RunState.HELD,
        is_under_way=is_under_way,
        stays=STAYS in request.args,
        is_operator=is_operator,
        refusal_text=sentence(refusal),
        typed={"reason": text_in_form("reason")},
    )
    return _loading_itself(page, f"/runs/{run_id}", when=is_under_way and not refusal, code=code)


def _shown(causes: Sequence[FoundCause], *, is_operator: bool) -> list[FoundCause]:
    """Return causes as a role may see them: a viewer without the name that one of them quotes."""
    if is_operator:
        return list(causes)
    return [one.unquoted for one in causes]


def _loading_itself(page: str, address: str, *, when: bool, code: int = 200) -> ResponseReturnValue:
    answer = make_response(page, code)
    if when and STAYS not in request.args:
        answer.headers["Refresh"] = f"{SECONDS_BETWEEN_LOADS}; url={address}?{visitor.REFRESHED}=1"
    return answer
