"""Hours, new patients, languages and a yes: shown only after a listed contact, lapsed by the day of the request."""

import pytest

from index import settings
from index.corrections.accepted_values import AcceptedValues, UnreadableValueError
from index.corrections.accepting import Acceptance, accept, renew
from index.corrections.added_values import ListedContact, NotReachedError, OutsideRuleError, contacts_of_case
from index.corrections.case_document import corrections_of_case
from index.corrections.case_row import get
from index.corrections.message import Wrong
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.records import Profession, Sender, StateAllows, StateRules
from tests.builders import READ, rule
from tests.index.corrections.sent import fix
from tests.index.corrections.test_accepting import WHO, taken

LISTED = ListedContact(field="phone", value="303-555-0103")
HOURS = "mo 09:00-17:00; tu closed"


def accepted(store, number, reached=LISTED, **values):
    acceptance = Acceptance(corrected=AcceptedValues(by=Sender.PERSON, values=values), reached=reached)
    return accept(store, settings.current(), number, acceptance, **WHO)


def shown_on(day, monkeypatch):
    """person03 as a reader sees them on a day."""
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")
    provider = PublishedReader(settings.current().generations, every=0).generation().provider("person03")
    details = ("hours", "new_patients", "languages")
    claims = {claim.field: claim.value for claim in provider.claims if claim.field in details}
    return claims, [(claim.field, claim.value) for claim in provider.practices[0].details]


def test_hours_and_new_patients_are_shown_until_day_90_and_gone_on_day_91_in_one_generation(store, folder, monkeypatch):
    number = taken(store, fix(Wrong.OTHER))
    accepted(store, number, hours="tu closed; mo 9 am-5 pm", new_patients="yes", languages="English and Spanish")
    publish(store, settings.current())
    told = {"hours": HOURS, "new_patients": "yes", "languages": "en es"}
    assert shown_on("2026-11-23", monkeypatch) == (told, [("hours", HOURS), ("new_patients", "yes")])
    assert shown_on("2027-02-21", monkeypatch)[0] == told  # day 90
    day_91 = ({"languages": "en es"}, [("hours", ""), ("new_patients", "")])
    assert shown_on("2027-02-22", monkeypatch) == day_91


def test_a_renewal_begins_the_days_anew(store, folder, monkeypatch):
    number = taken(store, fix(Wrong.OTHER))
    accepted(store, number, hours=HOURS)
    monkeypatch.setenv("PINPOINT_NOW", "2027-02-20T12:00:00+00:00")
    renew(store, number, **WHO)
    publish(store, settings.current())
    assert shown_on("2027-05-21", monkeypatch)[0] == {"hours": HOURS}
    assert shown_on("2027-05-22", monkeypatch)[0] == {}


@pytest.mark.parametrize(
    "values",
    [
        {"hours": HOURS},
        {"languages": "Spanish"},
        {"new_patients": "no"},
        {"credentials": "Cert. DN"},
        {"dry_needling": "yes"},
    ],
)
@pytest.mark.parametrize(
    "reached",
    [None, ListedContact(field="phone", value="303-555-0199"), ListedContact(field="website", value="https://x.test/")],
)
def test_nothing_is_added_unless_a_listed_contact_was_used(store, folder, values, reached):
    number = taken(store, fix(Wrong.OTHER, text="I do dry needling."))
    with pytest.raises(NotReachedError, match=r"listed are: phone=\+13035550103 \(school\)"):
        accepted(store, number, reached, **values)


def test_the_contact_is_recorded_as_field_and_source_and_the_case_lists_what_there_is(store, folder):
    number = taken(store, fix(Wrong.OTHER))
    accepted(store, number, languages="Spanish")
    with store.read() as connection:
        assert contacts_of_case(connection, get(connection, number)) == [
            ListedContact(field="phone", value="+13035550103", source="school"),
            ListedContact(field="website", value="https://practice.test/", source="school"),
        ]
        assert corrections_of_case(connection, number)[0]["reached"] == "phone school"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"hours": "mo 9-5"}, "mo: write each day as"),
        ({"languages": "Klingonish"}, "is no language that we know"),
        ({"new_patients": "maybe"}, "write one of yes, no, waiting_list"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(store, folder, values, sentence):
    with pytest.raises(UnreadableValueError, match=sentence):
        accepted(store, taken(store, fix(Wrong.OTHER)), **values)


@pytest.mark.parametrize(
    ("answer", "is_held"), [(StateAllows.NOT_ALLOWED, True), (StateAllows.NOT_YET, True), (StateAllows.ALLOWED, False)]
)
def test_a_yes_past_a_rule_that_we_read_waits_for_an_operator(store, folder, monkeypatch, answer, is_held):
    of_state = rule(answer, profession=Profession.PHYSICAL_THERAPIST, reviewed_by="R. Reviewer", reviewed_on=READ)
    rules = StateRules.of([of_state])
    monkeypatch.setattr("index.corrections.added_values.load_state_rules", lambda _own: rules)
    number = taken(store, fix(Wrong.OTHER, text="I do dry needling."))
    if is_held:
        with pytest.raises(OutsideRuleError, match="the case stays open"):
            accepted(store, number, dry_needling="yes")
        with store.read() as connection:
            assert get(connection, number).settled_at is None
    else:
        assert accepted(store, number, dry_needling="yes").statements[0].quote == "I do dry needling."
