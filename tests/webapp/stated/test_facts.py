"""Disagreements of a profile's sources, and values that they only spell one thing in two ways. All invented."""

from dataclasses import replace

from index.vetting.disagreement import disagreements_at
from tests.builders import claim
from tests.webapp.invented import SALIDA, at, person
from webapp.stated.facts import disagreement, stating

SHOWN = "137 Sample Avenue Ste 4, Salida, CO 81201"


def corrected(*claims):
    """Return somebody of one place, with claims (field, value, source)."""
    place = replace(at(SALIDA, "Salida", "CO", "81201", street="137 Sample Avenue", unit="Ste 4"))
    stated = tuple(claim(field, value, source) for field, value, source in claims)
    return replace(person("invented", "Robin Sampleford", place), claims=stated)


def differing(provider):
    return [
        (one.field, [(answer.value, [stated.source for stated in answer.facts]) for answer in one.answers])
        for one in map(disagreement, disagreements_at(provider, provider.practices[0]))
    ]


def test_one_street_in_two_spellings_is_no_disagreement(client):
    with client.application.test_request_context():
        assert not differing(
            corrected(
                ("address", "137 Sample Ave #4, Salida, CO 81201", "npi_registry"),
                ("address", SHOWN, "clinic_sites"),
                ("address", "Salida, CO 81201", "list"),
                ("phone", "+13035550112", "npi_registry"),
                ("phone", "+13035550112 x4", "clinic_sites"),
                ("website", "https://clinic.example/", "npi_registry"),
                ("website", "http://www.clinic.example", "clinic_sites"),
            )
        )


def test_of_values_that_differ_each_is_shown_once_in_the_spelling_of_the_profile(client):
    with client.application.test_request_context():
        assert differing(
            corrected(
                ("address", "137 Sample Ave #4, Salida, CO 81201", "npi_registry"),
                ("address", SHOWN, "clinic_sites"),
                ("address", "9 Other Rd, Salida, CO 81201", "list"),
                ("address", "Salida, CO 81201", "other_list"),
            )
        ) == [
            (
                "Address",
                [
                    (SHOWN, ["NPI registry", "Clinic website"]),
                    ("9 Other Rd, Salida, CO 81201", ["List"]),
                ],
            )
        ]


def test_one_source_with_two_values_does_not_disagree_with_itself(client):
    provider = corrected(("phone", "+13035550112", "list"), ("phone", "+13035550180", "list"))
    with client.application.test_request_context():
        assert not differing(provider)


def test_whoever_states_the_shown_address_in_another_spelling_states_it(client):
    provider = corrected(
        ("address", "137 Sample Ave #4, Salida, CO 81201", "npi_registry"),
        ("address", SHOWN, "clinic_sites"),
        ("address", "137 Sample Ave, Salida, CO 81201", "list"),
    )
    with client.application.test_request_context():
        assert [one.source for one in stating(provider, "address", SHOWN).facts] == ["Clinic website", "NPI registry"]
