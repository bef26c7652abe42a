import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.phone import parse_phones
from index.normalize.phone_field import read_phones

CALL, FAX = "303-555-0142", "303-555-0144"


def read(text, fax=""):
    phone, of_fax, problems = read_phones(text, fax)
    return _spelled(phone), _spelled(of_fax), problems


def _spelled(phone):
    return "" if phone is None else phone.e164[-4:] + (f" x{phone.extension}" if phone.extension else "")


@pytest.mark.parametrize(
    "text",
    [
        f"{FAX} (fax), {CALL}", f"Facsimile: {FAX} / Phone: {CALL}", f"{FAX} F | {CALL} P", f"F {FAX} / T {CALL}",
        f"Fax/Text: {FAX}; Office: {CALL}", f"{CALL}, fax {FAX}", f"{CALL} fax {FAX}", f"{FAX} fax {CALL} phone",
        f"{CALL} (Office) {FAX} (Fax)", f"(O) {CALL} (F) {FAX}", f"{CALL} - Office, {FAX} - Fax",
        f"Office - {CALL}, Fax - {FAX}", f"{FAX} fax / phone {CALL}", f"fax{FAX} tel{CALL}", f"{CALL}p {FAX}f",
        f"FAX={FAX} TEL={CALL}", f"Fax No. {FAX} Tel No. {CALL}", f"{FAX} [fax]; {CALL} [main]", f"p.{CALL} f.{FAX}",
        f"{CALL} \u2022 {FAX} (f)", f"Ph {CALL} Fx {FAX}", f"Telecopier {FAX}, direct {CALL}", f"fax: {FAX}, {CALL}",
        f"{FAX} \u2013 Fax; {CALL} \u2013 Phone", f"Please fax referrals to {FAX} and call {CALL}",
        f"F: {FAX}<br>P: {CALL}", f"{CALL}/F {FAX}", f"Fax {FAX} Phone {CALL} Text 303-555-0150",
    ],
)  # fmt: skip
def test_a_label_counts_on_either_side_of_its_number(text):
    assert read(text)[:2] == ("0142", "0144")


@pytest.mark.parametrize("text", [f"{FAX} (fax)", f"{FAX} F", f"Facsimile {FAX}", f"f. {FAX}", f"Phone: {FAX} (fax)"])
def test_a_lone_fax_is_a_fax_and_no_phone(text):
    assert read(text) == ("", "0144", ("phone/unreadable",))


@pytest.mark.parametrize(
    "text",
    [
        f"TTY {FAX}, Voice {CALL}", f"Cell: {FAX}, Office: {CALL}", f"Text {FAX} or call {CALL}",
        f"Home: {FAX}, Work: {CALL}", f"Pager {FAX}; {CALL}", f"c: {FAX} o: {CALL}", f"{CALL} (voice), {FAX} (TTY)",
        f"Toll Free: 1-800-555-0199, Local: {CALL}", f"{FAX} (text only) / {CALL} (office)",
    ],
)  # fmt: skip
def test_of_several_lines_the_one_where_a_practice_answers_is_the_phone(text):
    assert read(text) == ("0142", "", ("phone/more_than_one",))


@pytest.mark.parametrize(
    ("text", "phone", "fax"),
    [
        (f"Phone/Fax: {CALL}", "0142", "0142"),
        (f"Tel. & Fax {CALL}", "0142", "0142"),
        (f"Phone: {CALL} Fax:", "0142", ""),
        (f"Fax: n/a Phone: {CALL}", "0142", ""),
        (f"{CALL} M-F 9-5", "0142", ""),
        (f"Suite F {CALL}", "0142", ""),
        (f"{CALL}. We have no fax", "0142", ""),
        (f"Cell {CALL}", "0142", ""),
        (f"TTY {CALL}", "", ""),
        (f"P: {CALL} ext 4 | F: {FAX}", "0142 x4", "0144"),
    ],
)
def test_these_labels_are_no_trap(text, phone, fax):
    assert read(text)[:2] == (phone, fax)


def test_a_label_counts_in_the_field_of_a_fax_as_well():
    assert read("", f"{FAX} (fax) / {CALL} (phone)") == ("0142", "0144", ())
    assert read(CALL, f"Fax: {FAX}") == ("0142", "0144", ())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1-800-555-PAIN", "+18005557246"),
        ("(303) 555-HEAL", "+13035554325"),
        ("(719) 539-BACK", "+17195392225"),
        ("888-PT-DRY-ND", "+18887837963"),
        ("719-539-4PT1", "+17195394781"),
        ("1-800-FLOWERS", "+18003569377"),
        ("1800FLOWERS", "+18003569377"),
        ("1 800 CONTACTS", "+18002668228"),
        ("303 555 HEAL", "+13035554325"),
        ("+1.303.555.heal", "+13035554325"),
        ("Call (303) PT-4-BACK today", "+13037842225"),
    ],
)
def test_a_number_in_letters_is_read_by_its_keys(text, number):
    assert [phone.e164 for phone in parse_phones(text)] == [number]


@pytest.mark.parametrize(
    "text", ["800 N MAIN ST", "303 E Main Street", "Suite 303-B Example", "Room 210 SPRINGS", "555-HEAL"]
)
def test_words_next_to_a_number_are_no_number_in_letters(text):
    assert [phone for phone in parse_phones(text) if len(phone.e164) == len("+13035550142")] == []


@pytest.mark.parametrize("word", ["FAX", "EXT 5", "CELL", "MOBILE", "TOLL FREE", "(HEAL)", "- OFFICE", "CALL"])
def test_a_word_behind_a_whole_number_is_not_dialed(word):
    assert [phone.e164 for phone in parse_phones(f"{CALL} {word}")] == ["+13035550142"]


@pytest.mark.parametrize(
    "extension",
    [
        "(ext 204)", "EXT 204", "x204", "x 204", "ext. 204", "ext: 204", "Extension #204", "ext. no. 204", "(x204)",
        "[ext. 204]", "- ext 204", ", x. 204", ";ext=204", "#204", "xtn 204", "ex. 204", "\u2013 Ext.204",
    ],
)  # fmt: skip
def test_an_extension_is_read_in_every_form(extension):
    assert read(f"{CALL} {extension}") == ("0142 x204", "", ())
    assert read(f"3035550142 {extension}, fax {FAX}")[:2] == ("0142 x204", "0144")


LABELS_OF_A_FAX = ["fax", "Fax", "FAX", "facsimile", "f", "F"]
LABELS_OF_A_PHONE = ["phone", "Tel", "OFFICE", "voice", "P", "t", "o"]
FORMS = ["{label}: {number}", "{label} {number}", "{number} ({label})", "{label}. {number}", "({label}) {number}"]


@given(
    fax=st.sampled_from(LABELS_OF_A_FAX),
    phone=st.sampled_from(LABELS_OF_A_PHONE),
    form=st.sampled_from(FORMS),
    between=st.sampled_from([", ", "; ", " | ", " / ", " - ", "<br>"]),
    fax_first=st.booleans(),
)
def test_in_every_form_a_number_that_is_named_a_fax_is_never_the_phone(fax, phone, form, between, fax_first):
    parts = [form.format(label=phone, number=CALL), form.format(label=fax, number=FAX)]
    assert read(between.join(reversed(parts) if fax_first else parts))[:2] == ("0142", "0144")


@given(st.text(alphabet="0123456789()-. /xFfaxPT:,;|&", max_size=60))
def test_what_is_read_is_among_the_numbers_of_the_field(text):
    phone, fax, _ = read_phones(text, "")
    assert {phone, fax} - {None} <= set(parse_phones(text))
