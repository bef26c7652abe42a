"""The console's users. Every change is recorded; one of password, role or right to sign in ends all sessions."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from console.accounts import sessions
from index import clock
from index.store import audit
from index.store.schema import console_user

INITIAL_HOURS = 24
"""Hours for which a password that somebody else chose is good for a first sign-in."""
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,30}[a-z0-9]")


class Role(StrEnum):
    """A viewer sees figures and states, an operator also decides, an admin also manages users.

    A viewer sees no message, contact, match or hidden field.
    """

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Return the place in the order of rights; 0 is the least."""
        return tuple(Role).index(self)

    def may(self, least: "Role") -> bool:
        """Return whether this role has the rights of `least`."""
        return self.rank >= least.rank


class UserNameError(ValueError):
    """A user's name is not written as names are."""


class UserExistsError(ValueError):
    """There is a user of this name already; names are never used twice."""


class UnknownUserError(LookupError):
    """There is no user of this name."""


class LastAdminError(ValueError):
    """The change would leave nobody who manages users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user. `is_initial`: somebody else chose the password, so the user must choose another at the first sign-in."""

    name: str
    role: Role
    is_disabled: bool
    is_initial: bool
    created_at: datetime
    password_at: datetime

    @property
    def may_sign_in(self) -> bool:
        """Return whether the user may sign in with the right password."""
        in_time = clock.now() - self.password_at < timedelta(hours=INITIAL_HOURS)
        return not self.is_disabled and (in_time or not self.is_initial)

    @property
    def manages_users(self) -> bool:
        """Return whether this is an admin who has signed in with a password of their own and may do so again."""
        return self.role is Role.ADMIN and self.may_sign_in and not self.is_initial

    @property
    def state(self) -> str:
        """Return "active", "disabled", "first password" (nobody has changed it yet) or "first password expired"."""
        if self.is_disabled:
            return "disabled"
        if not self.is_initial:
            return "active"
        return "first password" if self.may_sign_in else "first password expired"


def find(connection: Connection, name: str) -> User | None:
    """Return a user; None where there is none."""
    row = connection.execute(select(console_user).where(console_user.c.name == name)).first()
    return _user(row) if row else None


def get(connection: Connection, name: str) -> User:
    """Return a user; raises UnknownUserError."""
    user = find(connection, name)
    if user is None:
        raise UnknownUserError(f"there is no user {name!r}; pinpoint users list shows all")
    return user


def everyone(connection: Connection) -> list[User]:
    """Return all users by name."""
    return [_user(row) for row in connection.execute(select(console_user).order_by(console_user.c.name))]


def password_hash(connection: Connection, name: str) -> str | None:
    """Return the stored hash of a user's password; None where there is no such user."""
    return connection.execute(select(console_user.c.password_hash).where(console_user.c.name == name)).scalar()


def check_name(name: str) -> None:
    """Raise UserNameError unless a name is 3 to 32 small letters, digits, dots, hyphens or underscores."""
    if not _NAME.fullmatch(name):
        raise UserNameError(
            f"{name!r} is no name of a user; write 3 to 32 small letters, digits, dots or hyphens, as in ida.marsh"
        )


def add(connection: Connection, name: str, role: Role, hashed: str, *, who: str, is_initial: bool = False) -> None:
    """Add a user; raises UserNameError and UserExistsError."""
    check_name(name)
    if find(connection, name):
        raise UserExistsError(f"there is a user {name!r} already; choose another name, or enable that one")
    now = clock.now().isoformat()
    values = {"name": name, "role": role.value, "password_hash": hashed, "is_initial": is_initial}
    connection.execute(insert(console_user).values(**values, is_disabled=False, created_at=now, password_at=now))
    audit.record(connection, who=who, action="user/add", subject=name, note=role.value)


def set_password(connection: Connection, name: str, hashed: str, *, who: str, is_initial: bool = False) -> None:
    """Give a user a new password and end all sessions; raises UnknownUserError."""
    get(connection, name)
    now = clock.now().isoformat()
    _change(connection, name, password_hash=hashed, is_initial=is_initial, password_at=now)
    audit.record(connection, who=who, action="user/password", subject=name)


def give_first_password(connection: Connection, name: str, hashed: str, *, who: str) -> None:
    """Give a user a password to be changed at the next sign-in; raises UnknownUserError and LastAdminError."""
    _check_last_admin(connection, get(connection, name))
    set_password(connection, name, hashed, who=who, is_initial=True)


def set_role(connection: Connection, name: str, role: Role, *, who: str) -> None:
    """Give a user another role and end all sessions; raises UnknownUserError and LastAdminError."""
    user = get(connection, name)
    if not role.may(Role.ADMIN):
        _check_last_admin(connection, user)
    _change(connection, name, role=role.value)
    audit.record(connection, who=who, action="user/role", subject=name, note=f"{user.role.value} → {role.value}")


def disable(connection: Connection, name: str, *, who: str) -> None:
    """Let a user sign in no more and end all sessions; raises UnknownUserError and LastAdminError."""
    _check_last_admin(connection, get(connection, name))
    _change(connection, name, is_disabled=True)
    audit.record(connection, who=who, action="user/disable", subject=name)


def enable(connection: Connection, name: str, *, who: str) -> None:
    """Let a user sign in again; raises UnknownUserError."""
    get(connection, name)
    _change(connection, name, is_disabled=False)
    audit.record(connection, who=who, action="user/enable", subject=name)


def store_new_hash(connection: Connection, name: str, hashed: str, *, instead_of: str) -> None:
    """Replace the hash of an unchanged password by one with today's parameters; a password that is new by now stays."""
    unchanged = (console_user.c.name == name) & (console_user.c.password_hash == instead_of)
    connection.execute(update(console_user).where(unchanged).values(password_hash=hashed))


def _change(connection: Connection, name: str, **values: object) -> None:
    connection.execute(update(console_user).where(console_user.c.name == name).values(**values))
    sessions.end_all(connection, name)


def _check_last_admin(connection: Connection, user: User) -> None:
    """Raise LastAdminError if a user is an admin, and no other is one who can really sign in."""
    others = [one for one in everyone(connection) if one.name != user.name]
    if user.role is not Role.ADMIN or not user.may_sign_in or any(one.manages_users for one in others):
        return
    why = "; one whose first password is unchanged or who is disabled does not count"
    cannot = any(one.role is Role.ADMIN for one in others)
    raise LastAdminError(f"{user.name} is the only admin{why if cannot else ''}; make somebody else an admin first")


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(
        name=row.name,
        role=Role(row.role),
        is_disabled=row.is_disabled,
        is_initial=row.is_initial,
        created_at=datetime.fromisoformat(row.created_at),
        password_at=datetime.fromisoformat(row.password_at),
    )
