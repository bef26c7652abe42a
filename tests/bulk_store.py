"""A home with many sources, runs and listings, filled in bulk: everything in it is invented.

A million listings take less than a minute, because SQLite makes the rows itself. Some sources are what is hard to look
at: the first has not passed for all but its first run, the second ends in runs that do not count (replays and dry
runs), every tenth has a held run.
"""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from crawler.gates.measuring import Measured
from crawler.runs.source_files import register_sources
from index import clock, settings
from index.records import EntryStatus, RegisterEntry, RegisterKind, stated
from index.records.codec import to_json
from index.store import promotion, schema, sources
from index.store.database import store_of_home
from index.store.runs.causes import Cause, FoundCause, to_text
from index.store.schema import (
    audit,
    case,
    change,
    doubt,
    membership,
    page,
    problem,
    provider,
    publication,
    register_entry,
    run,
)
from tests.builders import house, listing
from tests.line.signed_in import fresh_settings

SOURCE = """
id: {key}
name: Directory {key}
publisher: Nobody
url: https://{key}.test/
base_url: https://{key}.test/
platform: html_list
kind: demonstration
coverage: Invented people
terms: {{note: Invented by us}}
robots_note: Our own
schedule: {{every: P30D, jitter: 0}}
enabled_by_default: true
gates: {{minimum_listings: 1}}
options: {{card: article, name: h2, link: h2 a, phone: .phone, address: .where, next_page: a.next}}
"""
SERIES = "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) SELECT i FROM n)"
SOURCE_ID = "printf('%07d', i)"
EXCLUDED, NOBODY = 20, "1999999999"
"""So many people are on the exclusion list, whatever the size; most of its entries have an NPI that nobody lists."""
DOUBTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is in a home. `runs` and `listings` are of all sources together."""

    sources: int
    runs: int
    listings: int


def filled(home, size):
    """Fill an empty `tests.line.command.Home` and return it."""
    with patch.dict(os.environ, home.environment(), clear=True), fresh_settings(), store_of_home() as store:
        fill(settings.current(), store, size)
    return home


def fill(here, store, size):
    """Fill an empty home; its sources are src0, src1, …, each with as many runs and listings as any other."""
    here.own_sources.mkdir(parents=True, exist_ok=True)
    for number in range(size.sources):
        (here.own_sources / f"src{number}.yml").write_text(SOURCE.format(key=f"src{number}"))
    register_sources(store, here)
    with store.write() as connection:
        for put in (*_runs(size), *_listings(size), *_decisions(size)):
            connection.exec_driver_sql(put)
        for row in sources.all_sources(connection):
            sources.keep_count(connection, row.id, promotion.in_force(connection, row.id))


def _put(table, rows, **columns):
    """Return an insert of a row for each of `rows`: a count (of `i` from 0) or what follows FROM. Columns are SQL."""
    defaults = {one.name: _quoted(one.default.arg) for one in table.columns if one.default is not None}
    values = defaults | columns
    names = ", ".join(f'"{name}"' for name in values)
    origin = SERIES.format(count=rows) if isinstance(rows, int) else rows
    return f'INSERT INTO "{table.name}" ({names}) SELECT {", ".join(map(str, values.values()))} FROM {origin}'


def _quoted(value):
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _runs(size):
    """Each source's runs, a day apart, until yesterday; the newest ones have the highest numbers."""
    turns, turn, which = size.runs // size.sources, f"(i / {size.sources})", f"(i % {size.sources})"
    at = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', '{clock.now():%Y-%m-%d %H:%M:%S}', ({turn} - {turns}) || ' days')"
    held = f"{which} % 10 = 5 AND {turn} = {turns - 1}"
    verdict = f"""CASE WHEN {which} = 0 AND {turn} > 0 THEN 'rejected' WHEN {held} THEN 'held'
        WHEN {turn} % 20 < 15 THEN 'passed' WHEN {turn} % 20 = 17 THEN 'blocked' ELSE 'rejected' END"""
    causes = _quoted(to_text([FoundCause(code=Cause.ZERO_RESULTS)]))
    stats = {f"downloader/of_a_crawl/{number}": number for number in range(40)} | {"elapsed_time_seconds": 1200.0}
    does_not_count = f"{which} = 1 AND {turn} > 1"
    yield _put(
        run,
        size.runs,
        source=f"'src' || {which}",
        trigger="'schedule'",
        state=f"CASE WHEN {held} THEN 'held' ELSE 'ended' END",
        **dict.fromkeys(("queued_at", "started_at", "ended_at"), at),
        stats=_quoted(json.dumps(stats)),
        verdict=verdict,
        causes=f"CASE {verdict} WHEN 'passed' THEN '[]' ELSE {causes} END",
        measured=_quoted(json.dumps(Measured(listings=size.listings // size.sources).as_dict())),
        code_version="'a1b2c3'",
        published_in=f"CASE {verdict} WHEN 'passed' THEN i + 1 END",
        dry_run=f"{does_not_count} AND i % 2",
        replay_of=f"CASE WHEN {does_not_count} AND NOT i % 2 THEN 1 END",
    )
    pages = "run, " + SERIES.format(count=10)
    address, file = "'https://' || source || '.test/' || i", "'run-' || id || '.warc.gz'"
    yield _put(
        page, pages, run="id", sequence="i", url=address, status=200, fetched_at="ended_at", sha256="'x'", file=file,
        offset="i", length=9,
    )  # fmt: skip
    yield _put(problem, "run", run="id", kind="'row/check_digit'", location="'line 3'", detail="'x'")
    passed = "run WHERE verdict = 'passed'"
    yield _put(change, passed, run="id", source="source", source_id="id", kind="'changed'", name="'Jordan Avery'")
    yield _put(publication, passed, generation="id", built_at="ended_at", providers=9, content_sha256="'x'")
    yield _put(audit, "run", at="ended_at", who="'tests'", action="'run/begin'", subject="source")


def _listings(size):
    """Listings, each of somebody else; every 50th is withdrawn, every third has no NPI."""
    one = listing("src0/1", places=[house(1)], npi="1000000000")
    text, first = to_json(one), _quoted(clock.today() - timedelta(days=300))
    of_person = f"replace(replace({_quoted(text)}, '1000000000', 1000000000 + i), 'Avery', 'Avery' || i)"
    without = _quoted(text.replace(',"npi":"1000000000"', ""))
    key = {"source": f"'src' || (i % {size.sources})", "source_id": SOURCE_ID}
    days = {"first_seen": first, "last_seen": _quoted(clock.today())}
    yield _put(
        schema.listing,
        size.listings,
        **key,
        **days,
        raw="'{}'",
        listing=f"CASE WHEN i % 3 = 2 THEN {without} ELSE {of_person} END",
        npi="CASE WHEN i % 3 < 2 THEN 1000000000 + i END",
        claims_since=_quoted(json.dumps([[*said, clock.today().isoformat()] for said in stated(one)])),
        withdrawn_on=f"CASE WHEN i % 50 = 49 THEN {first} END",
    )
    own = f"'p' || {SOURCE_ID}"
    yield _put(provider, size.listings, id=own, kind="'person'", created_on=first)
    yield _put(membership, size.listings, **key, provider=own, name_key="'avery'", undecided=own)
    entry = RegisterEntry(
        source="src0",
        source_id="0",
        register=RegisterKind.EXCLUSIONS,
        url="https://src0.test/",
        npi=NOBODY,
        status=EntryStatus.ACTIVE,
    )
    npi = f"CASE WHEN i < {EXCLUDED} THEN 1000000000 + 3 * i WHEN i % 10 = 0 THEN '{NOBODY}' ELSE '' END"
    yield _put(
        register_entry,
        max(EXCLUDED, size.listings // 100),
        **days,
        source="'src0'",
        source_id=SOURCE_ID,
        register="'exclusions'",
        npi=npi,
        entry=f"replace({_quoted(to_json(entry))}, '{NOBODY}', {npi})",
    )


def _decisions(size):
    """Pairs in doubt, and cases, of which few are open."""
    sides = {
        f"{side}_{name}": sql
        for side, by in (("left", 0), ("right", 1))
        for name, sql in (("source", f"'src' || ((i + {by}) % {size.sources})"), ("id", f"printf('%07d', i + {by})"))
    }
    yield _put(doubt, DOUBTS, **sides, points=1.5, why="'close_call'")
    day = _quoted(clock.now().isoformat())
    settled = f"CASE WHEN i > 2 THEN {day} END"
    yield _put(
        case, max(3, size.listings // 100), number="'C' || i", request="'fix'", about="'phone'", received_at=day,
        taken_at=day, answered_at=day, settled_at=settled,
    )  # fmt: skip
