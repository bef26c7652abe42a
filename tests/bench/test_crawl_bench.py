"""Crawling 5,000 listings, one a page, from fetch to staged raw listing, against the same spider on bare Scrapy.

Archive, robots and guard are on, delays are off. Both read the same server, a process of its own, one after the other;
the ratio of their best rounds is what counts, since a machine is never at rest.
"""

import json
import os
import subprocess
import sys
import time

import yaml

from crawler.runs.normalize_run import normalize_run
from crawler.sources.definition import SourceDefinition
from index import settings
from index.store.runs import runs, staging
from tests.line.directory import SOURCE, directory
from tests.store_rows import queue_run, register_source

LISTINGS = 5000
ROUNDS = 2
PROMISED_SHARE = 0.7
PROMISED_MB = 250


def definition(running):
    return SourceDefinition.model_validate(yaml.safe_load(SOURCE)).with_base_url(running.url)


def bare(running, folder):
    feed = folder / f"feed-{time.monotonic_ns()}.jsonl"
    command = [sys.executable, "-m", "tests.bench.bare_crawl", definition(running).model_dump_json(), str(feed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(feed.read_text().splitlines()) == LISTINGS
    return json.loads(done.stdout.splitlines()[-1])


def ours(running, store):
    """Crawl in a child as a worker would and return what it took; each round is a source's first."""
    name = f"invented_{time.monotonic_ns()}"
    source = definition(running).model_copy(update={"id": name})
    with store.write() as connection:
        register_source(connection, name, host_key="", definition=source.model_dump_json())
        run = queue_run(connection, name)
    child = [sys.executable, "-m", "crawler.runs.child", str(run)]
    with subprocess.Popen(
        child, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | running.allowed
    ) as one:
        trouble = one.stderr.read().decode()
    with store.read() as connection:
        row, staged = runs.get(connection, run), staging.count(connection, run)
    assert (row.finish_reason, staged) == ("finished", LISTINGS), trouble[-2000:]
    begun = time.perf_counter()
    normalize_run(store, settings.current(), run, lambda *_: None)
    normalizing = time.perf_counter() - begun
    peak = row.stats["process/peak_mb"]
    return {"seconds": row.stats["elapsed_time_seconds"], "peak_mb": peak, "normalizing": normalizing}


def test_a_crawl_keeps_up_with_bare_scrapy(store, tmp_path, capsys):
    with directory(tmp_path, LISTINGS, "--quiet") as running:
        rounds = [(bare(running, tmp_path), ours(running, store)) for _ in range(ROUNDS)]
    yardstick = LISTINGS / min(one["seconds"] for one, _ in rounds)
    reached = LISTINGS / min(one["seconds"] for _, one in rounds)
    peak = max(one["peak_mb"] for _, one in rounds)
    normalized = LISTINGS / min(one["normalizing"] for _, one in rounds)
    with capsys.disabled():
        sys.stdout.write(
            f"\ncrawl of {LISTINGS:,} listings, best of {ROUNDS}: bare Scrapy {yardstick:,.0f} listings/s, "
            f"ours {reached:,.0f}/s = {reached / yardstick:.0%} (promised {PROMISED_SHARE:.0%}); "
            f"normalizing apart {normalized:,.0f}/s; peak {peak:,.0f} MiB, bare "
            f"{max(one['peak_mb'] for one, _ in rounds):,.0f} MiB (promised {PROMISED_MB})\n"
            + "".join(
                f"  round {number}: bare {a['seconds']:.2f} s, ours {b['seconds']:.2f} s\n"
                for number, (a, b) in enumerate(rounds, 1)
            )
        )
    assert reached >= PROMISED_SHARE * yardstick
    assert peak < PROMISED_MB
