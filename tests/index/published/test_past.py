"""Earlier generations say of single providers what they said, as long as they are on disk."""

import pytest

from index import settings
from index.publish.publisher import publish
from index.published.overlay import Overlay
from index.published.past import PastGenerations
from tests.index.publish import invented


@pytest.fixture
def past(store, published, folder):
    """The generations after person03 got another name in the second."""
    invented.rename(store, 3, "Jordan Brooks")
    publish(store, settings.current())
    return PastGenerations(folder)


def test_each_generation_says_what_it_said(past):
    names = [past.generation(number).provider("person03", Overlay()).name for number in (1, 2)]
    assert names == ["Jordan Averyd", "Jordan Brooks"]
    assert past.generation(1).manifest.number == 1


def test_a_pruned_generation_is_gone_even_if_it_was_open(past, store, folder):
    assert past.generation(1) is not None
    for _ in range(2):
        publish(store, settings.current())
    assert not (folder / "generation-000001").exists()
    assert past.generation(1) is None


@pytest.mark.parametrize("number", [0, 3, 999_999_999])
def test_a_number_that_is_not_on_disk_is_none(past, number):
    assert past.generation(number) is None


@pytest.mark.parametrize("unknown", ["", "nobody", "person0", "person000", "person03\0", "Пинпоинт", "x" * 500])
def test_an_id_that_it_does_not_have_is_none(past, unknown):
    assert past.generation(1).provider(unknown, Overlay()) is None


def test_every_id_is_found(past):
    first = past.generation(1)
    assert all(first.provider(f"person{number:02d}", Overlay()) is not None for number in range(4))


def test_a_removed_provider_is_none_under_either_id(past):
    first = past.generation(1)
    assert first.provider("person03", Overlay().suppressing(frozenset({"person03"}), frozenset())) is None
    assert first.provider("person03", Overlay().suppressing(frozenset({"other"}), frozenset()), "other") is None


@pytest.mark.parametrize("hidden_under", ["person03", "other"])
def test_a_hidden_field_is_hidden_under_either_id(past, hidden_under):
    overlay = Overlay().hiding(hidden_under, frozenset({"phone"}))
    provider = past.generation(1).provider("person03", overlay, "other")
    assert [practice.location.phone for practice in provider.practices] == [None] * len(provider.practices)
    assert not [claim for claim in provider.claims if claim.field == "phone"]


@pytest.mark.parametrize(
    "file", ["manifest.json", "documents.offsets.npy", "documents.ids.npy", "suppression.keys.npy"]
)
@pytest.mark.parametrize("content", [b"", b"x"])
def test_a_generation_that_cannot_be_read_is_none(past, folder, file, content):
    (folder / "generation-000001" / file).write_bytes(content)
    assert past.generation(1) is None
    assert past.generation(2) is not None


def test_a_document_that_cannot_be_read_is_none(past, folder):
    path = folder / "generation-000001" / "documents.jsonl"
    path.write_bytes(b"?" * path.stat().st_size)
    assert past.generation(1).provider("person03", Overlay()) is None


def test_few_generations_are_open_at_once(past, monkeypatch):
    first = past.generation(1)
    assert past.generation(1) is first
    monkeypatch.setattr("index.published.past.MOST_OPEN", 1)
    past.generation(2)
    assert past.generation(1) is not first
