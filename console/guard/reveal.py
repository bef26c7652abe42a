"""Revealing what is not shown by itself: messages, contacts, matches, hidden fields.

A page shows a button in its place. Pressing it is a POST, recorded before anything is read; the answer is shown once,
at no address of its own. A page adds a `Reveal` to `console/pages/reveals.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Connection

from console.accounts.users import Role
from console.guard import visitor
from console.guard.routes import Route, own_path
from index.store import audit

REVEAL_PATH = "/reveal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """A kind of value that is revealed. `read` returns names and values of a subject, None where there is none.

    `form` returns the markup of a form under them, for what is decided on sight.
    """

    kind: str
    title: str
    read: Callable[[Connection, str], Sequence[tuple[str, str]] | None]
    least: Role = Role.OPERATOR
    form: Callable[[Connection, str], Markup] | None = None


def reveal_route(reveals: Iterable[Reveal]) -> Route:
    """Return the route that reveals some kinds of values, and nothing else."""
    table = {one.kind: one for one in reveals}

    def reveal() -> ResponseReturnValue:
        wanted, subject = table.get(request.form.get("kind", "")), request.form.get("subject", "")
        if wanted is None:
            abort(404)
        if not visitor.user().role.may(wanted.least):
            abort(403)
        with visitor.write() as connection:
            audit.record(connection, who=visitor.user().name, action=f"reveal/{wanted.kind}", subject=subject)
            values = wanted.read(connection, subject)
            if values is None:
                abort(404)
            form = wanted.form(connection, subject) if wanted.form else Markup()
        back = own_path(request.form.get("back", "/"))
        return render_template(
            "pages/reveal.html", title=wanted.title, subject=subject, values=values, form=form, back=back
        )

    return Route(rule=REVEAL_PATH, name="reveal", view=reveal, least=Role.OPERATOR, method="POST", once=False)
