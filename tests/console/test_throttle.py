"""The throttle of sign-ins: the window of an address, its network, the lines of waits, and who ends them."""

from itertools import count

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from console.accounts import sign_in, throttle, unlock
from console.accounts.sign_in import WrongPasswordError
from console.accounts.throttle import TooManyTriesError
from index.store.schema import audit, console_throttle
from pinpoint import cli
from tests.console.conftest import PASSWORD, Browser, add_user

OFFICE = "198.51.100.7"
_numbers = count()


def slip(store, name="nobody", address=OFFICE, password="wrong password here"):
    """A try with a wrong password; returns whether it was checked."""
    try:
        sign_in.sign_in(store, name, password, address)
    except WrongPasswordError:
        return True
    except TooManyTriesError:
        return False


def slips(store, how_many):
    """Tries with names of their own; returns how many were checked."""
    return sum(slip(store, f"name{next(_numbers)}") for _ in range(how_many))


def lines(store):
    with store.read() as connection:
        found = connection.execute(select(audit).order_by(audit.c.id))
        return [(row.action, row.subject, row.note) for row in found if row.who != "tests"]


def waits(store, address=OFFICE):
    with store.read() as connection:
        rows = [row.until for row in connection.execute(select(console_throttle)) if row.until]
    return bool(rows)


def test_slips_of_an_office_do_not_add_up_over_hours(store, at):
    for hour in range(8, 18):
        at(f"{hour:02}:00")
        assert slips(store, 10) == 10
    assert not waits(store)


def test_a_guesser_waits_after_twenty_tries_within_the_hour_and_an_hour_of_rest_does_not_end_it(store, at):
    at("08:00")
    assert slips(store, 19) == 19
    at("08:59")
    assert slips(store, 2) == 1
    at("10:30")
    assert slips(store, 2) == 1
    at("10:31")
    assert slips(store, 1) == 0  # the second wait is of two minutes


def test_after_a_day_without_a_try_all_is_forgotten(store, at):
    at("08:00")
    slips(store, 20)
    at("08:01", day="2026-11-24")
    assert slips(store, 19) == 19
    assert not waits(store)


def test_a_right_password_takes_only_its_own_try_back(store, at):
    add_user(store)
    at("08:00")
    slips(store, 19)
    at("08:30")
    sign_in.sign_in(store, "ida", PASSWORD, OFFICE)
    assert slips(store, 2) == 1


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_of_ipv6_the_64_counts_and_ipv4_written_as_ipv6_is_ipv4(address, counts):
    assert throttle.network(address) == counts


def test_a_guesser_with_a_64_of_addresses_has_one_count(store):
    assert sum(slip(store, f"name{number}", f"2001:db8::{number:x}") for number in range(25)) == 20
    assert slip(store, "name", "2001:db8:0:1::1")


def test_a_wait_that_begins_is_a_line_and_a_try_during_it_is_none(store, at):
    add_user(store)
    for _ in range(5):
        slip(store, "ida")
    for _ in range(50):
        slip(store, "ida")
    assert lines(store) == [
        *[("console/sign in refused", "ida", "")] * 5,
        ("console/account waits", "ida", "until 2026-11-23 12:01 UTC"),
    ]
    at("12:01")
    slip(store, "ida")
    assert lines(store)[6:] == [
        ("console/sign in refused", "ida", ""),
        ("console/account waits", "ida", "until 2026-11-23 12:03 UTC"),
    ]


def test_the_line_of_an_address_does_not_name_it_and_a_name_that_nobody_has_is_in_no_line(store):
    for _ in range(6):
        slip(store, "a.mistyped.password", "198.51.100.8")
    assert lines(store) == []
    slips(store, 30)
    with store.read() as connection:
        subject = throttle.short_hash(connection, OFFICE)
    assert lines(store) == [("console/address waits", subject, "until 2026-11-23 12:01 UTC")]
    assert subject.startswith("address ")
    assert len(subject) == len("address 3f2a91c0")


def test_the_right_password_begins_no_wait_and_leaves_no_line_of_one(store):
    add_user(store)
    for _ in range(4):
        slip(store, "ida")
    sign_in.sign_in(store, "ida", PASSWORD, OFFICE)
    assert lines(store)[4:] == [("console/sign in", "ida", "")]


def test_an_admin_ends_the_wait_of_an_address_on_the_command_line(store, home):
    slips(store, 20)
    assert not slip(store)
    done = CliRunner().invoke(cli, ["users", "unlock", "--address", f"::ffff:{OFFICE}", "--who", "warren"])
    assert (done.exit_code, done.stdout) == (0, "That address may try again.\n")
    assert slip(store)
    with store.read() as connection:
        subject = throttle.short_hash(connection, OFFICE)
    assert lines(store)[-1] == ("user/unlock address", subject, "")
    again = CliRunner().invoke(cli, ["users", "unlock", "--address", "203.0.113.9"])
    assert "it did not wait" in again.stdout
    assert lines(store)[-1][2] == "no tries"


@pytest.mark.parametrize("arguments", [[], ["ida", "--address", OFFICE]])
def test_the_command_takes_a_name_or_an_address(home, arguments):
    assert CliRunner().invoke(cli, ["users", "unlock", *arguments]).exit_code == 2


def test_a_text_that_is_no_address_is_refused_and_not_repeated(store):
    with store.write() as connection, pytest.raises(throttle.NoAddressError, match="that is no address") as refused:
        unlock.unlock_address(connection, "my password", who="warren")
    assert "my password" not in str(refused.value)


def test_an_admin_ends_the_wait_of_an_address_on_the_users_page(store, app, signed_in):
    admin = signed_in("admin")
    office = Browser(app, OFFICE)
    slips(store, 20)
    assert office.sign_in("admin").status_code == 429
    assert "have an admin end it under Users, or by: pinpoint users unlock --address ADDRESS" in office.page
    admin.get("/users")
    assert admin.post("/users/unlock-address", {"address": f" {OFFICE} "}).location == "/users?unlocked=yes"
    admin.get("/users?unlocked=yes")
    assert "That address may try again." in admin.page
    assert office.sign_in("admin").status_code == 303
    admin.get("/users")
    assert admin.post("/users/unlock-address", {"address": "office"}).status_code == 422
    assert "Write an address such as 198.51.100.7" in admin.page
    rows = repr(lines(store))
    with store.read() as connection:
        rows += repr(list(connection.execute(select(console_throttle))))
    assert OFFICE not in rows
