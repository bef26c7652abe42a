"""The PDF of a sheet: one page, tagged, in its language, with its font, and with nothing that runs or leads away."""

import itertools
import re
import threading
from dataclasses import replace
from datetime import date

import pytest

from tests.browser.hostile import PAYLOADS
from tests.builders import claim, phone
from tests.webapp.invented import TODAY
from tests.webapp.referrals.sheets.sheets_of import (
    LANGUAGES,
    PEOPLE,
    PROFILE,
    options,
    read,
    referral,
    structure,
    with_text,
    words_of,
)
from webapp.referrals.sheets import pdf as pdf_module
from webapp.referrals.sheets.fitting import HEIGHT, SIZES
from webapp.referrals.sheets.pdf import pdf
from webapp.referrals.sheets.sheet import PartKind

EVERYBODY = list(PEOPLE.values())
LONG = ("W" * 10_000, "W W" * 3_000, "Ñandú 王 " * 2_000, "i" * 10_000, "\u202e" * 10_000 + "x")


def test_it_says_its_title_and_language_and_has_a_structure():
    document = read(referral(PEOPLE["avery"]))
    assert document.metadata.title == "Referral for evaluation: dry needling if suitable"
    assert document.root_object["/Lang"] == "en-US"
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    headings = [(kind, title) for kind, _language, title in structure(document) if re.fullmatch("/H[1-6]", kind)]
    assert headings == [
        ("/H1", "Referral for evaluation: dry needling if suitable"),
        *(
            ("/H2", title)
            for title in (
                "To",
                "From",
                "Patient",
                "Reason",
                "Request",
                "Check",
                "What Pinpoint knows (from public sources; not a check of this person)",
                "Send back",
                "Signed",
            )
        ),
    ]


def test_warning_signs_and_questions_are_lists():
    kinds = [kind for kind, _language, _title in structure(read(options([PEOPLE["avery"]])))]
    assert (kinds.count("/L"), kinds.count("/LI")) == (4, 15)


@pytest.mark.parametrize(
    ("languages", "own", "other"), [(("en", "es"), "en-US", "es-US"), (("es", "en"), "es-US", "en-US")]
)
def test_with_two_languages_each_part_says_its_own(languages, own, other):
    document = read(options([PEOPLE["avery"]], languages))
    assert document.root_object["/Lang"] == own
    assert {language for _kind, language, _title in structure(document)} == {None, other}
    assert {"Call 911", "Llame al 911"} <= {title for _kind, _language, title in structure(document)}


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_options_are_one_letter_page_with_all_signs_and_questions(languages, count):
    sheet = options(EVERYBODY[:count], languages)
    document = read(sheet)
    assert len(document.pages) == 1
    assert [float(side) for side in document.pages[0].mediabox[2:]] == [612, 792]
    shown = words_of(document)
    for part in sheet.parts():
        if not part.words.endswith("…") and "911" in part.words:
            assert part.words in shown
    for language, signs in (("en", "You are coughing blood."), ("es", "Tose sangre.")):
        assert (signs in shown) == (language in languages)


@pytest.mark.parametrize("written", LONG)
@pytest.mark.parametrize("languages", [("en",), ("en", "es")])
def test_fields_of_ten_thousand_characters_are_cut_and_push_nothing_off_the_page(written, languages):
    # In Utah each of them has a caution as well.
    sheet = options([with_text(written, number, "UT") for number in range(4)], languages)
    document = read(sheet)
    assert len(document.pages) == 1
    shown = words_of(document)
    last = sheet.foot[-1].parts[0].words
    assert last in shown
    assert len(shown) < 8_000
    assert sheet.size < SIZES[0]


@pytest.mark.parametrize("written", LONG)
def test_a_referral_with_such_fields_keeps_its_signature_and_the_line_to_confirm(written):
    document = read(referral(with_text(written, 0, "UT")))
    assert len(document.pages) == 1
    shown = words_of(document)
    for said in ("Confirm by phone before you send patient information.", "Signed", "Date", PROFILE, "303-555-0119"):
        assert said in shown
    assert "…" in shown or written.startswith("\u202e")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_field_is_text(payload):
    document = read(referral(with_text(payload)))
    shown = words_of(document).replace(" ", "")
    bare = payload.replace("\u202e", "").replace("\u202c", "").replace(" ", "")
    assert bare[:40] in shown
    assert len(document.pages) == 1


@pytest.mark.parametrize(
    "written",
    [
        "#panic(1)",
        '#read("/etc/passwd")',
        "$ x^2 $",
        "*bold* _it_ `raw` <a> @b // c /* d",
        "= Heading",
        "\\u{41} ~ --- [x] {y}",
        "https://evil.example/x",
    ],
)
def test_what_is_markup_to_the_maker_is_text(written):
    document = read(referral(with_text(written)))
    assert written.replace(" ", "") in words_of(document).replace(" ", "")
    assert "/Annots" not in document.pages[0]


def test_nothing_runs_opens_or_can_be_filled_in():
    for sheet in (referral(PEOPLE["avery"]), options(EVERYBODY[:4], ("en", "es"))):
        document = read(sheet)
        assert {"/AcroForm", "/OpenAction", "/AA", "/Names", "/JavaScript"}.isdisjoint(document.root_object)
        assert {"/Annots", "/AA"}.isdisjoint(document.pages[0])
        assert not document.attachments


