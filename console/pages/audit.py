"""Audit: who did what, when and why; a page is one statement, however many lines there are."""

from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.guard.audit_sight import shown_lines
from console.guard.request_values import number_in_address
from index.store.audit import AuditFilter

ON_A_PAGE = 50
_FIELDS = ("who", "action", "subject")
_LONGEST = 200


def audit() -> ResponseReturnValue:
    """Show a page of the log, from a line on where the address names one."""
    typed = {field: request.args.get(field, "").strip()[:_LONGEST] for field in _FIELDS}
    with visitor.store().read() as connection:
        wanted, role = AuditFilter(**typed), visitor.user().role
        found = shown_lines(connection, wanted, role, before=number_in_address("before"), limit=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    query = {field: value for field, value in typed.items() if value}
    older = f"/audit?{urlencode({**query, 'before': shown[-1].id})}" if len(found) > ON_A_PAGE else ""
    newest = f"/audit?{urlencode(query)}" if "before" in request.args else ""
    here = request.full_path.removesuffix("?")
    return render_template("pages/audit.html", lines=shown, typed=typed, older=older, newest=newest, here=here)
