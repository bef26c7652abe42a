"""A user's own account: the sessions that run, and the password."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from console.accounts import passwords, sessions, users
from console.accounts import sign_in as accounts
from console.accounts.passwords import BusyError, WeakPasswordError
from console.accounts.sign_in import WrongPasswordError
from console.accounts.throttle import TooManyTriesError
from console.guard import visitor
from console.pages.sign_in import WRONG, forget_everything, wait_words
from index.store import audit


def own_sessions() -> ResponseReturnValue:
    """Show the user's sessions."""
    with visitor.store().read() as connection:
        running = sessions.of_user(connection, visitor.user().name)
    return render_template("pages/own_sessions.html", running=running, this=visitor.session().id)


def end_session() -> ResponseReturnValue:
    """End one of the user's sessions."""
    _end([request.form.get("session", "")])
    return redirect("/sessions", 303)


def end_everywhere() -> ResponseReturnValue:
    """End all of the user's sessions, this one among them."""
    with visitor.store().read() as connection:
        running = sessions.of_user(connection, visitor.user().name)
    _end([one.id for one in running])
    visitor.change_token(None)
    return forget_everything(redirect("/sign-in", 303))


def _end(ids: list[str]) -> None:
    name = visitor.user().name
    with visitor.write() as connection:
        ended = sessions.end(connection, name, ids)
        if ended:
            audit.record(connection, who=name, action="console/end sessions", subject=name, note=str(ended))


def own_password() -> ResponseReturnValue:
    """Show the form."""
    return render_template("pages/own_password.html", errors={})


def change_own_password() -> ResponseReturnValue:
    """Change the password, end all sessions, and begin a new one here."""
    name = visitor.user().name
    try:
        hashed = _hash_of_new()
    except _FieldError as error:
        return render_template("pages/own_password.html", errors={error.field: error.sentence}), error.status
    with visitor.write() as connection:
        users.set_password(connection, name, hashed, who=name)
        visitor.change_token(sessions.begin(connection, name))
    return redirect("/sessions", 303)


class _FieldError(Exception):
    """A field of the form has to be corrected."""

    def __init__(self, field: str, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.field, self.sentence, self.status = field, sentence, status


def _hash_of_new() -> str:
    """Return the hash of the new password, if it may be one and the old one was right; raises _FieldError."""
    current, new, again = (request.form.get(field, "") for field in ("current", "new", "again"))
    if new != again:
        raise _FieldError("again", "The two new passwords differ.")
    if new == current:
        raise _FieldError("new", "The new password is the old one.")
    try:
        passwords.check_new(new, visitor.user().name)
        hashed = passwords.hash_password(new)
        accounts.confirm(visitor.store(), visitor.session(), current)
    except WeakPasswordError as error:
        raise _FieldError("new", f"{str(error)[0].upper()}{str(error)[1:]}.") from error
    except WrongPasswordError as error:
        raise _FieldError("current", WRONG) from error
    except TooManyTriesError as error:
        raise _FieldError("current", f"Too many tries. {wait_words(error)}", 429) from error
    except BusyError as error:
        raise _FieldError("current", "Too many people are signing in. Wait a minute and try again.", 503) from error
    return hashed
