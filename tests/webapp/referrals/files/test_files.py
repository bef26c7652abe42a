"""What each kind of file holds of a listing, and what it leaves out."""

import io

import openpyxl
import pytest

from index import clock, settings
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers
from tests.webapp.referrals.files.read_back import cards, ids, rows, rows_of_csv
from webapp.referrals.files.rows import COLUMNS

FORMS = ("csv", "xlsx", "vcf")
SHEETS = ("csv", "xlsx")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("address", "what"), [("/find.{}?place=81201", "search"), ("/list.{}?ids=avery", "list")])
def test_a_file_is_an_attachment_whose_name_says_nothing_of_search_or_person(client, form, address, what):
    answer = client.get(address.format(form))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == TYPES[form]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="pinpoint-{what}.{form}"'
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_row_holds_who_where_what_sources_say_and_what_was_looked_up(client):
    (row,) = rows_of_csv(client.get("/list.csv?ids=avery&place=81201").data)

    assert list(row) == [column.heading for column in COLUMNS]
    said = {heading: text for heading, text in row.items() if text}
    note = said.pop("What the NPI registry says")
    license_of_the_data = said.pop("License of the data")
    assert said == {
        "Name": "Jordan Avery",
        "Letters after the name": "DPT, Cert. DN",
        "Profession": "Physical therapist",
        "Clinic": "Upper River Physical Therapy",
        "Street": "100 Example St",
        "Town": "Salida",
        "State and ZIP code": "CO 81201",
        "Miles": "0.5 miles",
        "Phone": "303-555-0112",
        "Phone: source and day": "Clinic website, read Nov 12, 2026",
        "Website": "https://clinic.example/",
        "Dry needling": "Listed as doing dry needling",
        "Dry needling: source and day": "Clinic website, read Nov 12, 2026",
        "Dry needling: page of the source": "https://clinic.example/team",
        "Words of the source": "“Jordan uses dry needling for neck and shoulder pain.”",
        "Courses in dry needling that a source lists": "Cert. DN",
        "Rule of the state": "Colorado: physical therapists may, after training, says a summary we read.",
        "License": "CO PTL.0012345 physical therapist: As typed by a source, not checked by us.",
        "NPI": "1234567893",
        "Other facts: source and day": (
            "Name: Clinic website, read Nov 12, 2026. NPI number: NPI registry, read Nov 12, 2026."
        ),
        "Page of this listing": "http://localhost/people/avery",
        "Number of this listing": "avery",
    }
    assert note.startswith("NPI number 1234567893: a number exists under this name in the national registry.")
    assert "GeoNames (geonames.org), Creative Commons Attribution 4.0, changed by us." in license_of_the_data
    assert license_of_the_data.endswith("http://localhost/sources")


def test_both_spreadsheets_hold_the_same_table(site):
    for address in ("/find.{}?place=81201", "/find.{}?place=04101&within=5", "/es/list.{}?ids=id01,gone,id02"):
        as_csv, as_xlsx = (rows(site.get(address.format(form)).data, form) for form in SHEETS)
        assert as_csv == as_xlsx
        assert as_csv


def test_the_words_are_those_of_the_language(site):
    (row,) = rows_of_csv(site.get("/es/list.csv?ids=id00").data)
    assert row["Punción seca"] == "Figura que hace punción seca"
    assert "leído el 12 nov 2026" in row["Punción seca: fuente y día"]
    (card,) = cards(site.get("/es/list.vcf?ids=id00").data)
    assert "Figura que hace punción seca" in card.note.value


def test_equal_content_gives_equal_bytes_of_a_workbook_later_on_the_day_too(site, monkeypatch):
    first = site.get("/find.xlsx?place=81201").data
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T18:30:00+00:00")
    assert clock.now().hour == 18
    assert site.get("/find.xlsx?place=81201").data == first


def test_a_card_holds_the_listing_for_an_address_book(client):
    (card,) = cards(client.get("/list.vcf?ids=avery").data)

    assert (card.version.value, card.fn.value, card.uid.value) == ("3.0", "Jordan Avery", "avery")
    assert (card.n.value.family, card.n.value.given, card.n.value.suffix) == ("Avery", "Jordan", ["DPT", "Cert. DN"])
    assert card.org.value == ["Upper River Physical Therapy"]
    assert card.title.value == "Physical therapist"
    assert (card.tel.value, card.tel.params["TYPE"]) == ("+13035550112", ["WORK", "VOICE"])
    address = card.adr.value
    assert (address.street, address.city, address.region, address.code) == ("100 Example St", "Salida", "CO", "81201")
    assert card.url.value == "https://clinic.example/"
    assert card.source.value == "http://localhost/people/avery"
    assert card.rev.value == "2026-11-23T12:00:00Z"
    lines = card.note.value.splitlines()
    assert lines[0] == "Listed as doing dry needling: Clinic website, read Nov 12, 2026"
    assert lines[1] == "“Jordan uses dry needling for neck and shoulder pain.”"
    assert "Confirm by phone before you send patient information." in lines


def test_a_clinic_has_a_card_of_its_own_name(site):
    (card,) = cards(site.get("/list.vcf?ids=id08").data)
    assert card.fn.value == "Clinic Jordan Averyai"
    assert card.n.value.family == "Clinic Jordan Averyai"
    assert card.org.value == ["Upper River Clinic"]
    assert [one.value for one in card.tel_list] == ["+13035550108", "+13035550199"]
    assert card.tel_list[1].params["TYPE"] == ["WORK", "FAX"]


