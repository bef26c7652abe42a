"""`pinpoint users`: makes the first admin, and changes who may sign in to the console."""

import json

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from sqlalchemy import select

from console.accounts import passwords
from index.store import audit as audit_log
from index.store.schema import audit
from pinpoint import cli

PASSWORD = "blue teapot river 7"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def run(*arguments, text=f"{PASSWORD}\n"):
    return CliRunner().invoke(cli, ["users", *arguments], input=text)


def add(name, role="admin", *more):
    done = run("add", name, "--role", role, "--password-file", "-", "--who", "warren", *more)
    assert done.exit_code == 0, done.output


def listed():
    return {one.pop("name"): one for one in json.loads(run("list", "--json").stdout)}


def test_the_first_admin_is_made_here_and_the_audit_log_says_by_which_user_of_the_system(home, store):
    assert "Nobody yet" in run("list").stdout
    add("ida")
    assert listed() == {
        "ida": {
            "role": "admin",
            "disabled": False,
            "initial_password": False,
            "state": "active",
            "can_sign_in": True,
            "manages_users": True,
            "created_at": "2026-11-23 12:00:00+00:00",
            "password_at": "2026-11-23 12:00:00+00:00",
            "second_factor": False,
            "sessions": 0,
        }
    }
    with store.read() as connection:
        (line,) = connection.execute(select(audit))
    assert (line.who, line.action, line.subject, line.note) == ("warren", "user/add", "ida", "admin")
    assert (line.console_user, line.os_user) == ("", audit_log.os_user())
    assert line.os_user


def test_a_password_is_never_an_argument_and_never_printed(home, tmp_path):
    (tmp_path / "password").write_text(f"{PASSWORD}\nsecond line\n")
    done = run("add", "ida", "--role", "viewer", "--password-file", str(tmp_path / "password"), text="")
    assert (done.exit_code, done.stdout) == (0, "ida may sign in as viewer.\n")
    assert run("add", "eve", "--role", "viewer", "--password", PASSWORD).exit_code == 2
    without = run("add", "eve", "--role", "viewer", text="")
    assert "write --password-file" in str(without.exception)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["add", "ida", "--role", "viewer", "--password-file", "-"], "there is a user 'ida' already"),
        (["add", "Ida Marsh", "--role", "viewer", "--password-file", "-"], "is no name of a user"),
        (["role", "nobody", "--role", "viewer"], "there is no user 'nobody'"),
        (["role", "ida", "--role", "viewer"], "ida is the only admin"),
        (["disable", "ida"], "ida is the only admin"),
        (["password", "nobody", "--password-file", "-"], "there is no user 'nobody'"),
        (["unlock", "nobody"], "there is no user 'nobody'"),
        (["sign-out", "nobody"], "there is no user 'nobody'"),
    ],
)
def test_what_cannot_be_done_says_why(home, arguments, error):
    add("ida")
    assert error in str(run(*arguments).exception)


def test_a_user_is_changed_disabled_and_enabled_again(home):
    add("ida")
    add("eve", "viewer", "--initial")
    assert run("role", "eve", "--role", "operator").exit_code == 0
    assert run("disable", "eve").exit_code == 0
    assert (listed()["eve"]["role"], listed()["eve"]["disabled"]) == ("operator", True)
    assert run("disable", "eve", "--off").exit_code == 0
    assert run("password", "eve", "--password-file", "-", text="green kettle mountain 9\n").exit_code == 0
    assert (listed()["eve"]["disabled"], listed()["eve"]["initial_password"]) == (False, False)
    assert run("unlock", "eve").stdout == "eve may try again.\n"
    assert run("sign-out", "eve").stdout == "0 sessions of eve have ended.\n"
    assert "weak" not in run("password", "eve", "--password-file", "-", text="short\n").stdout
    assert "too short" in str(run("password", "eve", "--password-file", "-", text="short\n").exception)


def test_the_list_says_who_cannot_sign_in_and_that_no_admin_can(home, monkeypatch):
    add("ida", "admin", "--initial")
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    assert run("list").stdout == (
        "ida                      admin     first password expired 0 sessions\n"
        "No admin has a password of their own that works: pinpoint users password NAME\n"
    )
    assert (listed()["ida"]["can_sign_in"], listed()["ida"]["manages_users"]) == (False, False)
