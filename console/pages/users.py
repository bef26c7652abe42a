"""Users: who may sign in and what they may do. A first password is made here, shown once, and good for a day."""

from collections.abc import Callable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from console.accounts import passwords, second_factor, sessions, throttle, unlock
from console.accounts import users as accounts
from console.accounts.throttle import NoAddressError
from console.accounts.users import LastAdminError, Role, UnknownUserError, User, UserExistsError, UserNameError
from console.guard import visitor
from index.store import audit


def users() -> ResponseReturnValue:
    """Show all users."""
    return _list({}, _UNLOCKED.get(request.args.get("unlocked", ""), ""))


def add_user() -> ResponseReturnValue:
    """Add a user with a first password, which this answer alone shows."""
    name, role = request.form.get("name", "").strip(), _role()
    if role is None:
        return _list({"role": "Choose a role."}), 422
    password, who = passwords.make_initial(), visitor.user().name
    hashed = passwords.hash_password(password)
    try:
        with visitor.write() as connection:
            accounts.add(connection, name, role, hashed, who=who, is_initial=True)
    except (UserNameError, UserExistsError) as error:
        return _list({"name": f"{str(error)[0].upper()}{str(error)[1:]}."}), 422
    return _first_password(name, password)


def user(name: str) -> ResponseReturnValue:
    """Show one user with what can be changed."""
    return _one(name)


def set_role(name: str) -> ResponseReturnValue:
    """Give a user another role."""
    role = _role()
    if role is None:
        return _one(name, "Choose a role.", 422)
    return _changed(name, lambda connection, who: accounts.set_role(connection, name, role, who=who))


def disable_user(name: str) -> ResponseReturnValue:
    """Let a user sign in no more."""
    return _changed(name, lambda connection, who: accounts.disable(connection, name, who=who))


def enable_user(name: str) -> ResponseReturnValue:
    """Let a user sign in again."""
    return _changed(name, lambda connection, who: accounts.enable(connection, name, who=who))


def unlock_user(name: str) -> ResponseReturnValue:
    """Let a user try again at once after too many wrong passwords."""
    return _changed(name, lambda connection, who: unlock.unlock_user(connection, name, who=who))


def unlock_address() -> ResponseReturnValue:
    """Let an address try again at once; the answer does not name it."""
    try:
        with visitor.write() as connection:
            found = unlock.unlock_address(connection, request.form.get("address", "").strip(), who=visitor.user().name)
    except NoAddressError:
        return _list({"address": "Write an address such as 198.51.100.7 or 2001:db8::7."}), 422
    return redirect(f"/users?unlocked={'yes' if found else 'none'}", 303)


def sign_out_user(name: str) -> ResponseReturnValue:
    """End all sessions of a user."""

    def end(connection: Connection, who: str) -> None:
        accounts.get(connection, name)
        ended = sessions.end_all(connection, name)
        audit.record(connection, who=who, action="user/sign out", subject=name, note=str(ended))

    return _changed(name, end)


def give_password(name: str) -> ResponseReturnValue:
    """Give a user a new first password, which this answer alone shows."""
    password, who = passwords.make_initial(), visitor.user().name
    hashed = passwords.hash_password(password)
    try:
        with visitor.write() as connection:
            accounts.give_first_password(connection, name, hashed, who=who)
            throttle.forget_user(connection, name)
    except UnknownUserError:
        return _list({}), 404
    except LastAdminError as error:
        return _one(name, f"{str(error)[0].upper()}{str(error)[1:]}.", 422)
    return _first_password(name, password)


def _changed(name: str, change: Callable[[Connection, str], None]) -> ResponseReturnValue:
    try:
        with visitor.write() as connection:
            change(connection, visitor.user().name)
    except UnknownUserError:
        return _list({}), 404
    except LastAdminError as error:
        return _one(name, f"{str(error)[0].upper()}{str(error)[1:]}.", 422)
    return redirect(f"/users/{name}", 303)


def _role() -> Role | None:
    text = request.form.get("role", "")
    return Role(text) if text in tuple(Role) else None


def _all() -> list[User]:
    with visitor.store().read() as connection:
        return accounts.everyone(connection)


def _list(errors: dict[str, str], done: str = "") -> str:
    shown = {"everyone": _all(), "roles": _ROLES, "errors": errors, "typed": request.form, "done": done}
    return render_template("pages/users.html", **shown)


def _one(name: str, error: str = "", status: int = 200) -> ResponseReturnValue:
    with visitor.store().read() as connection:
        found = accounts.find(connection, name)
        running = sessions.of_user(connection, name)
        has_code = second_factor.is_on(connection, name)
    if found is None:
        return _list({}), 404
    return render_template(
        "pages/user.html", one=found, running=running, has_code=has_code, roles=_ROLES, error=error
    ), status


def _first_password(name: str, password: str) -> ResponseReturnValue:
    """Show a password once; sent a second time, the form leads to the user's page (Content-Location)."""
    page = render_template("pages/first_password.html", name=name, password=password)
    return page, 200, {"Content-Location": f"/users/{name}"}


_UNLOCKED = {
    "yes": "That address may try again.",
    "none": "No tries of that address were counted: it did not wait. Look whether an account waits.",
}
_ROLES = (
    (Role.VIEWER.value, "viewer: sees figures and states"),
    (Role.OPERATOR.value, "operator: decides, too"),
    (Role.ADMIN.value, "admin: manages users, too"),
)
