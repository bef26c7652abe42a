"""Everything is lost but a backup and the second place of removals: all comes back, less who was removed."""

import json
import random
import shutil
import threading
from collections import Counter

from click.testing import CliRunner
from sqlalchemy import insert

from index import settings
from index.backup import store_copy
from index.backup.backup import make_backup
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish.publisher import publish
from index.published.document import provider_document
from index.published.export import ExportFormat, export_lines
from index.published.reader import PublishedReader
from index.records import ListingKind
from index.search.request import SearchRequest
from index.store import open_store
from index.store.schema import audit
from pinpoint import cli

PERSON = ListingKind.PERSON
SEED = 14
QUESTIONS = 200


def exported(providers):
    return list(export_lines(map(provider_document, providers), ExportFormat.JSONL, content=True))


def questions(providers):
    """Places of listed people, each with its own distance."""
    dice = random.Random(SEED)
    places = [practice.location for provider in providers for practice in provider.practices]
    known = [(place.latitude, place.longitude) for place in places if place.latitude is not None]
    for _ in range(QUESTIONS):
        latitude, longitude = dice.choice(known)
        yield SearchRequest(
            latitude=latitude,
            longitude=longitude,
            radius_miles=dice.choice([1, 5, 25, 100]),
            include_no_word=dice.random() < 0.5,
            limit=50,
        )


def who_leave_alone(providers):
    """Ids of people with whom nobody else goes: a clinic's staff goes with it, and a Jr with the Sr at his address."""
    people = {provider.id: tuple(provider.name.split()[:2]) for provider in providers if provider.kind is PERSON}
    names = Counter(people.values())
    return {provider_id for provider_id, name in people.items() if names[name] == 1}


def answers(generation, asked):
    found = (generation.search(one) for one in asked)
    return [(result.total, [hit.provider_id for hit in result.hits], result.facets) for result in found]


def backed_up_while_written(here, place, leaving):
    """Back a home up while somebody writes its store without a break, as crawls do, and leaves people out."""
    ended, written = threading.Event(), []

    def write():
        with open_store(here.database_url) as store:
            while not ended.is_set():
                with store.write() as connection:
                    row = {"at": "", "who": "crawl", "action": "test", "subject": "", "note": "x" * 2000}
                    connection.execute(insert(audit).values(row))
                written.append(1)
                if len(written) % 5 == 0 and len(written) // 5 <= len(leaving):
                    suppress(store, leaving[len(written) // 5 - 1], "Robin", "asked")
                    hide(store, here.generations)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            assert writer.is_alive()
            ended.wait(0.01)
        before = len(written)
        made = make_backup(here, place)
        during = len(written) - before
        while len(written) < 5 * len(leaving) + 5 and writer.is_alive():
            ended.wait(0.01)
    finally:
        ended.set()
        writer.join()
    return made, during


def test_a_home_comes_back_from_a_backup_and_the_second_place(demonstration_to_read, home, tmp_path, monkeypatch):
    shutil.copytree(demonstration_to_read.path, home, symlinks=True)
    monkeypatch.setenv("PINPOINT_REMOVALS_COPY", str(tmp_path / "removals.jsonl"))
    settings.current.cache_clear()
    here = settings.current()
    monkeypatch.setattr(store_copy, "PAGES", 64)
    old = PublishedReader(here.generations, every=0)
    everybody = list(old.generation().documents())
    leaving = random.Random(SEED).sample(sorted(who_leave_alone(everybody)), 12)
    removed_meanwhile = leaving[:6]

    made, during = backed_up_while_written(here, tmp_path / "backups", removed_meanwhile)
    with open_store(here.database_url) as store:
        for provider_id in leaving[6:]:
            suppress(store, provider_id, "Robin", "asked")
            hide(store, here.generations)

        # Published once more: a colleague's point on the map may have come from a listing of somebody who left.
        publish(store, here)
    asked = list(questions(everybody))
    expected = answers(old.generation(), asked)
    remaining = exported(old.generation().documents())
    assert {one.id for one in everybody} - {one.id for one in old.generation().documents()} == set(leaving)
    shutil.rmtree(home)

    done = CliRunner().invoke(cli, ["restore", str(made.folder), "--accept-key", made.key_id, "--json"])

    assert done.exit_code == 0, done.output
    new = PublishedReader(here.generations, every=0).generation()
    assert exported(new.documents()) == remaining
    assert answers(new, asked) == expected
    assert sum(bool(total) for total, _, _ in expected) > QUESTIONS // 2
    assert during > 0
    assert json.loads(done.stdout)["removals"]["added"] > 0
