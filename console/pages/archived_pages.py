"""The archived pages of a run, and one of them: as text, and as markup in a frame in which nothing runs.

An archived page may hold what its people have hidden since, so opening one is a reveal: a form, recorded before
anything is read. Its frame has an address of its own, which for a few minutes the session that revealed it can load.
"""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from console.errors import sentence
from console.guard import headers, page_ticket, visitor
from console.guard.request_values import number_in_address
from crawler.formats.harmless_html import TooManyElementsError, harmless_html
from crawler.runs.archived_page import ShownPage, UnshowablePageError, shown_page
from index import settings
from index.store import audit
from index.store.runs import pages, runs, staging
from index.store.runs.pages import Page
from index.store.runs.runs import RunRow, UnknownRunError

ON_A_PAGE = 50
REVEALED = "reveal/page"
_DOCUMENT = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Archived page</title></head><body>'


def archived_pages(run_id: int) -> ResponseReturnValue:
    """List the archived pages of a run, or those of one listing, each with a button that opens it."""
    after, listing = number_in_address("after") or 0, request.args.get("listing", "")
    with visitor.store().read() as connection:
        run = _run(connection, run_id)
        url = staging.url_of(connection, run_id, listing) if listing else None
        found = pages.part(connection, run_id, after=after, limit=ON_A_PAGE + 1, url=url)
        is_of_listing = bool(url and found)
        if url and not found:
            found = pages.part(connection, run_id, after=after, limit=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    return render_template(
        "pages/archived_pages.html",
        run=run,
        pages=shown,
        listing=listing,
        is_of_listing=is_of_listing,
        older=shown[-1].sequence if len(found) > ON_A_PAGE else None,
    )


def open_page(run_id: int, sequence: int) -> ResponseReturnValue:
    """Record that somebody looks at an archived page, and show it."""
    with visitor.write() as connection:
        run, page = _run(connection, run_id), _one(connection, run_id, sequence)
        subject = f"{run_id}/{sequence}"
        audit.record(connection, who=visitor.user().name, action=REVEALED, subject=subject, note=run.source)
    shown, refusal, can_be_framed = None, "", False
    try:
        shown = shown_page(settings.current().archive, page)
        can_be_framed = bool(shown.markup) and bool(_harmless(shown))
    except (UnshowablePageError, TooManyElementsError) as error:
        refusal = str(error)
    if can_be_framed:
        headers.allow_own_frame()
    return render_template(
        "pages/archived_page.html",
        run=run,
        page=page,
        shown=shown,
        refusal_text=sentence(refusal),
        frame=f"/runs/{run_id}/pages/{sequence}/frame?ticket={page_ticket.make_ticket(subject)}"
        if can_be_framed
        else "",
    )


def page_frame(run_id: int, sequence: int) -> ResponseReturnValue:
    """Answer with the markup of a page that was revealed a moment ago, in a sandbox that nothing gets out of."""
    if not page_ticket.is_valid(request.args.get("ticket", ""), f"{run_id}/{sequence}"):
        abort(404)
    with visitor.store().read() as connection:
        page = _one(connection, run_id, sequence)
    try:
        markup = _harmless(shown_page(settings.current().archive, page))
    except (UnshowablePageError, TooManyElementsError):
        abort(404)
    headers.isolate()
    return Response(f"{_DOCUMENT}{markup}</body></html>", content_type="text/html; charset=utf-8")


def _harmless(shown: ShownPage) -> str:
    return harmless_html(shown.markup)


def _run(connection: Connection, run_id: int) -> RunRow:
    try:
        return runs.get(connection, run_id)
    except UnknownRunError:
        abort(404)


def _one(connection: Connection, run_id: int, sequence: int) -> Page:
    page = pages.one(connection, run_id, sequence)
    if page is None:
        abort(404)
    return page
