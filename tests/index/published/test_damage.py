"""One flipped bit anywhere in a generation is noticed at open, named, and survived."""

from dataclasses import replace

import pytest

from index import settings
from index.publish.publisher import publish
from index.published import generation_folder
from index.published import manifest as manifests
from index.published.current import NothingPublishedError, column_engine, point_to
from index.published.manifest import ManifestError
from index.published.reader import PublishedReader
from index.published.snapshot import Snapshot


@pytest.fixture
def two(store, published, folder):
    """The folder of the second of two generations."""
    publish(store, settings.current())
    return folder / generation_folder.generation_name(2)


def flip(path, place=None):
    data = bytearray(path.read_bytes())
    place = len(data) // 2 if place is None else place
    data[place] ^= 1
    path.write_bytes(data)


def names_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_flipped_bit_in_any_file_is_refused_by_name_and_the_generation_before_answers(two, folder):
    names = [name for name in names_of(two) if (two / name).stat().st_size]
    assert len(names) > 10

    for name in names:
        before = (two / name).read_bytes()
        flip(two / name)

        with pytest.raises(ManifestError, match=name.replace(".", r"\.")):
            Snapshot(two, column_engine)
        generation = PublishedReader(folder).generation()
        assert generation.number == 1
        assert any(name in line or "do not belong together" in line for line in generation.damage)

        (two / name).write_bytes(before)

    generation = PublishedReader(folder).generation()
    assert (generation.number, generation.damage) == (2, ())


def test_any_flipped_byte_of_the_manifest_is_noticed(two, soak):
    path = two / manifests.FILE
    whole = path.read_bytes()

    for place in range(0, len(whole), 1 if soak else 13):
        flip(path, place)
        with pytest.raises(ManifestError, match=r"manifest\.json"):
            manifests.read_manifest(two)
        path.write_bytes(whole)


def test_any_flipped_byte_of_current_leads_to_a_whole_generation(two, folder):
    path = folder / generation_folder.CURRENT
    whole = path.read_bytes()

    for place in range(len(whole)):
        flip(path, place)
        generation = PublishedReader(folder).generation()
        assert generation.number in {1, 2}
        assert generation.damage
        path.write_bytes(whole)


def test_missing_and_foreign_files_are_named(two):
    (two / "rules.jsonl").rename(two / "other.jsonl")

    with pytest.raises(ManifestError, match=r"other\.jsonl is not in the manifest"):
        Snapshot(two, column_engine)


def test_another_schema_is_refused_in_a_sentence(two, monkeypatch):
    monkeypatch.setattr(manifests, "SCHEMA", manifests.SCHEMA + 1)

    with pytest.raises(ManifestError, match="has schema 3, this program reads 4: `pinpoint publish`"):
        manifests.read_manifest(two)


def test_generations_of_an_older_program_are_refused_until_the_next_publish(two, store, folder):
    for number in (1, 2):
        generation = folder / generation_folder.generation_name(number)
        manifests.write_manifest(generation, replace(manifests.read_manifest(generation), schema=1))
    point_to(folder, two.name)
    with pytest.raises(NothingPublishedError, match="has schema 1, this program reads 3: `pinpoint publish`"):
        PublishedReader(folder).generation()

    publish(store, settings.current())

    assert PublishedReader(folder).generation().number == 3


def test_a_generation_from_before_a_facet_is_refused_by_the_file_it_lacks_until_the_next_publish(two, store, folder):
    for number in (1, 2):
        generation = folder / generation_folder.generation_name(number)
        for file in (generation / "search").glob("license.*"):
            file.unlink()
        files = manifests.files_of(generation)
        manifests.write_manifest(generation, replace(manifests.read_manifest(generation), files=files))
    point_to(folder, two.name)
    lacking = r"generation-000002/search lacks license\.values\.json, which this program reads: `pinpoint publish`"
    with pytest.raises(NothingPublishedError, match=lacking):
        PublishedReader(folder).generation()

    publish(store, settings.current())

    assert PublishedReader(folder).generation().number == 3


def test_when_no_generation_is_whole_each_damage_is_reported(two, folder):
    flip(two / "rules.jsonl")
    flip(folder / generation_folder.generation_name(1) / "documents.jsonl")

    with pytest.raises(NothingPublishedError) as caught:
        PublishedReader(folder).generation()

    assert "generation-000002/rules.jsonl is damaged" in str(caught.value)
    assert "generation-000001/documents.jsonl is damaged" in str(caught.value)
    assert "pinpoint publish" in str(caught.value)


def test_a_publish_over_a_damaged_generation_heals_it(two, folder, store):
    flip(two / "documents.jsonl")

    report = publish(store, settings.current())

    generation = PublishedReader(folder).generation()
    assert (generation.number, generation.damage) == (3, ())
    assert report.generation == 3


def test_a_publish_after_a_damaged_current_removes_no_whole_generation(two, folder, store):
    text = (folder / generation_folder.CURRENT).read_text()
    (folder / generation_folder.CURRENT).write_text(text.replace("000002", "000001"))

    publish(store, settings.current())

    assert generation_folder.numbers_on(folder) == [3, 2, 1]


def test_an_operator_can_point_back(two, folder):
    point_to(folder, generation_folder.generation_name(1))

    generation = PublishedReader(folder).generation()
    assert (generation.number, generation.damage) == (1, ())


def test_a_running_reader_keeps_serving_while_everything_on_disk_is_damaged(two, folder, caplog):
    reader = PublishedReader(folder, every=0)
    assert reader.generation().number == 2
    for number in (1, 2):
        flip(folder / generation_folder.generation_name(number) / "redirects.json")
    point_to(folder, generation_folder.generation_name(2))

    assert reader.generation().number == 2
    assert "generation 2 stays in service" in caplog.text
