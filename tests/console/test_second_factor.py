"""The second factor: asked for at the sign-in of who chose it, each code once, replaced by hashed recovery codes."""

import json

import pyotp
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from console.accounts import second_factor
from console.accounts.second_factor import WrongCodeError
from index import clock
from index.store.schema import audit, console_totp
from pinpoint import cli
from tests.console.conftest import PASSWORD, Browser, add_user

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(seconds=0):
    """The code of an authenticator, some seconds from now."""
    return pyotp.TOTP(KEY).at(int(clock.now().timestamp()) + seconds)


@pytest.fixture
def recovery(store, at):
    """The recovery codes of ida, who turned her second factor on at 11:00."""
    add_user(store)
    at("11:00")
    with store.write() as connection:
        made = second_factor.turn_on(connection, "ida", KEY, code_at(), who="ida")
    at("12:00")
    return made


def sign_in(app, code, password=PASSWORD):
    browser = Browser(app)
    browser.get("/sign-in")
    return browser.post("/sign-in", {"name": "ida", "password": password, "code": code}).status_code


def lines(store):
    with store.read() as connection:
        found = connection.execute(select(audit).order_by(audit.c.id))
        return [(row.who, row.action, row.subject, row.note) for row in found if row.who != "tests"]


@pytest.mark.parametrize("key", ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"])
@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_the_standard(monkeypatch, key, seconds, code):
    """RFC 6238, appendix B (SHA-1), the last six digits."""
    monkeypatch.setattr(clock, "now", lambda: clock.datetime.fromtimestamp(seconds, clock.UTC))
    assert second_factor._step_of(key, code, after=-1) == seconds // 30


def test_who_has_none_signs_in_without_a_code(store, app):
    add_user(store)
    assert sign_in(app, "") == 303
    assert sign_in(app, "123456") == 303


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_without_the_right_code_the_right_password_is_refused_and_that_is_recorded(store, app, recovery, wrong):
    assert wrong != code_at()
    assert sign_in(app, wrong) == 401
    assert lines(store)[-1] == ("pinpoint console", "console/sign in refused", "ida", "wrong code")


def test_the_code_is_no_use_without_the_password(store, app, recovery):
    assert sign_in(app, code_at(), "wrong password here") == 401
    assert sign_in(app, code_at()) == 303  # it was not used up


@pytest.mark.parametrize(("off", "status"), [(-60, 401), (-30, 303), (0, 303), (30, 303), (60, 401)])
def test_a_clock_may_be_off_by_half_a_minute(app, recovery, off, status):
    assert sign_in(app, code_at(off)) == status


def test_no_code_is_accepted_twice_nor_one_of_an_earlier_time(app, recovery):
    earlier = code_at(-30)
    assert sign_in(app, code_at()) == 303
    assert sign_in(app, code_at()) == 401
    assert sign_in(app, earlier) == 401
    assert sign_in(app, code_at(30)) == 303


def test_the_code_that_turned_it_on_is_used_up(store, app, recovery, at):
    at("11:00")
    assert sign_in(app, code_at()) == 401


def test_wrong_codes_are_throttled_as_wrong_passwords_are(app, recovery):
    assert [sign_in(app, "000000") for _ in range(6)] == [401] * 5 + [429]


def test_a_recovery_code_takes_its_place_once_and_is_stored_as_a_hash(store, app, recovery):
    assert len(set(recovery)) == 10
    with store.read() as connection:
        row = connection.execute(select(console_totp)).one()
    assert not any(one.replace("-", "") in repr(row) for one in recovery)
    assert sign_in(app, f" {recovery[3].upper()} ") == 303
    assert ("ida", "console/recovery code used", "ida", "9 left") in lines(store)
    assert sign_in(app, recovery[3]) == 401
    assert sign_in(app, recovery[4].replace("-", "")) == 303


def test_turning_it_on_needs_a_code_of_the_key_and_ends_all_sessions(store, app):
    add_user(store)
    browser = Browser(app)
    browser.sign_in()
    with store.write() as connection, pytest.raises(WrongCodeError, match="is not the code of this key"):
        second_factor.turn_on(connection, "ida", KEY, "000000", who="ida")
    assert browser.get("/").status_code == 200
    with store.write() as connection:
        second_factor.turn_on(connection, "ida", KEY, code_at(), who="ida")
    assert browser.get("/").status_code == 303
    assert lines(store)[-1] == ("ida", "user/second factor on", "ida", "")


def test_the_command_turns_it_on_with_a_code_and_off_again(store, app, monkeypatch):
    add_user(store)
    monkeypatch.setattr(pyotp, "random_base32", lambda: KEY)
    run = lambda *more, text="": CliRunner().invoke(cli, ["users", *more], input=text)  # noqa: E731
    done = run("totp", "ida", "--who", "ida", text=f"{code_at()}\n")
    assert done.exit_code == 0, done.output
    assert KEY in done.stdout
    assert "otpauth://totp/" in done.stdout
    assert len([line for line in done.stdout.splitlines() if line.count("-") == 3 and len(line) == 31]) == 10
    (listed,) = json.loads(run("list", "--json").stdout)
    assert listed["second_factor"] is True
    assert sign_in(app, "") == 401
    assert run("totp", "ida", "--off").stdout == "ida signs in without a code now.\n"
    assert run("totp", "ida", "--off").stdout == "ida signs in without a code already.\n"
    assert sign_in(app, "") == 303
    assert isinstance(run("totp", "ida", text="000000\n").exception, WrongCodeError)
    assert "there is no user" in str(run("totp", "nobody").exception)


def test_an_admin_sees_who_has_one(store, recovery, signed_in):
    admin = signed_in("admin")
    admin.get("/users/ida")
    assert "<dd>asked for at the sign-in</dd>" in admin.page
