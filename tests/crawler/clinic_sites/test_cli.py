import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from index import settings
from index.store import open_store, site_visits
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.site_visits import Outcome, Start, Visit
from pinpoint import cli
from tests.store_rows import queue_run, register_source

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def asked(home):
    """A home in which two hosts were asked."""
    store = open_store(settings.current().database_url)
    visits = [
        Visit(host="fern.example", outcome=Outcome.READ, pages=5, ended_at=NOON, next_read=NOON + timedelta(days=30)),
        Visit(
            host="moss.example",
            outcome=Outcome.CLOSED,
            closed_because="robots",
            ended_at=NOON,
            next_read=NOON + timedelta(days=90),
        ),
    ]
    with store.write() as connection:
        register_source(connection, "x")  # fmt: skip
        run = queue_run(connection, "x")
        site_visits.choose(connection, run, [Start(host=visit.host, addresses=()) for visit in visits])
        site_visits.note(connection, run, visits)
        runs.end(connection, run, verdict=Verdict.PASSED)
    store.close()


def printed(*arguments):
    done = CliRunner().invoke(cli, ["sources", "hosts", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_ledger_of_hosts_says_what_came_of_each_and_when_it_may_be_asked_again(asked):
    assert [line.split() for line in printed().splitlines()] == [
        ["fern.example", "read", "5", "pages,", "again", "from", "2026-12-23"],
        ["moss.example", "robots", "0", "pages,", "again", "from", "2027-02-21"],
    ]


def test_closed_doors_and_one_host_can_be_asked_for(asked):
    assert [one["host"] for one in json.loads(printed("--closed", "--json"))] == ["moss.example"]
    (one,) = json.loads(printed("www.fern.example", "--json"))
    assert (one["host"], one["outcome"], one["pages"]) == ("fern.example", "read", 5)
