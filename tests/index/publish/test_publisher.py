import json
from datetime import date

import pytest
from sqlalchemy import select, update

from index import settings
from index.corrections.suppression.removal import suppress
from index.durable_files import seal, unseal
from index.publish.publisher import publish
from index.published import generation_folder
from index.published.current import current_number, point_to
from index.published.generation import GoneError
from index.published.reader import PublishedReader
from index.records import BulkGroup, Profession, StateAllows
from index.search.request import SearchRequest
from index.store import freeze, schema
from index.store.freeze import FrozenError
from index.vocabulary.state_rules import COLUMNS, INVENTED
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE, SALIDA


def again(store):
    return publish(store, settings.current())


def request(**changes):
    return SearchRequest(latitude=SALIDA[0], longitude=SALIDA[1], radius_miles=50, **changes)


def test_everybody_is_found_by_place_and_by_id(published, reader):
    generation = reader.generation()

    assert generation.search(request()).total == PEOPLE
    assert generation.search(request(include_no_word=True)).total == PEOPLE + 1
    assert generation.provider("person03").name == "Jordan Averyd"
    assert generation.provider("clinic01").name == "=Example & Söhne Clinic"
    assert [provider.id for provider in generation.documents()] == sorted(
        ["clinic01", *map(invented.provider_id, range(PEOPLE))]
    )


def test_the_manifest_counts_what_was_published(published):
    manifest = published.manifest

    assert manifest.number == 1
    assert manifest.built_at == "2026-11-23T12:00:00+00:00"
    assert not manifest.demonstration
    assert manifest.counts == {
        "providers": PEOPLE + 1,
        "people": PEOPLE,
        "clinics": 1,
        "locations": PEOPLE + 1,
        "point_address": PEOPLE,
        "point_zip": 1,
        "point_place": 0,
        "point_none": 0,
        "board_listed": 0,
        "person_listed": PEOPLE,
        "clinic_offers": 0,
        "course_listed": 0,
        "disagree": 0,
        "no_word": 1,
        "says_no": 0,
    }
    assert (manifest.sources["school"].providers, manifest.sources["school"].last_read) == (PEOPLE + 1, "2026-11-22")


def test_the_same_store_is_published_again_as_unchanged(store, published):
    second = again(store)

    assert second.generation == 2
    assert second.unchanged
    assert not published.unchanged
    assert second.manifest.content_sha256 == published.manifest.content_sha256


def test_a_later_reading_changes_dates_and_no_content(store, published):
    invented.read_again(store, date(2026, 11, 23))

    second = again(store)

    assert not second.unchanged
    assert second.manifest.content_sha256 == published.manifest.content_sha256
    assert second.manifest.sources["school"].last_read == "2026-11-23"


def test_another_name_is_other_content(store, published):
    invented.rename(store, 3, "Jordan Brooks")

    assert again(store).manifest.content_sha256 != published.manifest.content_sha256


def test_each_generation_is_recorded_with_its_content_hash(store, published):
    second = again(store)

    with store.read() as connection:
        rows = connection.execute(select(schema.publication).order_by(schema.publication.c.generation)).all()
    assert [tuple(row) for row in rows] == [
        (number, "2026-11-23T12:00:00+00:00", PEOPLE + 1, report.manifest.content_sha256)
        for number, report in ((1, published), (2, second))
    ]


def test_the_newest_generations_are_kept_and_older_ones_removed(store, published, folder):
    reports = [again(store) for _ in range(4)]

    assert [report.removed for report in reports] == [(), (), (1,), (2,)]
    assert generation_folder.numbers_on(folder) == [5, 4, 3]
    assert sorted(path.name for path in folder.iterdir()) == [
        "CURRENT",
        "generation-000003",
        "generation-000004",
        "generation-000005",
        "keys",
        "overlay.lock",
        "pin.lock",
        "publish.lock",
    ]


def test_numbers_go_on_when_the_folder_was_lost(store, published, folder):
    folder.rename(folder.with_name("lost"))

    assert again(store).generation == 2


def test_a_merged_id_leads_to_the_one_it_was_merged_into(store, published, folder):
    invented.merge(store, "person01", "person02")
    invented.merge(store, "person02", "person03")

    again(store)

    generation = PublishedReader(folder).generation()
    assert generation.redirect("person01") == "person03"
    assert generation.redirect("person03") is None
    assert generation.provider("person01") is None
    assert {claim.source_id for claim in generation.provider("person03").claims} == {"p1", "p2", "p3"}


