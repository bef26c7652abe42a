"""Cases: what people sent through the site, the next due first; a viewer sees counts and clocks alone."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from console.accounts.users import Role
from console.guard import visitor
from console.pages.case_words import age_words, due_words, kind_words, state_words
from index import clock
from index.corrections.case_list import CaseCounts, OpenCase, case_counts, open_cases, settled_cases
from index.corrections.case_progress import CaseState
from index.corrections.case_row import CaseRow, cases_numbered

ON_A_PAGE = 25
OPEN, SETTLED = "open", "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A line of the list; `kind` and `about` are "" for a viewer."""

    number: str
    state: str
    when: str
    age: str
    is_late: bool = False
    kind: str = ""
    about: str = ""


def cases() -> ResponseReturnValue:
    """Show a page of open or settled cases, in a number of statements that does not grow with them."""
    wanted, page = request.args.get("state", OPEN), _page()
    if wanted not in {OPEN, SETTLED}:
        abort(404)
    with visitor.store().read() as connection:
        waiting = open_cases(connection)
        counts = case_counts(connection, waiting, clock.today())
        offset = (page - 1) * ON_A_PAGE
        if wanted == OPEN:
            lines = _open_lines(connection, waiting[offset : offset + ON_A_PAGE])
        else:
            lines = _settled_lines(settled_cases(connection, offset=offset, limit=ON_A_PAGE))
    return render_template(
        "pages/cases.html",
        lines=lines,
        counts=counts,
        wanted=wanted,
        page=page,
        has_more=_count(counts, wanted) > offset + ON_A_PAGE,
        may_open=_may_read(),
    )


def _page() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and int(text[:7]) > 0 and len(text) < 7):  # noqa: PLR2004
        abort(400)
    return int(text)


def _may_read() -> bool:
    return visitor.user().role.may(Role.OPERATOR)


def _count(counts: CaseCounts, wanted: str) -> int:
    return counts.to_answer + counts.to_settle if wanted == OPEN else counts.settled


def _open_lines(connection: Connection, shown: list[OpenCase]) -> list[CaseLine]:
    today, rows = clock.today(), {}
    if _may_read():
        rows = {one.number: one for one in cases_numbered(connection, [one.number for one in shown])}
    return [
        CaseLine(
            number=one.number,
            state=state_words(CaseState.ANSWERED if one.is_answered else CaseState.RECEIVED),
            when=due_words(one.due, today),
            age=age_words(one.received_at, today),
            is_late=one.is_late(today),
            kind=kind_words(rows[one.number]) if one.number in rows else "",
            about=about_words(rows[one.number]) if one.number in rows else "",
        )
        for one in shown
    ]


def _settled_lines(shown: list[CaseRow]) -> list[CaseLine]:
    today, may_read = clock.today(), _may_read()
    return [
        CaseLine(
            number=one.number,
            state=state_words(CaseState.SETTLED),
            when=str(one.progress.since),
            age=age_words(one.received_at, today),
            kind=kind_words(one) if may_read else "",
            about=about_words(one) if may_read else "",
        )
        for one in shown
    ]


def about_words(one: CaseRow) -> str:
    """Return the id of the listing that a case is about."""
    return one.provider or "a listing described in words"
