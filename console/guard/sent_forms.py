"""Forms that were sent: each has an id, and what it asks for is done once, however often it is sent.

The id is stored before anything is done. A second sending is led to the address that the first one's answer led to. An
error, such as a page that asks to correct a field, frees the id. Of a form without an answer nobody knows whether it
was done: it may be under way, or its process was killed.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from index import clock
from index.store import Store
from index.store.schema import console_form, console_session

ID_FIELD = "form_id"
STORED_FOR = timedelta(hours=12)
MOST_OF_A_SESSION = 500
"""Ids stored for a session; the oldest are forgotten first."""
_LONGEST_ANSWER = 2000
_BYTES = 16
_ID = re.compile(r"[\w-]{22}", re.ASCII)


class FormIdError(ValueError):
    """A form's id is none that the console makes, or it belongs to a form of another session."""


class UnfinishedFormError(RuntimeError):
    """A form was sent before and has no answer: whether it was done is not known."""


@dataclass(frozen=True, slots=True)
class _Sent:
    session: str
    answer: str | None


def new_id() -> str:
    """Return the id of a form that is about to be shown."""
    return secrets.token_urlsafe(_BYTES)


def claim(store: Store, form: str, session: str) -> str | None:
    """Store that a form is being done; return the address of its answer if it was done before, else None.

    Removes old ids, and those of sessions that have ended. Raises FormIdError and UnfinishedFormError.
    """
    if not _ID.fullmatch(form):
        raise FormIdError("the form has no id of this console; load the page again and send it once more")
    now = clock.now()
    with store.write() as connection:
        if sent := _find(connection, form):
            if sent.session != session:
                raise FormIdError("the form was made for another session; load the page again and send it once more")
            if sent.answer is None:
                raise UnfinishedFormError("the form was sent before and has no answer; look whether it was done")
            return sent.answer
        connection.execute(insert(console_form).values(id=form, session=session, sent_at=now.isoformat()))
        _prune(connection, session, (now - STORED_FOR).isoformat())
    return None


def finish(store: Store, form: str, answer: str | None) -> None:
    """Store the address that a form's answer leads to; None frees the id."""
    own = console_form.c.id == form
    if answer and len(answer) > _LONGEST_ANSWER:
        answer = "/"
    with store.write() as connection:
        connection.execute(
            update(console_form).where(own).values(answer=answer) if answer else delete(console_form).where(own)
        )


def _find(connection: Connection, form: str) -> _Sent | None:
    wanted = select(console_form.c.session, console_form.c.answer).where(console_form.c.id == form)
    row = connection.execute(wanted).first()
    return _Sent(row.session, row.answer) if row else None


def _prune(connection: Connection, session: str, before: str) -> None:
    ended = console_form.c.session.not_in(select(console_session.c.id))
    connection.execute(delete(console_form).where((console_form.c.sent_at <= before) | ended))
    of_session = select(console_form.c.id).where(console_form.c.session == session)
    newest = of_session.order_by(console_form.c.sent_at.desc(), console_form.c.id).limit(MOST_OF_A_SESSION)
    surplus = (console_form.c.session == session) & console_form.c.id.not_in(newest)
    connection.execute(delete(console_form).where(surplus))
