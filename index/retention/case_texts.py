"""Deletes the texts and contacts of settled cases from the store.

The case itself stays, with its number, request, listing, days and decision; so do the suppressions and corrections made
of it.
"""

from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from index import clock
from index.settings import Settings
from index.store import Store
from index.store.schema import case

_WRITTEN = (case.c.which, case.c.text, case.c.contact, case.c.sent_values, case.c.confirm_to)


def delete_case_texts(store: Store, settings: Settings, *, dry_run: bool = False) -> int:
    """Empty the texts and contacts of cases settled more than `case_text_days` days ago; return how many cases."""
    last = (clock.today() - timedelta(days=settings.case_text_days)).isoformat()
    expired = case.c.settled_at.is_not(None) & (func.substr(case.c.settled_at, 1, len(last)) < last)
    written = or_(*(column != "" for column in _WRITTEN))
    query = select(func.count()).where(expired, written)
    if dry_run:
        with store.read() as connection:
            return connection.execute(query).scalar_one()
    with store.write() as connection:
        found: int = connection.execute(query).scalar_one()
        if found:
            values = {column.name: "" for column in _WRITTEN}
            connection.execute(update(case).where(expired, written).values(values))
            _write_anew(connection)
    return found


def _write_anew(connection: Connection) -> None:
    """Write every case anew, so that no page holds a deleted text in a gap between its rows.

    SQLite overwrites what is deleted (`secure_delete`), but not the copies that it leaves when it moves rows from page
    to page: findings/sqlite_deleted_texts.sh. Emptying a whole table overwrites all of its pages.
    """
    if connection.dialect.name != "sqlite":
        return
    rows = [dict(row) for row in connection.execute(select(case)).mappings()]
    connection.execute(delete(case))
    connection.execute(insert(case), rows)
