import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from commands.close import close, open_command
from commands.doctor import doctor
from index import settings
from index.published.closed import closed_since
from index.store.schema import audit


@pytest.fixture
def run(home):
    return lambda command, *arguments: CliRunner().invoke(command, arguments)


def test_a_site_is_closed_and_opened_with_who_and_why(run, store):
    closing = run(close, "--who", "Ana", "--reason", "a private address is shown")
    assert (closing.exit_code, closing.stdout) == (
        0,
        "the site is closed: within a second every page answers 503 with one sentence\n",
    )
    assert run(open_command, "--who", "Ben").stdout == "the site is open: within a second every page is shown again\n"
    again = run(open_command)
    assert (again.exit_code, again.stderr) == (1, "Error: the site is not closed, so there is nothing to open\n")
    with store.read() as connection:
        lines = connection.execute(select(audit.c.who, audit.c.action, audit.c.note).order_by(audit.c.id)).all()
    assert lines == [("Ana", "site/close", "a private address is shown"), ("Ben", "site/open", "")]


def test_a_store_that_is_broken_keeps_no_site_open(run, home):
    (home / "store.db").mkdir(parents=True)
    closing = run(close, "--reason", "look", "--json")
    assert closing.exit_code == 0
    assert json.loads(closing.stdout)["recorded"] is False
    assert "could not be recorded (the store cannot be opened" in closing.stderr
    assert closed_since(settings.current().generations) is not None


def test_doctor_says_since_when_and_why_the_site_is_closed(run, store):
    run(close, "--who", "Ana", "--reason", "a private address is shown")
    (found,) = [one for one in json.loads(run(doctor, "--json").stdout) if one["check"] == "site"]
    assert found["note"] == (
        "the site is closed since 2026-11-23 12:00 UTC by Ana (a private address is shown); `pinpoint open` opens it"
    )
    assert [one["kind"] for one in found["troubles"]] == ["site_closed"]
