"""`/sheet/options` and `/sheet/referral`: addresses, languages, what is left off, and no place for patient data."""

import io
import re

import pypdf
import pytest

BLANKS = ("Name", "Birth date", "Plan, ID", "Interpreter", "ICD-10", "Since", "Date")


def moved(client, address):
    response = client.get(address)
    assert response.status_code == 301
    return response.headers["Location"]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/sheet/options?ids=avery&ids=rehab", "/sheet/options?ids=avery,rehab"),
        ("/sheet/options?ids=avery&lang=en", "/sheet/options?ids=avery"),
        ("/sheet/options?ids=avery&lang=es", "/es/sheet/options?ids=avery"),
        ("/es/sheet/options?ids=avery&lang=en", "/sheet/options?ids=avery"),
        ("/es/sheet/options?ids=avery&lang=es", "/es/sheet/options?ids=avery"),
        ("/sheet/options?ids=avery&lang=xx", "/sheet/options?ids=avery"),
        ("/sheet/options?ids=avery&ids=rehab&lang=both", "/sheet/options?ids=avery,rehab&lang=both"),
        ("/sheet/options.pdf?ids=avery&lang=es", "/es/sheet/options.pdf?ids=avery"),
        ("/sheet/options?ids=avery,avery&place=81201", "/sheet/options?ids=avery&place=81201"),
        ("/sheet/referral?ids=avery", "/sheet/referral?id=avery"),
        ("/sheet/referral.pdf?ids=avery", "/sheet/referral.pdf?id=avery"),
        ("/es/sheet/referral?ids=avery&place=81201", "/es/sheet/referral?id=avery&place=81201"),
    ],
)
def test_each_sheet_has_one_address(client, asked, canonical):
    assert moved(client, asked) == canonical
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize("address", ["/sheet/options", "/sheet/referral", "/sheet/options.pdf", "/sheet/referral.pdf"])
def test_without_an_id_it_says_what_to_do(client, address):
    page = client.get(address)
    assert page.status_code == 400
    assert "Choose a person or a clinic first" in page.page.words


@pytest.mark.parametrize("name", ["withdrawn", "nobody", "a b", "mixed"])
@pytest.mark.parametrize("address", ["/sheet/options?ids={}", "/sheet/referral?id={}", "/sheet/options.pdf?ids={}"])
def test_an_id_that_is_not_shown_alone_is_404_and_named(client, address, name):
    answer = client.get(address.format(name.replace(" ", "%20")))
    assert answer.status_code == 404
    assert name in answer.page.words


def test_the_rest_of_the_sheet_stays_and_what_is_left_off_is_named(client):
    page = client.get("/sheet/options?ids=avery,withdrawn,nobody,rehab,lindqvist,osei,silent").page
    assert "Not on this page" in page.words
    assert "withdrawn: This listing is no longer shown. Ask the clinic." in page.words
    assert "nobody: We have no listing with this number." in page.words
    assert "Casey Morrow: This page has no room for it." in page.words
    headings = [text for level, text in page.headings if level == 2]
    assert headings[1:6] == [
        "1. Jordan Avery, DPT, Cert. DN",
        "2. Arkansas Valley Rehab",
        "3. Sam Lindqvist",
        "4. Kim Osei",
        "Call 911",
    ]


def test_a_merged_id_leads_to_the_person_who_has_it_now(client):
    assert "Jordan Avery" in client.get("/sheet/referral?id=merged").page.words


@pytest.mark.parametrize("asked", ["a%20b,avery", "withdrawn,avery", "merged,avery", "avery,rehab"])
def test_a_referral_and_its_pdf_are_to_the_same_person(client, asked):
    page = client.get(f"/sheet/referral?id={asked}").page
    assert "Jordan Avery" in page.words
    assert [link for link, words in page.link_texts if words == "PDF, one page"] == ["/sheet/referral.pdf?id=avery"]


def test_of_several_ids_a_referral_is_to_the_first(client):
    page = client.get("/sheet/referral?id=avery&ids=rehab").page
    assert "Not on this page" in page.words


