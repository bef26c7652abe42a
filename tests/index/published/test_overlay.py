"""The overlay holds at once, in every generation, exactly."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from index import settings
from index.corrections.suppression import keys_of, lift, suppress
from index.corrections.suppression.hiding import show_again
from index.corrections.suppression.removal import ensure_secret
from index.publish.publisher import publish
from index.published import generation_folder
from index.published.current import point_to
from index.published.document import provider_document
from index.published.overlay import (
    FILE,
    HiddenFieldError,
    Overlay,
    OverlayError,
    change_overlay,
    read_overlay,
    without_fields,
)
from index.published.reader import GoneError, PublishedReader
from index.search.request import SearchRequest
from index.store import schema
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE, SALIDA
from tests.index.vetting.vetted import at, claim, person


def near(**changes):
    return SearchRequest(latitude=SALIDA[0], longitude=SALIDA[1], radius_miles=50, **changes)


def hide(folder, provider_id):
    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset({provider_id}), frozenset()))


def test_whoever_is_left_out_is_in_no_count_and_on_no_page(reader, folder):
    hide(folder, "person03")

    generation = reader.generation()
    result = generation.search(near(include_no_word=True, limit=100))

    assert result.total == PEOPLE
    assert result.facets["profession"] == {"physical-therapist": PEOPLE - 1}
    assert "person03" not in {hit.provider_id for hit in result.hits}
    assert "person03" not in {provider.id for provider in generation.documents()}
    assert len(generation) == PEOPLE
    with pytest.raises(GoneError):
        generation.provider("person03")


def test_a_key_reaches_the_same_person_under_an_id_of_an_older_generation(store, reader, folder):
    keys = keys_of(invented.person(5), ensure_secret(store))

    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset(), keys))

    generation = reader.generation()
    assert generation.search(near()).total == PEOPLE - 1
    with pytest.raises(GoneError):
        generation.provider("person05")


def test_a_request_to_be_left_out_holds_in_the_store_in_the_next_generation_and_after_a_rollback(store, reader, folder):
    suppress(store, "person03", "an operator", "asked by the person")

    report = publish(store, settings.current())

    assert report.suppressed == 1
    assert report.manifest.counts["people"] == PEOPLE - 1
    assert "Jordan Averyd" not in (folder / "generation-000002" / "documents.jsonl").read_text()
    point_to(folder, generation_folder.generation_name(1))
    generation = reader.generation()
    assert generation.number == 1
    assert generation.search(near()).total == PEOPLE - 1


def test_a_request_outlives_a_store_restored_from_an_older_backup(store, reader, folder):
    suppress(store, "person03", "an operator", "asked by the person")
    publish(store, settings.current())
    with store.write() as connection:
        connection.execute(schema.suppression.delete())

    assert publish(store, settings.current()).suppressed == 1
    assert "person03" not in {provider.id for provider in reader.generation().documents()}


def test_the_same_person_crawled_again_under_a_new_id_stays_out(store, published, folder):
    suppress(store, "person03", "an operator", "asked by the person")
    with store.write() as connection:
        connection.execute(schema.provider.insert().values(id="zzz-new", kind="person", created_on=invented.FIRST))
        other = replace(invented.person(3), source_id="again", url="https://school.test/again")
        connection.execute(schema.listing.insert().values(**invented.row_of(other)))
        connection.execute(
            schema.membership.insert().values(
                source="school", source_id="again", provider="zzz-new", undecided="zzz-new", name_key=""
            )
        )

    assert publish(store, settings.current()).suppressed == 2
    with store.read() as connection:
        assert connection.execute(select(schema.publication.c.providers)).scalars().all() == [PEOPLE + 1, PEOPLE]


def test_a_hidden_phone_and_address_are_nowhere_in_the_document(reader, folder):
    fields = frozenset({"phone", "address"})
    change_overlay(folder, lambda overlay: overlay.hiding("person03", fields))

    document = provider_document(reader.generation().provider("person03"))

    place = document["locations"][0]
    assert (place["phone"], place["street"], place["unit"]) == ("", "", "")
    assert (place["latitude"], place["longitude"], place["precision"]) == (None, None, "none")
    assert (place["city"], place["zip"]) == ("Salida", "81201")
    assert not {claim["field"] for claim in document["claims"]} & fields
    assert "5550103" not in repr(document)
    assert "103 Example" not in repr(document)
    assert provider_document(reader.generation().provider("person04"))["locations"][0]["phone"] == "+13035550104"


def test_a_hidden_taxonomy_is_gone_and_the_profession_stays():
    whole = person(
        at(), taxonomies=("225100000X",), claims=(claim("taxonomy", "225100000X"), claim("npi", "1000000004"))
    )
    shown = without_fields(whole, frozenset({"taxonomy"}))
    assert shown == replace(whole, taxonomies=(), claims=whole.claims[1:])


def test_hiding_an_address_keeps_the_middle_of_a_zip(reader, folder):
    change_overlay(folder, lambda overlay: overlay.hiding("clinic01", frozenset({"address"})))

    place = provider_document(reader.generation().provider("clinic01"))["locations"][0]
    assert (place["latitude"], place["precision"]) == (38.53, "zip")


def test_what_sources_state_differently_of_a_hidden_field_is_hidden_too():
    claims = (claim("phone", "+13035550112"), claim("address", "100 Example St, Salida, CO 81201"))
    both = person(at(differing=claims), at(differing=claims))
    shown = without_fields(both, frozenset({"phone"}))
    assert [practice.differing for practice in shown.practices] == [claims[1:], claims[1:]]


def test_a_name_cannot_be_hidden_by_itself():
    with pytest.raises(HiddenFieldError, match="name cannot be hidden; write one of address, fax"):
        Overlay().hiding("person03", frozenset({"name"}))


def test_an_overlay_is_read_as_it_was_written(folder):
    overlay = Overlay(
        suppressed=frozenset({"person03"}),
        keys=frozenset({1, 2**63 - 1}),
        hidden={"person04": frozenset({"phone"})},
        cases={"C-1": "open"},
    )

    change_overlay(folder, lambda _: overlay)

    assert read_overlay(folder) == overlay


def test_changes_made_side_by_side_are_all_kept(folder):
    threads = [threading.Thread(target=hide, args=(folder, f"person{number:02d}")) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(read_overlay(folder).suppressed) == 20


def test_without_a_readable_overlay_nothing_is_served(published, folder):
    hide(folder, "person03")
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data.replace(b"person03", b"person04"))

    with pytest.raises(OverlayError, match=r"overlay\.json does not match its checksum"):
        PublishedReader(folder).generation()


def test_a_running_reader_keeps_the_last_good_overlay(reader, folder, caplog):
    hide(folder, "person03")
    assert reader.generation().search(near()).total == PEOPLE - 1
    (folder / FILE).write_bytes(b"{}")

    assert reader.generation().search(near()).total == PEOPLE - 1
    assert "stays in force" in caplog.text


def test_a_lifted_request_shows_somebody_again_in_the_next_generation(store, reader, folder):
    suppress(store, "person03", "an operator", "asked by the person")
    publish(store, settings.current())
    assert reader.generation().search(near()).total == PEOPLE - 1

    show_again(store, folder, lift(store, "person03", "an operator", "asked by mistake"))
    publish(store, settings.current())

    assert reader.generation().search(near()).total == PEOPLE
