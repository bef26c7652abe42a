import json
from datetime import UTC, datetime

from click.testing import CliRunner

from commands.prune import prune
from index import settings
from index.corrections import box
from index.corrections.intake import take
from index.corrections.message import Message, Request, new_case_number
from index.corrections.settling import settle


def test_old_texts_are_counted_and_then_deleted(store, monkeypatch):
    number, here = new_case_number(), settings.current()
    sent = datetime(2026, 11, 23, 12, tzinfo=UTC)
    box.append(here.inbox, Message(number=number, received_at=sent, request=Request.REMOVE, text="MARKER"))
    take(store, here)
    settle(store, here.generations, number, "an operator", "done")
    monkeypatch.setenv("PINPOINT_NOW", "2027-02-22T12:00:00+00:00")

    counted = CliRunner().invoke(prune, ["--dry-run"])
    assert counted.stdout == (
        "would delete texts and contacts of 1 settled cases, 1 inbox files, 0 logs, details of 0 runs (0 rows)\n"
    )
    assert json.loads(CliRunner().invoke(prune, ["--vacuum", "--json"]).stdout) == {
        "logs": 0,
        "runs": 0,
        "run_rows": 0,
        "case_texts": 1,
        "inbox_files": 1,
        "refused": 0,
        "is_log_empty": True,
        "dry_run": False,
        "vacuum": True,
        "old_backups": [],
    }


def test_a_dry_run_writes_nothing_anew(home):
    assert CliRunner().invoke(prune, ["--dry-run", "--vacuum"]).exit_code == 2
