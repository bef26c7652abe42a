"""The person who decides something is named even where the system knows no name, as under a number in a container."""

import getpass
import os

import click
import pytest
from click.testing import CliRunner

from commands.output import who_option


@click.command()
@who_option()
def decide(who):
    click.echo(who)


@pytest.mark.parametrize("error", [KeyError("getpwuid(): uid not found: 10001"), OSError("No username set")])
def test_a_user_without_a_name_is_named_by_number(monkeypatch, error):
    def getuser():
        raise error

    monkeypatch.setattr(getpass, "getuser", getuser)
    assert CliRunner().invoke(decide, []).output == f"user {os.getuid()}\n"


def test_a_name_that_is_given_is_taken(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "ida")
    assert CliRunner().invoke(decide, []).output == "ida\n"
    assert CliRunner().invoke(decide, ["--who", "warren"]).output == "warren\n"
