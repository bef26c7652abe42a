import json

import pytest
from click.testing import CliRunner

from commands import logs as logs_module
from commands.logs import logs
from crawler.runs.run_log import log_path
from index.store.runs import runs
from index.store.runs.runs import Verdict
from tests.store_rows import queue_run, register_source

LINES = (
    '{"event": "Spider opened", "level": "info", "time": "2026-11-23T12:00:00Z"}\n'
    '{"event": "Retrying", "level": "warning", "time": "2026-11-23T12:00:01Z"}\n'
)


@pytest.fixture
def run(home, store):
    with store.write() as connection:
        register_source(connection)
        number = queue_run(connection)
    log_path(home, number).parent.mkdir()
    return lambda *arguments: CliRunner().invoke(logs, [str(number), *arguments])


def written(home):
    log_path(home, 1).write_text(LINES, encoding="utf-8")


def ended(store):
    with store.write() as connection:
        runs.end(connection, 1, verdict=Verdict.REJECTED)


def test_a_log_is_shown_in_readable_lines_from_a_level_on(run, home):
    written(home)
    assert run().stdout.splitlines() == [
        "2026-11-23T12:00:00 info  Spider opened",
        "2026-11-23T12:00:01 warning  Retrying",
    ]
    assert json.loads(run("--level", "warning", "--json").stdout) == json.loads(LINES.splitlines()[1])


def test_a_run_without_a_log_says_why(run, store):
    assert run().stderr == "Error: run 1 has not begun, so it has no log yet; --follow waits for it\n"
    ended(store)
    for arguments in ((), ("--follow",)):
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert "run 1 has no log: it was never crawled, or its log was deleted since" in refused.stderr


def test_following_waits_for_the_beginning_and_ends_with_the_run(run, home, store, monkeypatch):
    steps = iter([lambda: written(home), lambda: ended(store)])
    monkeypatch.setattr(logs_module.time, "sleep", lambda _: next(steps)())
    followed = run("--follow")
    assert followed.exit_code == 0
    assert followed.stdout.count("\n") == 2
    assert "run 1 has not begun yet; waiting for it" in followed.stderr


def test_the_worker_s_log_is_where_its_service_writes_it(home):
    asked = CliRunner().invoke(logs, ["worker"])
    assert (asked.exit_code, "journalctl --unit pinpoint-work" in asked.stderr) == (1, True)
    assert CliRunner().invoke(logs, ["12a"]).exit_code == 2