def test_a_store_without_listings_publishes_an_empty_generation(store, published, folder):
    for source_id in ["c1", *(f"p{number}" for number in range(PEOPLE))]:
        invented.withdraw(store, source_id)

    assert again(store).manifest.counts["providers"] == 0
    generation = PublishedReader(folder).generation()
    assert generation.search(request(include_no_word=True)).total == 0
    assert list(generation.documents()) == []


def test_progress_is_reported_in_steps(store):
    steps = []

    publish(store, settings.current(), progress=lambda what, count: steps.append((what, count)))

    assert steps == [*(("publishing", number) for number in range(1, PEOPLE + 2)), ("indexing", PEOPLE + 1)]


def test_a_store_with_one_invented_source_is_a_demonstration_whoever_publishes(store, folder):
    with store.write() as connection:
        connection.execute(schema.source.update().values(definition=json.dumps({"kind": "demonstration"})))

    publish(store, settings.current())

    assert PublishedReader(folder).generation().manifest.demonstration


def test_the_manifest_names_the_sources_that_are_npi_registers(store, folder):
    with store.write() as connection:
        connection.execute(schema.source.update().values(definition=json.dumps({"registry": True})))
    manifest = publish(store, settings.current()).manifest
    assert manifest.registers == {"npi_registry", "nppes_file", "school"}
    assert PublishedReader(folder).generation().manifest.registers == manifest.registers


def test_the_rules_of_the_operator_take_the_place_of_shipped_ones(store, folder, home):
    rule = {"state": "WY", "profession": "physical-therapist", "answer": "not_allowed", "sure": "rule_read"}
    rule |= {"sure_hours": "one_weak_source", "citation": "Invented rule 1", "invented": "true"}
    names = (*COLUMNS, INVENTED)
    row = ",".join(rule.get(name, "") for name in names)
    (home / "state_rules.csv").write_text(f"{','.join(names)}\n{row}\n")

    publish(store, settings.current())

    rules = PublishedReader(folder).generation().rules
    assert rules.rule("WY", Profession.PHYSICAL_THERAPIST).answer is StateAllows.NOT_ALLOWED
    assert rules.rule("WY", Profession.PHYSICAL_THERAPIST).invented


def test_a_demonstration_says_so_in_its_manifest(store, folder):
    publish(store, settings.current(), demonstration=True)

    assert PublishedReader(folder).generation().manifest.demonstration


def test_what_may_leave_goes_from_the_source_s_file_to_the_generation(store):
    with store.write() as connection:
        connection.execute(
            update(schema.source)
            .where(schema.source.c.id == "school")
            .values(definition='{"may_leave":["names","other"]}')
        )

    manifest = again(store).manifest

    assert manifest.may_leave == {"school": ("names",)}
    assert manifest.lets == {"school": {BulkGroup.NAMES}}


def test_a_generation_from_before_sources_said_what_may_leave_opens_and_lets_nothing_leave(published, folder):
    path = folder / "generation-000001"
    content = unseal((path / "manifest.json").read_bytes())
    assert content.pop("may_leave") == {}
    (path / "manifest.json").write_bytes(seal(content))
    (path / "signature.json").unlink()
    point_to(folder, "generation-000001")

    generation = PublishedReader(folder, every=0).generation()

    assert generation.damage == ()
    assert generation.manifest.lets == {}


def frozen(store):
    with store.write() as connection:
        freeze.freeze(connection, who="us", reason="wait")


def test_in_a_frozen_home_a_removal_is_in_force_and_nothing_is_published(store, published, reader, folder):
    suppress(store, "person03", "us", "asked by the person")
    frozen(store)
    with pytest.raises(FrozenError, match="nothing is published"):
        again(store)
    assert generation_folder.numbers_on(folder) == [1]
    with pytest.raises(GoneError):
        reader.generation().provider("person03")


def test_a_freeze_that_begins_while_a_generation_is_built_keeps_it_from_becoming_current(store, published, folder):
    begun = []

    def freeze_once(step, _count):
        if step == "indexing" and not begun:
            begun.append(step)
            frozen(store)

    with pytest.raises(FrozenError):
        publish(store, settings.current(), progress=freeze_once)
    assert (begun, current_number(folder), generation_folder.numbers_on(folder)) == (["indexing"], 1, [1])
    with store.write() as connection:
        freeze.unfreeze(connection, who="us")
    assert again(store).generation == 2
