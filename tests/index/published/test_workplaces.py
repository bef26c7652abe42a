"""Colleagues share a workplace: one phone or one organization in one building; never a building alone."""

from dataclasses import replace

import pytest

from index.published.overlay import change_overlay
from index.published.reader import PublishedReader
from index.published.summaries import summary_of
from index.published.workplaces import work_together
from index.records import Precision, SourcesSay
from tests.builders import phone
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers

HERE = {"organization": "Tansy PT", "street": "137 Sample Ave", "phone": phone("100")}


def seen(provider_id, **changes):
    return summary_of(person(provider_id, "Jo Avery", at(SALIDA, "Salida", "CO", "81201", **(HERE | changes))), 0)


@pytest.mark.parametrize(
    ("changes", "together"),
    [
        ({}, True),
        ({"street": "137 SAMPLE AVENUE"}, True),
        ({"organization": ""}, True),
        ({"phone": phone("100", extension="7")}, True),
        ({"phone": None}, True),
        ({"phone": phone("199")}, True),
        ({"organization": "Another Clinic", "phone": phone("199")}, False),
        ({"organization": "", "phone": phone("199")}, False),
        ({"organization": "", "phone": None}, False),
        ({"street": "139 Sample Ave"}, False),
        ({"street": "137 Sample St"}, False),
        ({"zip": "81211"}, False),
        ({"street": ""}, True),
        ({"street": "", "phone": None}, False),
        ({"street": "", "zip": "81211"}, False),
    ],
)
def test_two_places_are_one_workplace(changes, together):
    assert work_together(seen("a"), seen("b", **changes)) is together
    assert work_together(seen("b", **changes), seen("a")) is together


def test_a_clinic_s_name_is_its_organization():
    place = at(SALIDA, "Salida", "CO", "81201", street="137 Sample Ave", organization="", phone=None)
    tansy = summary_of(clinic("c", "Tansy Physical Therapy, LLC", place), 0)
    assert work_together(tansy, seen("a"))
    assert not work_together(tansy, seen("a", organization="Another Clinic"))


@pytest.fixture
def generation(home):
    from index import settings

    shared = at(SALIDA, "Salida", "CO", "81201", **HERE)
    withheld = person("d", "Di Dale", replace(shared, precision=Precision.ZIP))
    everybody = [
        person("a", "Jo Avery", shared, SourcesSay.PERSON_LISTED),
        clinic("b", "Tansy PT", shared),
        person("c", "Cy Cole", replace(shared, phone=phone("155"), organization="Other")),
        replace(withheld, practices=(replace(withheld.practices[0], street_withheld=True),)),
    ]
    publish_providers(settings.current(), everybody)
    return lambda: PublishedReader(settings.current().generations).generation()


def mates(generation, of="a"):
    return [(mate.summary.id, mate.answer) for mate in generation.workmates(summary_of(generation.provider(of), 0))]


def test_a_generation_finds_who_works_at_a_place_with_their_answers(generation):
    published = generation()
    assert mates(published) == [("b", SourcesSay.NO_WORD), ("d", SourcesSay.NO_WORD)]
    assert ("a", SourcesSay.PERSON_LISTED) in mates(published, "b")
    assert mates(published, "c") == []


def test_whoever_is_left_out_works_nowhere_and_a_hidden_phone_joins_nobody(generation):
    from index import settings

    folder = settings.current().generations
    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset({"b"}), frozenset()))
    change_overlay(folder, lambda overlay: overlay.hiding("d", frozenset({"phone"})))
    assert mates(generation()) == []
