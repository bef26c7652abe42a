"""`pinpoint watch` on a disk that fills up and has room again: each trouble is sent once, with its end."""

import json
from datetime import UTC, datetime, timedelta

from tests.line.command import Home
from tests.line.machine import machine

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_full_disk_is_one_alert_with_its_end_though_its_book_cannot_be_written(tmp_path):
    (tmp_path / "tmp").mkdir()
    sent = tmp_path / "alerts.jsonl"
    more = {
        "PINPOINT_ALERT_FILE": str(sent),
        "PINPOINT_ALERTS_WEEKLY": "",
        "PINPOINT_DOCTOR_FREE_MB": "1",
        "TMPDIR": str(tmp_path / "tmp"),
    }

    def watch(made, minutes, code):
        now = (NOW + timedelta(minutes=minutes)).isoformat()
        return made.home(Home(tmp_path / "kept", now=now, more=more)).run("watch", code=code)

    Home(tmp_path / "kept", now=NOW.isoformat()).run("sources", "list")
    with machine() as made:
        made.small_disk(tmp_path / "kept", 4096)
        watch(made, 0, 0)
        made.fill(tmp_path / "kept")
        for minutes in (10, 20):
            watch(made, minutes, 1)
        made.make_room(tmp_path / "kept")
        for minutes in (30, 70):
            watch(made, minutes, 0)
    notices = [json.loads(line) for line in sent.read_text(encoding="utf-8").splitlines()]
    kinds = [(one["event"], alert["kind"]) for one in notices for alert in one["alerts"]]
    assert (kinds.count(("started", "disk_low")), kinds.count(("ended", "disk_low"))) == (1, 1)
    assert len(kinds) == len(set(kinds))
    assert sorted(kind for event, kind in kinds if event == "started") == sorted(
        kind for event, kind in kinds if event == "ended"
    )
