"""A real publishing process is killed at each step; what was published answers on, and the next publish is clean."""

import os
import re
import signal
from pathlib import Path

import pytest

from index import settings
from index.corrections.suppression import suppress
from index.publish.publisher import publish
from index.published import generation_folder
from index.published.reader import PublishedReader
from index.search.request import SearchRequest
from tests import warm_process
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE, SALIDA

ROOT = Path(__file__).parents[3]
BEFORE = 3
NOT_YET_POINTED = [
    "publish:aside",
    "publish:document",
    "publish:read",
    "publish:tables",
    "publish:index",
    "publish:manifest",
    "publish:synced",
    "publish:asked",
    "publish:renamed",
    "replace:CURRENT",
]
POINTED = ["publish:pointed", "publish:recorded", "publish:removing"]


def kill_at(step):
    """Run `pinpoint publish` in a process of its own that dies at a step."""
    environment = os.environ | {"PINPOINT_FAULT_AT": step}
    process = warm_process.run("pinpoint", "publish", "--json", env=environment, timeout=60)
    assert process.returncode == -signal.SIGKILL, process.stderr


def names_at(generation):
    request = SearchRequest(latitude=SALIDA[0], longitude=SALIDA[1], radius_miles=50, limit=100)
    return {generation.provider(hit.provider_id).name for hit in generation.search(request).hits}


@pytest.fixture
def three(store):
    """Three generations, so that the next publish has one to remove; then a person's name changes."""
    for _ in range(BEFORE):
        publish(store, settings.current())
    invented.rename(store, 3, "Jordan Brooks")


def test_every_step_of_publishing_is_killed_here():
    rooms = (ROOT / "index" / "publish", ROOT / "index" / "published")
    sources = "".join(path.read_text() for room in rooms for path in room.glob("*.py"))
    steps = set(re.findall(r'fault_point\("(publish:\w+)"\)', sources))
    assert steps == {step for step in NOT_YET_POINTED + POINTED if step.startswith("publish:")}


@pytest.mark.parametrize("step", NOT_YET_POINTED + POINTED)
def test_a_publisher_killed_at_a_step_leaves_an_answer_and_no_litter(step, three, store, folder):
    kill_at(step)

    generation = PublishedReader(folder).generation()
    assert generation.damage == ()
    assert generation.number == (BEFORE if step in NOT_YET_POINTED else BEFORE + 1)
    name = "Jordan Averyd" if step in NOT_YET_POINTED else "Jordan Brooks"
    assert name in names_at(generation)
    assert len(names_at(generation)) == PEOPLE

    report = publish(store, settings.current())

    after = PublishedReader(folder).generation()
    assert (after.number, after.damage) == (report.generation, ())
    assert "Jordan Brooks" in names_at(after)
    kept = [report.generation, *([4, 3] if step in POINTED else [3, 2])]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["CURRENT", "keys", "overlay.lock", "pin.lock", "publish.lock", *map(generation_folder.generation_name, kept)]
    )


def test_a_killed_publisher_and_an_undisturbed_one_end_with_the_same_content(three, store, folder):
    kill_at("publish:index")
    after_kill = publish(store, settings.current()).manifest.content_sha256

    assert publish(store, settings.current()).manifest.content_sha256 == after_kill


def test_a_kill_while_the_overlay_is_replaced_leaves_the_one_before(three, store, folder):
    suppress(store, "person03", "an operator", "asked by the person")
    kill_at("replace:overlay.json")

    assert PublishedReader(folder).generation().provider("person03").name == "Jordan Averyd"
    assert publish(store, settings.current()).suppressed == 1
    assert not list(folder.glob("*.tmp"))
