"""All channels at once, most of them with an awkward peer: the good one gets all at once, the others are counted."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from commands.today import today
from index import settings
from index.alerts.channels import channels
from index.alerts.checks import alerts
from tests.index.alerts.conftest import scripted
from tests.index.alerts.troubled import MINUTES, Machine, trouble


@pytest.fixture
def machine(home, monkeypatch, web_server, secret_file, tmp_path):
    visits = web_server()
    visits.status, visits.headers = 429, {"Retry-After": "7200"}
    program = tmp_path / "notify"
    program.write_text("#!/bin/sh\nexit 75\n")
    program.chmod(0o700)
    with scripted(b"421 4.3.2 too many connections\r\n") as port:
        set_up = {
            "MAIL_SERVER": f"127.0.0.1:{port}",
            "MAIL_TLS": "none",
            "MAIL_FROM": "alerts@clinic.test",
            "MAIL_TO": "one@list.test",
            "WEBHOOK_URL": f"http://127.0.0.1:{visits.port}/hook",
            "WEBHOOK_SECRET_FILE": str(secret_file("s" * 32)),
            "HOSTS": f"127.0.0.1:{visits.port}",
            "COMMAND": f'["{program}"]',
            "FILE": str(tmp_path / "alerts.jsonl"),
        }
        for name, value in set_up.items():
            monkeypatch.setenv(f"PINPOINT_ALERT_{name}", value)
        monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
        settings.current.cache_clear()
        yield Machine(monkeypatch, *channels(settings.current()), other={"alerts": alerts})


def test_each_failing_channel_is_counted_and_named_and_holds_up_no_other(machine, tmp_path):
    machine.troubles = [trouble()]
    outcome = machine.look()
    assert len((tmp_path / "alerts.jsonl").read_text().splitlines()) == 1
    assert [part.partition(":")[0] for part in outcome.undelivered.split("; ") if ":" in part] == [
        "mail",
        "webhook",
        "command",
    ]
    machine.look(6 * MINUTES)
    outcome = machine.look(MINUTES)
    assert {name: one.tries for name, one in outcome.book.channels.items()} == {"mail": 2, "webhook": 2, "command": 2}
    assert {one.again_at - machine.now for one in outcome.book.channels.values()} == {timedelta(minutes=9)}
    said = CliRunner().invoke(today).stdout
    assert [name for name in ("mail", "webhook", "command", "file") if f"Channel {name}; count 2." in said] == [
        "mail",
        "webhook",
        "command",
    ]
    lines = (tmp_path / "alerts.jsonl").read_text().splitlines()
    assert len(lines) == 2
    assert '"title": "Pinpoint: alert channel failing (3)"' in lines[1]