def test_lines_of_a_card_end_with_crlf_and_have_at_most_75_octets_that_are_whole_letters(site):
    content = site.get("/find.vcf?place=81201").data
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) == 75
    assert [line.decode() for line in lines]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_more_than_twenty_holds_what_may_leave_and_says_what_does_not(site, form):
    content = site.get(f"/find.{form}?place=81201").data
    assert len(ids(content, form)) == 60
    assert b"Words 1 on" not in content
    if form == "vcf":
        by_id = {card.uid.value: card for card in cards(content)}
        assert by_id["id00"].tel.value == "+13035550100"
        assert not hasattr(by_id["id01"], "tel")
        assert "Not in a file of more than 20 listings: Name, Profession," in by_id["id01"].note.value
        assert by_id["id01"].fn.value == "Listing id01"
        return
    by_id = {row["Number of this listing"]: row for row in rows(content, form)}
    lets, does_not = by_id["id00"], by_id["id01"]
    assert (lets["Name"], lets["Phone"], lets["Street"]) == ("Jordan Averyaa", "303-555-0100", "100 Example St")
    assert lets["Phone: source and day"] == "NPI registry, read Nov 12, 2026"
    assert lets["Left out"] == (
        "Not in a file of more than 20 listings: Profession, Words of the source, License. Open its page."
    )
    assert {heading for heading, text in does_not.items() if text} == {
        "Miles",
        "Dry needling",
        "To keep in mind",
        "Dry needling: source and day",
        "Dry needling: page of the source",
        "Rule of the state",
        "Left out",
        "Page of this listing",
        "Number of this listing",
        "License of the data",
    }


@pytest.mark.parametrize("address", ["/find.csv?place=81201&kind=clinic", "/list.csv?ids=id01,id03,id05"])
def test_a_file_of_at_most_twenty_holds_everything(site, address):
    found = rows_of_csv(site.get(address).data)
    assert 2 < len(found) <= 20
    assert all(row["Name"] and row["Phone"] and row["Words of the source"] and not row["Left out"] for row in found)


def test_a_license_that_may_not_leave_is_not_called_one_that_nobody_looked_up(site):
    found = rows_of_csv(site.get("/find.csv?place=81201").data)
    assert {row["License"] for row in found} == {""}


@pytest.mark.parametrize("form", SHEETS)
def test_an_id_that_shows_nobody_has_a_row_that_says_what_to_do_and_the_rest_stays(client, form):
    address = f"/list.{form}?ids=avery,nobody,withdrawn,mixed,%3Cb%3E,merged"
    first, *others = rows(client.get(address).data, form)

    assert first["Name"] == "Jordan Avery"
    said = {row["Number of this listing"]: row["Left out"] for row in others}
    assert set(said) == {"nobody", "withdrawn", "mixed", "<b>"}
    assert said["withdrawn"] == "This listing is no longer shown. Ask the clinic."
    assert all(said.values())
    assert {text for row in others for heading, text in row.items() if heading not in SAID} == {""}


SAID = ("Left out", "Number of this listing")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/list.{}", "Choose some on a page of results"),
        ("/find.{}", "Write a ZIP code, such as 81201"),
        ("/find.{}?place=Nowhereville", "Write a ZIP code, such as 81201"),
        ("/find.{}?place=Springfield", "Write a ZIP code, such as 81201"),
        ("/find.{}?place=81201&within=x", "Choose a distance from 1 to 500 miles."),
        ("/find.{}?place=81201&page=x", "There is no such page of results."),
        ("/find.{}?place=67735&within=5", "We found nobody listed for dry needling within 5 miles. That does not mean"),
    ],
)
def test_what_cannot_be_sent_is_a_page_that_says_what_to_write(client, form, address, said):
    answer = client.get(address.format(form))
    assert answer.status_code == 400
    assert said in answer.page.words


def test_a_card_file_of_ids_that_show_nobody_is_a_page_that_says_what_to_do(client):
    assert client.get("/list.vcf?ids=nobody").status_code == 400
    assert client.get("/list.csv?ids=nobody").status_code == 200


def test_a_list_takes_twenty_and_names_the_others(site):
    asked = ",".join(f"id{number:02d}" for number in range(22))
    found = rows_of_csv(site.get(f"/list.csv?ids={asked}").data)
    assert [bool(row["Name"]) for row in found] == [True] * 20 + [False] * 2
    assert "has no room for it" in found[-1]["Left out"]


def test_a_file_of_a_search_counts_as_ten_searches(published):
    site = app_over(published.model_copy(update={"searches_per_minute": 20})).test_client()
    found = [site.get(address).status_code for address in ("/find.csv?place=81201",) * 3]
    assert found == [200, 200, 429]


def test_a_demonstration_says_in_the_workbook_that_everybody_is_invented(home):
    current = settings.current()
    publish_providers(current, providers(), demonstration=True)
    book = openpyxl.load_workbook(io.BytesIO(app_over(current).test_client().get("/list.xlsx?ids=avery").data))
    lines = [cell.value for (cell,) in book["About this file"].iter_rows()]
    assert lines[0] == "Demonstration. Everybody here is invented."
    assert lines[1] == "Listings in this file: 1. Written on Nov 23, 2026 from what was published on Nov 23, 2026."
    assert any(line.startswith("Towns, with their points and numbers of people: GeoNames,") for line in lines)
