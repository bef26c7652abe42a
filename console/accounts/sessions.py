"""Sessions on the server: a random token whose hash alone is stored, with an idle and an absolute limit."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, insert, select, update

from index import clock
from index.store.schema import console_session

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
CONFIRMED = timedelta(minutes=5)
"""Time after a password was typed in which a removal, a rollback or a change of users needs none."""
SEEN_EVERY = timedelta(minutes=1)
"""The last use of a session is written at most so often."""
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session of a user; `id` names it on pages and is no secret."""

    id: str
    user: str
    began_at: datetime
    seen_at: datetime
    confirmed_at: datetime

    @property
    def is_confirmed(self) -> bool:
        """Return whether the password was typed within the last minutes."""
        return abs(clock.now() - self.confirmed_at) < CONFIRMED  # a clock that was set back prolongs nothing


def begin(connection: Connection, user: str) -> str:
    """Begin a session for a user whose password was right, and return its token; removes expired sessions."""
    now = clock.now()
    connection.execute(delete(console_session).where(_expired(now)))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    at = now.isoformat()
    values = {"id": secrets.token_hex(8), "token_hash": _hash(token), "user": user}
    connection.execute(insert(console_session).values(**values, began_at=at, seen_at=at, confirmed_at=at))
    return token


def find(connection: Connection, token: str) -> Session | None:
    """Return the session of a token; None where there is none, or its time is over."""
    of_token = console_session.c.token_hash == _hash(token)
    row = connection.execute(select(console_session).where(of_token, ~_expired(clock.now()))).first()
    return _session(row) if row else None


def must_be_marked(session: Session) -> bool:
    """Return whether the stored last use of a session is old enough to be written anew."""
    return abs(clock.now() - session.seen_at) >= SEEN_EVERY


def mark_seen(connection: Connection, session: Session) -> None:
    """Record that a session is used now."""
    own = console_session.c.id == session.id
    connection.execute(update(console_session).where(own).values(seen_at=clock.now().isoformat()))


def confirm(connection: Connection, session: Session) -> str:
    """Record that the password was typed again, and return the session's new token; the old one ends."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    values = {"token_hash": _hash(token), "confirmed_at": clock.now().isoformat()}
    connection.execute(update(console_session).where(console_session.c.id == session.id).values(**values))
    return token


def of_user(connection: Connection, user: str) -> list[Session]:
    """Return the running sessions of a user, the last used first."""
    wanted = select(console_session).where(console_session.c.user == user, ~_expired(clock.now()))
    ordered = wanted.order_by(console_session.c.seen_at.desc(), console_session.c.id)
    return [_session(row) for row in connection.execute(ordered)]


def end(connection: Connection, user: str, ids: Sequence[str]) -> int:
    """End some of a user's sessions, and return how many there were."""
    own = console_session.c.user == user
    return connection.execute(delete(console_session).where(own, console_session.c.id.in_(ids))).rowcount


def end_all(connection: Connection, user: str) -> int:
    """End all sessions of a user, and return how many there were."""
    return connection.execute(delete(console_session).where(console_session.c.user == user)).rowcount


def _expired(now: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202  (SQLAlchemy's clause)
    too_old = console_session.c.began_at <= (now - WHOLE).isoformat()
    # Begun or seen later than now: the clock was set back, and how old the session is cannot be known.
    ahead = (now + IDLE).isoformat()
    from_later = (console_session.c.began_at >= ahead) | (console_session.c.seen_at >= ahead)
    return too_old | (console_session.c.seen_at <= (now - IDLE).isoformat()) | from_later


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        id=row.id,
        user=row.user,
        began_at=datetime.fromisoformat(row.began_at),
        seen_at=datetime.fromisoformat(row.seen_at),
        confirmed_at=datetime.fromisoformat(row.confirmed_at),
    )
