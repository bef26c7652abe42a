"""From finding oneself to what the page says and to the day it lapses, as the listed and the operator take it."""

import csv
import io

from index import settings
from index.corrections.accepted_values import FIELDS, AcceptedValues
from index.corrections.accepting import Acceptance, accept
from index.corrections.added_values import ListedContact
from index.corrections.case_row import get
from index.corrections.intake import take
from index.publish.publisher import publish
from index.records import Sender
from tests.index.publish import invented
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import post

FORM = {"id": "person03", "needling": "yes", "text": "I do dry needling for neck pain.", "contact": "", "homepage": ""}
HOURS = {"mo-opens-1": "9 am", "mo-closes-1": "5 pm", "new_patients": "yes", "languages": "Spanish"}
FIND = "/practitioners/find?listed=Averyd"


def test_what_the_listed_say_is_shown_after_the_operator_reached_them_and_lapses(store, monkeypatch):
    invented.settle(store)
    publish(store, settings.current())
    visitor = app_over(settings.current()).test_client()
    assert "/fix?id=person03" in visitor.get(FIND).page.links
    assert "/fix/add?id=person03" in visitor.get("/fix?id=person03").page.links
    case = post(visitor, "/fix/add", FORM | HOURS).location
    take(store, settings.current())
    number = case.removeprefix("/case/")
    with store.read() as connection:
        sent = {one.field: one.value for one in get(connection, number).values}
    publish(store, settings.current())
    assert "Takes new patients" not in visitor.get("/people/person03").page.words  # nobody reached them yet

    values = AcceptedValues(by=Sender.PERSON, values={name: sent[name] for name in sent if name in FIELDS})
    acceptance = Acceptance(
        corrected=values, place=sent["place"], reached=ListedContact(field="phone", value="303-555-0103")
    )
    accept(store, settings.current(), number, acceptance, who="an operator", note="called the listed number")
    publish(store, settings.current())
    visitor = app_over(settings.current()).test_client()
    words = visitor.get("/people/person03").page.words
    assert "I do dry needling for neck pain." in words
    assert "The person told us, on Nov 23, 2026" in words
    assert "Monday: 9:00 AM to 5:00 PM" in words
    assert "Takes new patients" in words
    row = next(csv.DictReader(io.StringIO(visitor.get("/list.csv?ids=person03").data.decode("utf-8-sig"))))
    column = "Hours, new patients, languages: who told us, and the day"
    assert row[column] == (
        "Hours: Monday: 9:00 AM to 5:00 PM (The person told us, on Nov 23, 2026) / "
        "New patients: Takes new patients (The person told us, on Nov 23, 2026) / "
        "Languages: Spanish (The person told us, on Nov 23, 2026)"
    )
    assert "Takes new patients" in visitor.get("/list.vcf?ids=person03").text.replace("\r\n ", "")
    assert "We settled this on Nov 23, 2026." in visitor.get(case).page.words

    monkeypatch.setenv("PINPOINT_NOW", "2027-02-22T12:00:00+00:00")
    words = visitor.get("/people/person03").page.words
    assert "Takes new patients" not in words
    assert "Is it you? Tell us again" in words
    assert "Takes new patients" not in visitor.get("/list.csv?ids=person03").data.decode("utf-8-sig")
    assert "I do dry needling for neck pain." in words  # asked again after 12 months
