"""`pinpoint keys`: lists, replaces and revokes the keys of the home."""

import json

from click.testing import CliRunner

from index import settings
from index.signing import Domain, sign
from pinpoint import cli


def run(*arguments):
    done = CliRunner().invoke(cli, ["keys", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def listed():
    return [(key["id"], key["state"]) for key in json.loads(run("list", "--json"))]


def test_a_home_that_signed_nothing_has_no_key(home):
    assert json.loads(run("list", "--json")) == []
    assert "No key yet" in run("list")


def test_a_key_is_replaced_and_the_old_one_revoked(home):
    first = sign(settings.current().keys, Domain.BACKUP, b"content").key_id
    assert listed() == [(first, "signs")]

    second = json.loads(run("rotate", "--reason", "a machine was sold", "--json"))["signs"]
    assert listed() == [(first, "trusted"), (second, "signs")]

    revoked = json.loads(run("revoke", first, "--on", "2026-11-20", "--reason", "stolen", "--json"))
    assert (revoked["state"], revoked["revoked_on"], revoked["revoked_reason"]) == ("revoked", "2026-11-20", "stolen")
    assert listed() == [(first, "revoked"), (second, "signs")]


def test_a_rotation_needs_a_reason(home):
    done = CliRunner().invoke(cli, ["keys", "rotate"])
    assert (done.exit_code, "--reason" in done.stderr) == (2, True)
