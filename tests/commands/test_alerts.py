import json
from datetime import date

import pytest
from click.testing import CliRunner

from index import settings
from index.alerts.channels import channels, heartbeat
from index.alerts.tested import last_good_test
from pinpoint import cli
from tests.index.alerts.conftest import authority, mail_server, secret_file, server_context, web_server

__all__ = ["authority", "mail_server", "secret_file", "server_context", "web_server"]
SECRET = "0123456789abcdef0123456789abcdef"


def run(*arguments):
    return CliRunner().invoke(cli, ["alerts", *arguments])


@pytest.fixture
def every_channel(monkeypatch, tmp_path, authority, mail_server, secret_file, server_context, web_server):
    """Set every channel up; return what the mail server, the web server and the program got."""
    mailbox, visits = mail_server(server_context), web_server(server_context)
    program = tmp_path / "notify"
    program.write_text(f'#!/bin/sh\ncat >"{tmp_path}/program.out"\n')
    program.chmod(0o700)
    here = f"127.0.0.1:{visits.port}"
    values = {
        "MAIL_SERVER": f"127.0.0.1:{mailbox.port}",
        "MAIL_FROM": "pinpoint@clinic.test",
        "MAIL_TO": "one@clinic.test,two@clinic.test",
        "MAIL_USER": "pinpoint",
        "MAIL_PASSWORD_FILE": str(secret_file("a-good-password", "password")),
        "WEBHOOK_URL": f"https://{here}/hooks/a-token",
        "WEBHOOK_SECRET_FILE": str(secret_file(SECRET, "hook")),
        "COMMAND": json.dumps([str(program), "--key=a-token"]),
        "FILE": str(tmp_path / "alerts.jsonl"),
        "HEARTBEAT_URL": f"https://{here}/ping/a-token",
        "HOSTS": here,
        "CA_FILE": str(authority.file),
    }
    for name, value in values.items():
        monkeypatch.setenv(f"PINPOINT_ALERT_{name}", value)
    settings.current.cache_clear()
    return mailbox, visits, tmp_path


def test_a_test_arrives_through_each_channel_and_its_day_is_listed(every_channel):
    mailbox, visits, folder = every_channel
    assert '"tested_on": null' in run("list", "--json").output
    done = run("test")
    assert done.exit_code == 0, done.output
    assert [line.split(":")[0] for line in done.output.splitlines()] == [
        f"delivered  {name}" for name in ("mail", "webhook", "command", "file", "heartbeat")
    ]
    assert [one.rcpt_tos for one in mailbox.mails] == [["one@clinic.test", "two@clinic.test"]]
    assert [path for _, path, _, _ in visits.asked] == ["/hooks/a-token", "/ping/a-token"]
    assert (folder / "program.out").read_text().startswith("Pinpoint: test of the channel command\n")
    assert json.loads((folder / "alerts.jsonl").read_text())["event"] == "test"
    rows = json.loads(run("list", "--json").output)
    assert [(row["channel"], row["tested_on"]) for row in rows] == [
        (name, "2026-11-23") for name in ("mail", "webhook", "command", "file", "heartbeat")
    ]
    assert "last good test on 2026-11-23" in run("list").output


def test_nothing_secret_is_printed_whatever_fails(every_channel, monkeypatch, caplog):
    mailbox, visits, folder = every_channel
    mailbox.refuse = {"one@clinic.test": "550 one@clinic.test knows SECRET-REPLY"}
    visits.status, visits.body = 500, b"SECRET-REPLY"
    (folder / "notify").write_text("#!/bin/sh\necho SECRET-REPLY; exit 1\n")
    (folder / "alerts.jsonl").mkdir()
    done = run("test")
    printed = done.output + run("test", "--json").output + run("list").output + caplog.text + repr(settings.current())
    for here in (settings.current(),):
        printed += repr([vars(one) for one in (*channels(here), heartbeat(here))])
    assert done.exit_code == 1
    assert done.output.count("FAILED") == 5
    for secret in ("a-token", SECRET, "a-good-password", "SECRET-REPLY"):
        assert secret not in printed


def test_one_channel_is_tested_alone_and_the_others_keep_their_day(every_channel, monkeypatch):
    assert run("test", "--channel", "file").exit_code == 0
    here = settings.current()
    assert (last_good_test(here, "file"), last_good_test(here, "mail")) == (date(2026, 11, 23), None)


def test_a_test_counts_until_the_settings_of_its_channel_change(every_channel, monkeypatch):
    assert run("test", "--channel", "mail", "--json").exit_code == 0
    monkeypatch.setenv("PINPOINT_ALERT_SECONDS", "10")
    settings.current.cache_clear()
    assert last_good_test(settings.current(), "mail") == date(2026, 11, 23)
    monkeypatch.setenv("PINPOINT_ALERT_MAIL_TO", "three@clinic.test")
    settings.current.cache_clear()
    assert last_good_test(settings.current(), "mail") is None


def test_a_damaged_file_of_tests_is_no_test(every_channel, home):
    run("test", "--channel", "file")
    for content in ("{", "[]", '{"file": 7}', '{"file": {"on": "today"}}'):
        (home / "alerts" / "tested.json").write_text(content)
        assert last_good_test(settings.current(), "file") is None


def test_without_a_channel_the_list_says_so_and_a_test_fails():
    assert run("list").output.startswith("no channel is set up, so nobody learns of anything")
    assert run("list", "--json").output == "[]\n"
    assert run("test").exit_code == 1
    assert "'mail' is not set up" in run("test", "--channel", "mail").output
