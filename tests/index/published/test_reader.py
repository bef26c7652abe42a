import os

import pytest

from index import settings
from index.durable_files import WatchedFile
from index.publish.publisher import publish
from index.published.overlay import change_overlay
from index.published.reader import GoneError, NothingPublishedError, PublishedReader
from index.records import Clinic, Practitioner
from tests.index.publish import invented


def test_nothing_published_says_what_to_run(folder):
    with pytest.raises(NothingPublishedError, match="run `pinpoint publish`"):
        PublishedReader(folder).generation()


def test_a_reader_that_found_nothing_finds_the_first_generation_at_once(store, folder):
    reader = PublishedReader(folder)
    with pytest.raises(NothingPublishedError):
        reader.generation()

    publish(store, settings.current())

    assert reader.generation().number == 1


def test_a_pinned_generation_answers_on_after_others_were_published_and_it_was_removed(store, reader, folder):
    pinned = reader.generation()
    invented.rename(store, 3, "Jordan Brooks")
    for _ in range(3):
        publish(store, settings.current())

    assert not (folder / "generation-000001").exists()
    assert pinned.provider("person03").name == "Jordan Averyd"
    assert reader.generation().provider("person03").name == "Jordan Brooks"
    assert reader.generation().number == 4


def test_people_and_clinics_come_back_as_what_they_were(reader):
    generation = reader.generation()

    assert isinstance(generation.provider("person00"), Practitioner)
    assert isinstance(generation.provider("clinic01"), Clinic)
    assert all(generation.provider(provider.id) == provider for provider in generation.documents())


@pytest.mark.parametrize("unknown", ["", "nobody", "person0", "person000", "person03\0", "Пинпоинт", "x" * 500])
def test_an_id_that_nobody_ever_had_is_none(reader, unknown):
    assert reader.generation().provider(unknown) is None
    assert reader.generation().redirect(unknown) is None


def test_whoever_is_no_longer_listed_is_gone_and_not_unknown(store, reader):
    invented.withdraw(store, "p3")
    publish(store, settings.current())

    with pytest.raises(GoneError, match="person03 is no longer shown"):
        reader.generation().provider("person03")
    assert reader.generation().redirect("person03") is None


def test_the_rules_are_those_it_was_built_with(reader):
    rules = reader.generation().rules

    assert len(rules.by_key) > 50
    assert rules.by_key == PublishedReader(settings.current().generations).generation().rules.by_key


def test_the_same_generation_is_given_until_something_changes(reader, folder):
    first = reader.generation()
    assert reader.generation() is first

    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset({"person03"}), frozenset()))

    assert reader.generation() is not first
    assert reader.generation().number == first.number


def test_a_watched_file_is_looked_at_once_a_second(tmp_path):
    now = [0.0]
    path = tmp_path / "CURRENT"
    watched = WatchedFile(path, every=1.0, clock=lambda: now[0])

    assert watched.changed()
    path.write_text("one")
    now[0] = 0.9
    assert not watched.changed()
    now[0] = 1.0
    assert watched.changed()
    now[0] = 2.0
    assert not watched.changed()


def test_a_replaced_file_of_the_same_size_and_time_is_seen_by_its_inode(tmp_path):
    path, other = tmp_path / "CURRENT", tmp_path / "other"
    path.write_text("one")
    other.write_text("two")
    watched = WatchedFile(path, every=0)
    assert watched.changed()
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))

    other.replace(path)

    assert watched.changed()
    assert not watched.changed()
