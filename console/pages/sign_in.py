"""Signing in and out, and typing the password again before a step that cannot be taken lightly."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from console.accounts import sign_in as accounts
from console.accounts.passwords import BusyError
from console.accounts.sign_in import WrongPasswordError
from console.accounts.throttle import TooManyTriesError
from console.guard import visitor
from console.guard.routes import own_path
from index import clock

WRONG = "Name and password do not belong together, or the account is closed."
WRONG_SIGN_IN = "Name and password do not belong together, the code is wrong, or the account is closed."


def sign_in() -> ResponseReturnValue:
    """Show the form."""
    visitor.token()  # the form's token is made of the cookie's
    return _page("sign_in", own_path(request.args.get("to", "/")))


def do_sign_in() -> ResponseReturnValue:
    """Begin a session with a right password, and go where the visitor wanted to go."""
    to, name = own_path(request.form.get("to", "/")), request.form.get("name", "").strip()
    try:
        password, code = request.form.get("password", ""), request.form.get("code", "")
        signed = accounts.sign_in(visitor.store(), name, password, visitor.address(), code)
    except (WrongPasswordError, TooManyTriesError, BusyError) as error:
        return _refused("sign_in", to, error)
    if visitor.is_signed_in():
        accounts.sign_out(visitor.store(), visitor.session())  # the browser forgets its token, so the session ends
    visitor.change_token(signed.token)
    return redirect(to, 303)


def sign_out() -> ResponseReturnValue:
    """End the session, and have the browser forget what it stored."""
    accounts.sign_out(visitor.store(), visitor.session())
    visitor.change_token(None)
    return forget_everything(redirect("/sign-in", 303))


def forget_everything(response: Response) -> Response:
    """Ask the browser to delete what it stored of the console; our cookie alone, as others share the host's name."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def confirm() -> ResponseReturnValue:
    """Show the form."""
    return _page("confirm", own_path(request.args.get("to", "/")))


def do_confirm() -> ResponseReturnValue:
    """Record that the password was typed, and go back."""
    to = own_path(request.form.get("to", "/"))
    password = request.form.get("password", "")
    try:
        token = accounts.confirm(visitor.store(), visitor.session(), password)
    except (WrongPasswordError, TooManyTriesError, BusyError) as error:
        return _refused("confirm", to, error)
    visitor.change_token(token)
    return redirect(to, 303)


def _refused(page: str, to: str, error: Exception) -> ResponseReturnValue:
    if isinstance(error, TooManyTriesError):
        markup = _page(page, to, f"Too many tries. {wait_words(error)}")
        seconds = max(1, int((error.until - clock.now()).total_seconds()))
        return markup, 429, {"Retry-After": str(seconds)}
    if isinstance(error, BusyError):
        return _page(page, to, "Too many people are signing in. Wait a minute and try again."), 503
    return _page(page, to, WRONG_SIGN_IN if page == "sign_in" else WRONG), 401


def wait_words(error: TooManyTriesError) -> str:
    """Return for how long nothing is checked, in whole minutes, and who can end the wait."""
    minutes = max(1, -(-int((error.until - clock.now()).total_seconds()) // 60))
    wait = f"Wait {minutes} minute{'s' if minutes > 1 else ''}"
    return f"{wait}, or have an admin end it under Users, or by: {error.unlock}"


def _page(name: str, to: str, error: str = "") -> str:
    return render_template(f"pages/{name}.html", to=to, error=error)