def test_the_font_is_in_the_file():
    fonts = read(referral(PEOPLE["avery"])).pages[0]["/Resources"]["/Font"]
    names = set()
    for font in fonts.values():
        inner = font["/DescendantFonts"][0].get_object()
        names.add(inner["/BaseFont"].split("+")[1])
        assert "/FontFile2" in inner["/FontDescriptor"]
    assert names == {"PublicSans-Regular", "PublicSans-Bold"}


def test_it_is_black_on_white_without_pictures():
    for sheet in (referral(PEOPLE["avery"]), options(EVERYBODY[:4])):
        page = read(sheet).pages[0]
        assert "/XObject" not in page["/Resources"]
        drawn = page.get_contents().get_data().decode("latin-1")
        colors = re.findall(r"/\w+ (?:cs|CS) ([\d. ]+) (?:scn?|SCN?)\b", drawn)
        assert set(colors) == {"0"}
        assert len(colors) > 20
        assert not re.search(r"[\d.] (?:rg|RG|g|G|k|K|sh|gs|Do)\b", drawn)


def test_text_is_eleven_points_or_more_numbers_fourteen_and_rules_one():
    seen, rules = [], 0
    for sheet in (referral(PEOPLE["avery"]), options(EVERYBODY[:4]), options(EVERYBODY[:2], ("en", "es"))):
        page = read(sheet).pages[0]
        page.extract_text(visitor_text=lambda said, _cm, _tm, _font, size: seen.append((size, said.strip())))
        drawn = page.get_contents().get_data().decode("latin-1")
        # A width of 1 is what a page begins with; it need not be written.
        assert {float(width) for width in re.findall(r"([\d.]+) w\b", drawn)} <= {1.0}
        # A rule is a stroke, or a box from half a point above its line to half a point below.
        rules += len(re.findall(r"\bS\b", drawn)) + len(re.findall(r"0 0\.5 m 0 -0\.5 l", drawn))
    assert rules > 40
    assert min(size for size, said in seen if said) >= 11
    assert {size for size, said in seen if re.fullmatch(r"303-555-01\d\d", said)} == {14}


def test_four_people_in_two_languages_are_ten_points_or_more():
    seen = []
    page = read(options(EVERYBODY[:4], ("en", "es"))).pages[0]
    page.extract_text(visitor_text=lambda said, _cm, _tm, _font, size: seen.append(size if said.strip() else 16))
    assert min(seen) >= 10


def test_the_same_sheet_of_the_same_day_is_the_same_bytes():
    assert pdf(referral(PEOPLE["avery"]), TODAY) == pdf(referral(PEOPLE["avery"]), TODAY)


def test_many_threads_get_their_own_sheets():
    sheets = [referral(one) for one in EVERYBODY[:4]]
    right = [pdf(sheet, TODAY) for sheet in sheets]
    got = {}

    def make(number):
        got[number] = pdf(sheets[number % 4], TODAY)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: right[number % 4] for number in range(16)}


def test_the_maker_reads_its_own_file_and_fonts_and_asks_for_no_package():
    written = (pdf_module.FOLDER / "sheet.typ").read_text(encoding="utf-8")
    assert not re.search(r"#?(import|include|read|image|eval|plugin)\b\s*[(\"]", written)
    assert "@preview" not in written


def _faxed(**changes):
    """A person of the list with a fax that the NPI registry states."""
    place = replace(PEOPLE["avery"].practices[0].location, fax=phone("119"))
    stated = claim("fax", "+13035550119", "npi_registry", **changes)
    here = replace(PEOPLE["avery"].practices[0], location=place)
    return replace(PEOPLE["avery"], practices=(here,), claims=(*PEOPLE["avery"].claims, stated))


@pytest.mark.parametrize(
    ("language", "changed_on", "said"),
    [
        ("en", date(2014, 3, 4), "Fax 303-555-0119 (NPI registry, last changed 2014)"),
        ("es", date(2014, 3, 4), "Fax 303-555-0119 (Registro NPI, último cambio en 2014)"),
        ("en", None, "Fax 303-555-0119 (NPI registry, 2026)"),
    ],
)
def test_a_number_has_the_year_of_its_records_last_change_else_that_of_reading(language, changed_on, said):
    assert said in words_of(read(referral(_faxed(changed_on=changed_on), language)))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("provider", EVERYBODY, ids=lambda one: one.id)
def test_every_word_of_a_referral_is_in_its_pdf(provider, language):
    sheet = referral(provider, language)
    shown = words_of(read(sheet)).replace(" ", "")
    parts = [part for part in sheet.parts() if part.kind is not PartKind.BLANK or part.words]
    assert [part.words for part in parts if part.words.replace(" ", "") not in shown] == []
    assert len(parts) > 30


def test_the_largest_size_that_fits_is_taken():
    sizes = [options(EVERYBODY[:count]).size for count in (1, 2, 3, 4)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == SIZES[0]
    assert HEIGHT < 706
    assert all(first >= second for first, second in itertools.pairwise(SIZES))
