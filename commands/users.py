"""`pinpoint users`: who may sign in to the operators' console. The first admin is made here."""

import sys
from pathlib import Path
from typing import Any

import click

from commands.output import echo_json, json_option, who_option
from console.accounts import passwords, second_factor, sessions, throttle
from console.accounts import unlock as unlocking
from console.accounts import users as accounts
from console.accounts.users import Role, User
from index.store import audit
from index.store.database import store_of_home


class NoPasswordError(ValueError):
    """There is no terminal to ask for the password, and no file was named."""


_who = who_option()
_name = click.argument("name", metavar="NAME")
_role = click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What it may do.")
_file = click.option(
    "--password-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File whose first line is the password; -: standard input. Default: asked at the terminal.",
)
_initial = click.option("--initial", is_flag=True, help="It must be changed at the first sign-in, within 24 hours.")


@click.group()
def users() -> None:
    """Add, list and change the users of the console."""


@users.command(name="list")
@json_option
def list_users(as_json: bool) -> None:
    """List all users with their roles and running sessions."""
    with store_of_home() as store, store.read() as connection:
        facts = [
            _facts(user, len(sessions.of_user(connection, user.name)), second_factor.is_on(connection, user.name))
            for user in accounts.everyone(connection)
        ]
    if as_json:
        echo_json(facts)
        return
    for one in facts:
        click.echo(f"{one['name']:24} {one['role']:9} {one['state']:22} {one['sessions']} sessions")
    if not facts:
        click.echo("Nobody yet: pinpoint users add NAME --role admin")
    elif not any(one["manages_users"] for one in facts):
        click.echo("No admin has a password of their own that works: pinpoint users password NAME")


@users.command()
@_name
@_role
@_file
@_initial
@_who
def add(name: str, role: str, password_file: Path | None, initial: bool, who: str) -> None:
    """Add a user."""
    accounts.check_name(name)
    with store_of_home() as store:
        hashed = _new_hash(name, password_file)
        with store.write() as connection:
            accounts.add(connection, name, Role(role), hashed, who=who, is_initial=initial)
    click.echo(f"{name} may sign in as {role}.")


@users.command()
@_name
@_role
@_who
def role(name: str, role: str, who: str) -> None:
    """Give a user another role; all sessions of theirs end."""
    with store_of_home() as store, store.write() as connection:
        accounts.set_role(connection, name, Role(role), who=who)
    click.echo(f"{name} is {role} now; sessions that ran have ended.")


@users.command()
@_name
@_file
@_initial
@_who
def password(name: str, password_file: Path | None, initial: bool, who: str) -> None:
    """Give a user a new password; all sessions of theirs end."""
    with store_of_home() as store:
        with store.read() as connection:
            accounts.get(connection, name)
        hashed = _new_hash(name, password_file)
        with store.write() as connection:
            accounts.set_password(connection, name, hashed, who=who, is_initial=initial)
            throttle.forget_user(connection, name)
    click.echo(f"{name} has a new password; sessions that ran have ended.")


@users.command()
@_name
@click.option("--off", is_flag=True, help="Let the user sign in again.")
@_who
def disable(name: str, off: bool, who: str) -> None:
    """Let a user sign in no more; all sessions of theirs end."""
    with store_of_home() as store, store.write() as connection:
        (accounts.enable if off else accounts.disable)(connection, name, who=who)
    click.echo(f"{name} may sign in again." if off else f"{name} may not sign in; sessions that ran have ended.")


@users.command(name="sign-out")
@_name
@_who
def sign_out(name: str, who: str) -> None:
    """End all sessions of a user."""
    with store_of_home() as store, store.write() as connection:
        accounts.get(connection, name)
        ended = sessions.end_all(connection, name)
        audit.record(connection, who=who, action="user/sign out", subject=name, note=str(ended))
    click.echo(f"{ended} sessions of {name} have ended.")


@users.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--address", metavar="ADDRESS", help="An address that waits, in place of a user; it is not stored.")
@_who
def unlock(name: str | None, address: str | None, who: str) -> None:
    """Let a user, or whoever comes from an address, try again at once after too many wrong passwords."""
    if bool(name) == bool(address):
        raise click.UsageError("write the user's NAME, or --address ADDRESS")
    with store_of_home() as store, store.write() as connection:
        if name:
            unlocking.unlock_user(connection, name, who=who)
            click.echo(f"{name} may try again.")
        elif unlocking.unlock_address(connection, address or "", who=who):
            click.echo("That address may try again.")
        else:
            click.echo("No tries of that address were counted: it did not wait. Look whether an account waits.")


@users.command()
@_name
@click.option("--off", is_flag=True, help="Ask the user for no code any more, as after a lost phone.")
@_who
def totp(name: str, off: bool, who: str) -> None:
    """Give a user a second factor: codes of an authenticator app, asked for at the sign-in. All sessions end."""
    with store_of_home() as store:
        if off:
            with store.write() as connection:
                was_on = second_factor.turn_off(connection, name, who=who)
            click.echo(f"{name} signs in without a code{' now' if was_on else ' already'}.")
            return
        with store.read() as connection:
            accounts.get(connection, name)
        made = second_factor.new_factor(name)
        click.echo(f"Type this key into the app of {name}: {made.key}\nor give it this address: {made.address}")
        code = click.prompt("Code that the app shows")
        with store.write() as connection:
            recovery = second_factor.turn_on(connection, name, made.key, code.replace(" ", ""), who=who)
    click.echo(f"{name} signs in with a code from now on. Each of these codes takes its place once; store them safely:")
    for one in recovery:
        click.echo(one)


def _new_hash(name: str, file: Path | None) -> str:
    """Return the hash of a password from a file or the terminal; raises NoPasswordError and WeakPasswordError."""
    if file is not None:
        text = sys.stdin.readline() if str(file) == "-" else file.read_text(encoding="utf-8").partition("\n")[0]
        chosen = text.rstrip("\r\n")
    elif sys.stdin.isatty():
        chosen = click.prompt("Password", hide_input=True, confirmation_prompt="Again")
    else:
        raise NoPasswordError(
            "there is no terminal to ask for the password; write --password-file FILE (- reads stdin)"
        )
    passwords.check_new(chosen, name)
    return passwords.hash_password(chosen)


def _facts(user: User, running: int, has_code: bool) -> dict[str, Any]:
    return {
        "name": user.name,
        "role": user.role.value,
        "disabled": user.is_disabled,
        "initial_password": user.is_initial,
        "state": user.state,
        "can_sign_in": user.may_sign_in,
        "manages_users": user.manages_users,
        "created_at": user.created_at,
        "password_at": user.password_at,
        "second_factor": has_code,
        "sessions": running,
    }
