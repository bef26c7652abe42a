"""Forms that were sent: each has an id, and what it asks for is done once, however often it is sent.

The id is stored before anything is done. A second sending is led to the address that the first one's answer led to.
An error, such as a page that asks to correct a field, frees the id.
"""

import secrets
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from index import clock
from index.store import Store
from index.store.schema import console_form

ID_FIELD = "form_id"
STORED_FOR = timedelta(hours=12)


def new_id() -> str:
    """Return the id of a form that is about to be shown."""
    return secrets.token_urlsafe(16)


def claim(store: Store, form: str, session: str) -> bool:
    """Store that a form is being done; return False if it was sent before. Removes old ids."""
    now = clock.now()
    with store.write() as connection:
        if _row(connection, form):
            return False
        old = console_form.c.sent_at <= (now - STORED_FOR).isoformat()
        connection.execute(delete(console_form).where(old))
        connection.execute(insert(console_form).values(id=form, session=session, sent_at=now.isoformat()))
        return True


def answer_of(store: Store, form: str, session: str) -> str | None:
    """Return the address that a form's answer led to; None while it is being done, and for another session."""
    with store.read() as connection:
        row = _row(connection, form)
    return row[1] if row and row[0] == session else None


def finish(store: Store, form: str, answer: str | None) -> None:
    """Store the address that a form's answer leads to; None frees the id."""
    own = console_form.c.id == form
    with store.write() as connection:
        connection.execute(
            update(console_form).where(own).values(answer=answer) if answer else delete(console_form).where(own)
        )


def _row(connection: Connection, form: str) -> tuple[str, str | None] | None:
    found = connection.execute(
        select(console_form.c.session, console_form.c.answer).where(console_form.c.id == form)
    ).first()
    return (found.session, found.answer) if found else None
