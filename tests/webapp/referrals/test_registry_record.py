"""What the NPI registry says of its own record, in every output that shows a number. All invented."""

from datetime import date

import pytest

from index import settings
from index.records import SourcesSay
from tests.builders import claim, phone, practice, quote
from tests.outputs import OUTPUTS, Asked, outputs_of
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, person, publish_providers

NOT_HERE = {"page of results", "clinic", "clinic's questions", "questions", "suggestions"}
"""Outputs that name no source of a number, or are of clinics."""
YEAR_ALONE = {"options for a patient", "options as PDF", "referral", "referral as PDF"}
"""Sheets, which have room for one year."""
NO_TAXONOMY = {"options for a patient", "options as PDF"}
"""Sheets for patients."""
PAGES = [one for one in OUTPUTS if one.rule and one.name not in NOT_HERE]


@pytest.fixture
def text_of(home):
    """Publish a person whose number the registry states, changed on a day; return the text of an output."""

    def read(output, changed_on=None, taxonomies=()):
        here = practice(
            at(SALIDA, "Salida", "CO", "81201", fax=phone("119")), SourcesSay.PERSON_LISTED, quote("Casey needles.")
        )
        stated = tuple(
            claim(field, number, "npi_registry", "https://registry.example/1", changed_on=changed_on)
            for field, number in (("phone", "+13035550112"), ("fax", "+13035550119"))
        )
        typed = tuple(claim("taxonomy", code, "npi_registry") for code in taxonomies)
        casey = {"practices": (here,), "taxonomies": taxonomies, "claims": (*stated, *typed)}
        publish_providers(settings.current(), [person("casey", "Casey Morrow", None, **casey)])
        asked = Asked(client=app_over(settings.current()).test_client(), ids=("casey",))
        assert output in outputs_of(asked.client.application)
        return " ".join(output.text(asked).replace("\u200b", "").replace("\\,", ",").split())

    return read


@pytest.mark.parametrize("output", PAGES, ids=lambda output: output.name)
def test_a_number_says_in_which_year_its_record_last_changed(text_of, output):
    text = text_of(output, date(2014, 3, 4))
    assert "NPI registry" in text
    assert ("last changed 2014, read" in text) is (output.name not in YEAR_ALONE)
    assert "last changed 2014" in text


@pytest.mark.parametrize("output", PAGES, ids=lambda output: output.name)
def test_where_the_source_gives_no_date_nothing_of_a_change_is_said(text_of, output):
    assert "last changed" not in text_of(output, None)


@pytest.mark.parametrize("output", PAGES, ids=lambda output: output.name)
def test_a_taxonomy_is_typed_in_the_registry_wherever_it_is_shown(text_of, output):
    text = text_of(output, taxonomies=("225X00000X", "122300000X"))
    is_shown = output.name not in NO_TAXONOMY
    assert ("225X00000X (Occupational therapist), 122300000X" in text) is is_shown
    assert ("as typed in: NPI registry" in text or "as typed in the NPI registry" in text) is is_shown


@pytest.mark.parametrize("output", PAGES, ids=lambda output: output.name)
def test_where_no_source_states_a_taxonomy_nothing_is_said_of_one(text_of, output):
    assert "Taxonomy:" not in text_of(output)