@pytest.mark.parametrize(
    "address",
    [
        "/sheet/options?ids=avery,rehab",
        "/sheet/options?ids=avery&lang=both",
        "/es/sheet/referral?id=avery",
        "/sheet/referral?id=avery",
    ],
)
def test_there_is_nothing_to_type_in_and_search_engines_are_kept_out(client, address):
    answer = client.get(address)
    tags = {tag for tag, _ in answer.page.tags}
    assert tags.isdisjoint({"form", "input", "select", "textarea"})
    assert not any("contenteditable" in found for _, found in answer.page.tags)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert ("meta", {"name": "robots", "content": "noindex"}) in answer.page.tags


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/sheet/options", "/sheet/referral", "/sheet/options.pdf", "/sheet/referral.pdf"])
def test_nothing_can_be_sent(client, address, method):
    assert client.open(address, method=method, data={"patient": "x"}).status_code == 405


def test_what_an_address_says_of_a_patient_is_on_no_sheet(client):
    said = "patient=Zebulon&name=Zebulon&birth=Zebulon&reason=Zebulon&id=avery"
    page = client.get(f"/sheet/referral?{said}")
    made = client.get(f"/sheet/referral.pdf?{said}")
    assert "Zebulon" not in page.page.words
    assert "Zebulon" not in pypdf.PdfReader(io.BytesIO(made.data)).pages[0].extract_text()


def test_a_referral_prints_a_blank_for_each_field_about_a_patient(client):
    markup = client.get("/sheet/referral?id=avery").get_data(as_text=True)
    blanks = re.findall(r'<span class="blank share-\d">([^<]*)<span></span></span>', markup)
    assert set(BLANKS) <= set(blanks)
    assert "Printed Nov 23, 2026. Page 1 of 1." in markup
    assert "Do not use after Feb 21, 2027" in markup


def test_a_phone_has_its_source_and_year_and_the_line_to_confirm(client):
    words = client.get("/sheet/referral?id=avery").page.words
    assert "Phone 303-555-0112 (Clinic website, 2026)" in words
    assert "Confirm by phone before you send patient information." in words
    assert "Fax: not stated by any source we read." in words


def test_the_codes_are_the_guides_own_sentences(client):
    words = client.get("/sheet/referral?id=avery").page.words
    assert (
        "Codes: The codes are 20560 for 1 or 2 muscles and 20561 for 3 or more. Medicare does not pay physical "
        "therapists for them."
    ) in words


def test_the_signs_and_questions_are_the_guides_own_sentences(client):
    sheet, signs, call = (
        client.get(path).page.words
        for path in ("/sheet/options?ids=avery", "/guide/warning-signs", "/guide/first-call")
    )
    for sentence in ("It is hard to breathe.", "A clinician has not signed this yet.", "You have a new dry cough"):
        assert sentence in sheet
        assert sentence in signs
    for question in ("“Have they treated a problem like mine?", "“Can we go slowly, and stop if I say?”"):
        assert question in sheet
        assert question in call


def test_a_caution_of_the_rule_is_on_both_sheets(client):
    caution = "A notice we read says Utah does not allow this under a physical therapist's license."
    assert caution in client.get("/sheet/options?ids=moab").page.words
    assert caution in client.get("/sheet/referral?id=moab").page.words
    four = client.get("/sheet/options?ids=moab,avery,rehab,silent&lang=both").page.words
    assert "Ask: Do you do the needling yourself? Which license covers this?" in four


def test_the_pdf_has_the_words_of_the_page(client):
    for query in ("options{}?ids=avery,rehab", "options{}?ids=avery&lang=both", "referral{}?id=avery"):
        page = client.get(f"/sheet/{query.format('')}")
        made = client.get(f"/sheet/{query.format('.pdf')}")
        assert made.mimetype == "application/pdf"
        assert re.fullmatch(r'inline; filename="\w+\.pdf"', made.headers["Content-Disposition"])
        assert made.headers["X-Robots-Tag"] == "noindex"
        shown = re.sub(r"[\s\u200b]|•|\d\.(?=“)", "", pypdf.PdfReader(io.BytesIO(made.data)).pages[0].extract_text())
        markup = page.get_data(as_text=True).partition('<div class="printed')[2].partition("</main>")[0]
        words = re.findall(r"(?:<bdi[^>]*>|<strong[^>]*>)([^<]+)<", markup)
        assert len(words) > 20
        said = [re.sub(r"\s", "", one.replace("&#39;", "'")) for one in words]
        assert [one for one in said if one not in shown] == []


def test_a_demonstration_says_so_on_paper(published):
    from tests.webapp.conftest import app_over
    from tests.webapp.invented import providers, publish_providers

    publish_providers(published, providers(), number=2, demonstration=True)
    client = app_over(published).test_client()
    for address in ("/sheet/options?ids=avery", "/sheet/referral?id=avery"):
        assert "Demonstration: everybody here is invented." in client.get(address).page.words
