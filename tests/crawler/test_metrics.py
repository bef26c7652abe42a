"""The worker's metrics: exact values, a fixed number of statements, parts that fail, and the port."""

import json
import socket
import urllib.request
from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, insert
from structlog.testing import capture_logs

from commands.metrics import metrics as metrics_command
from crawler.worker.metrics_server import PortTakenError, metrics_server, metrics_text
from index import clock, settings
from index.metrics.request_counts import RequestKind
from index.metrics.site_counts import SiteCounts
from index.store import operator_pauses
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.schema import case, publication
from index.worker_tick import StageOutcome, WorkerState, write_state
from tests.store_rows import queue_run, register_source

NOW = "2026-11-23T12:00:00+00:00"
EXAMPLES = Path(__file__).parents[2] / "deploy" / "metrics"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", NOW)


def samples(store):
    """Return every sample by name and labels."""
    families = text_string_to_metric_families(metrics_text(lambda: nullcontext(store), settings.current()).decode())
    return {
        (one.name, *(value for _, value in sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


def end_run(connection, source, verdict):
    number = queue_run(connection, source)
    runs.end(connection, number, verdict=verdict)


def test_each_figure_of_a_home(store, home, monkeypatch):
    now = clock.now()
    with store.write() as connection:
        register_source(connection, "school", interval_seconds=86400)
        register_source(connection, "board", interval_seconds=86400, enabled=False)
        register_source(connection, "paused", interval_seconds=86400)
        operator_pauses.pause(connection, "paused", until=None, who="Jo", reason="They move")
        weekends = '{"schedule": {"every": "P1D", "days": ["sat", "sun"]}}'
        register_source(connection, "weekends", interval_seconds=86400, definition=weekends)
        end_run(connection, "school", Verdict.PASSED)
        monkeypatch.setenv("PINPOINT_NOW", (now + timedelta(hours=1)).isoformat())
        end_run(connection, "school", Verdict.BLOCKED)
        end_run(connection, "school", Verdict.BLOCKED)
        queue_run(connection, "board")
        row = {"request": "fix", "about": "phone", "taken_at": NOW}
        connection.execute(insert(case).values(number="A", received_at=NOW, **row))
        connection.execute(insert(case).values(number="B", received_at=NOW, settled_at=NOW, **row))
        connection.execute(insert(publication).values(generation=3, built_at=NOW, providers=41, content_sha256=""))
    outcome = StageOutcome(ended_at=now, exit_code=1, failed=2)
    write_state(home, WorkerState(pid=1, started_at=now, ticked_at=now, stages={"publish": outcome}))
    with closing(SiteCounts(home / "metrics")) as counts:
        counts.count(RequestKind("GET", "/find", 200), 0.2)
    found = samples(store)
    expected = {
        ("pinpoint_runs", "school", "passed"): 1,
        ("pinpoint_runs", "school", "blocked"): 2,
        ("pinpoint_source_last_good_read_timestamp_seconds", "school"): now.timestamp(),
        ("pinpoint_source_last_end_timestamp_seconds", "school"): now.timestamp() + 3600,
        ("pinpoint_source_interval_seconds", "school"): 86400,
        ("pinpoint_source_interval_seconds", "board"): 0,
        ("pinpoint_source_interval_seconds", "paused"): 0,
        ("pinpoint_source_interval_seconds", "weekends"): 6 * 86400,
        ("pinpoint_runs_open", "queued"): 1,
        ("pinpoint_runs_open", "held"): 0,
        ("pinpoint_cases_open",): 1,
        ("pinpoint_cases_oldest_timestamp_seconds",): now.timestamp(),
        ("pinpoint_publication_held",): 0,
        ("pinpoint_published_timestamp_seconds",): now.timestamp(),
        ("pinpoint_published_providers",): 41,
        ("pinpoint_generation",): 0,
        ("pinpoint_worker_last_tick_timestamp_seconds",): now.timestamp() + 3600,
        ("pinpoint_stage_failures_in_a_row", "publish"): 2,
        ("pinpoint_stage_last_end_timestamp_seconds", "publish"): now.timestamp(),
        ("pinpoint_http_requests_total", "GET", "/find", "200"): 1,
        ("pinpoint_http_request_seconds_bucket", "0.1", "/find"): 0,
        ("pinpoint_http_request_seconds_bucket", "0.25", "/find"): 1,
        ("pinpoint_http_request_seconds_bucket", "+Inf", "/find"): 1,
        ("pinpoint_http_request_seconds_sum", "/find"): 0.2,
        **{("pinpoint_metrics_part_up", part): 1 for part in ("disk", "worker", "site", "store")},
    }
    assert {name: found.get(name) for name in expected} == expected
    assert found["pinpoint_home_free_bytes",] > 0


def test_the_number_of_statements_does_not_grow_with_sources_and_runs(store):
    def statements():
        seen = []
        listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(store.engine, "before_cursor_execute", listener)
        metrics_text(lambda: nullcontext(store), settings.current())
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(seen)

    with store.write() as connection:
        register_source(connection)
    few = statements()
    with store.write() as connection:
        for number in range(30):
            register_source(connection, f"school{number}")
            end_run(connection, f"school{number}", Verdict.PASSED)
            end_run(connection, f"school{number}", Verdict.REJECTED)
    assert statements() == few


def test_a_part_that_fails_is_missing_and_logged_once_and_the_others_stay(store, home):
    def fail(*_):
        raise MemoryError

    event.listen(store.engine, "before_cursor_execute", fail)
    with capture_logs() as lines:
        found = samples(store)
    event.remove(store.engine, "before_cursor_execute", fail)
    assert found["pinpoint_metrics_part_up", "store"] == 0
    assert found["pinpoint_metrics_part_up", "disk"] == 1
    assert not [name for name in found if name[0] == "pinpoint_runs_open"]
    assert [line["part"] for line in lines] == ["store"]


def test_over_a_store_that_cannot_be_opened_the_other_figures_are_printed(home):
    home.mkdir()
    (home / "store.db").write_bytes(b"this is no database, but long enough for one" * 100)
    done = CliRunner().invoke(metrics_command)
    assert done.exit_code == 0
    assert 'pinpoint_metrics_part_up{part="store"} 0.0' in done.stdout
    assert 'pinpoint_metrics_part_up{part="disk"} 1.0' in done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_worker_shows_its_metrics_on_a_port_until_it_ends(store):
    port = free_port()
    here = settings.current().model_copy(update={"metrics_port": port})
    with metrics_server(store, here):
        with socket.create_connection(("127.0.0.1", port)):  # somebody who sends nothing keeps nobody waiting
            address = f"http://127.0.0.1:{port}/metrics"
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert b"pinpoint_runs_open" in answer.read()
        with pytest.raises(PortTakenError, match="PINPOINT_METRICS_PORT"), metrics_server(store, here):
            pass
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address, timeout=20)


def test_without_a_port_nothing_listens(store):
    with metrics_server(store, settings.current()):
        pass


def named_in(text):
    """Return the names of our metrics in an expression, without what Prometheus adds to a histogram."""
    import re

    return {name.removesuffix("_bucket") for name in re.findall(r"pinpoint_\w+", text)}


def test_dashboard_and_alert_rules_name_metrics_that_exist(store):
    with store.write() as connection:
        register_source(connection)
        end_run(connection, "school", Verdict.PASSED)
        connection.execute(insert(case).values(number="A", request="fix", about="phone", taken_at=NOW, received_at=NOW))
        connection.execute(insert(publication).values(generation=3, built_at=NOW, providers=41, content_sha256=""))
    here = settings.current()
    write_state(here.home, WorkerState(pid=1, started_at=clock.now(), ticked_at=clock.now()))
    text = metrics_text(lambda: nullcontext(store), here).decode()
    exist = {name for line in text.splitlines() if line.startswith("# TYPE") for name in [line.split()[2]]}
    rules = yaml.safe_load((EXAMPLES / "rules.yml").read_text(encoding="utf-8"))
    expressions = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    board = json.loads((EXAMPLES / "dashboard.json").read_text(encoding="utf-8"))
    expressions += [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    assert len(expressions) > 15
    assert set().union(*map(named_in, expressions)) - exist == set()
