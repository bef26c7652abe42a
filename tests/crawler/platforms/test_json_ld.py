import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from crawler.formats.json_ld import BadBlockError, json_ld_blocks, values_of
from crawler.platforms.structured_data.schema_nodes import location_of
from crawler.platforms.structured_data.schema_readings import readings_of

CLINIC = {
    "@type": "MedicalClinic",
    "name": "Elm Clinic",
    "address": {"@type": "PostalAddress", "postalCode": "06103"},
    "sameAs": ["https://elm.example/a", "https://elm.example/b"],
    "open": True,
    "geo": {"latitude": 38.5347, "longitude": -105.9989},
}
WRITTEN = json.dumps(CLINIC)
SPELLINGS = {
    "entities": WRITTEN.replace('"', "&quot;"),
    "numbers of quotes": WRITTEN.replace('"', "&#34;"),
    "hexadecimal": WRITTEN.replace('"', "&#x22;"),
    "entities of entities": WRITTEN.replace('"', "&amp;quot;"),
    "curly quotes": WRITTEN.replace('"', "\u201d").replace("\u201dname", "\u201cname"),
    "entities of curly quotes": WRITTEN.replace('"', "&#8220;"),
    "comma at the end": WRITTEN[:-1] + ",}",
    "commas at all ends": WRITTEN.replace("}", ",}").replace("]", ",]"),
    "two commas": WRITTEN.replace(", ", ",, "),
    "line remark": WRITTEN.replace('"name"', '// the "name"\n"name"'),
    "remarks": "/* Elm's {clinic} */" + WRITTEN.replace('"geo"', '/* where, "geo" */ "geo"') + "// end",
    "no-break blanks": WRITTEN.replace(": ", ":\u00a0"),
    "invisible blanks": "\ufeff" + WRITTEN.replace(", ", ",\u200b"),
    "single quotes": WRITTEN.replace('"', "'"),
    "escaped apostrophe": WRITTEN.replace("Elm Clinic", "Elm Cl\\'inic"),
    "brace too many": WRITTEN + "}",
    "brackets too many": WRITTEN + "\n]}",
    "brace too many inside": WRITTEN.replace("-105.9989}", "-105.9989]}"),
    "CDATA": f"<![CDATA[{WRITTEN}]]>",
    "CDATA in line remarks": f"\n// <![CDATA[\n{WRITTEN}\n// ]]>\n",
    "CDATA in line remarks, escaped": f"\n// <![CDATA[\n{WRITTEN}\n// ]]&gt;\n",
    "CDATA in remarks": f"/*<![CDATA[*/{WRITTEN}/*]]>*/",
    "HTML remark": f"<!--\n{WRITTEN}\n//-->",
    "semicolon": WRITTEN + ";",
    "breaks of an editor": "<p>" + WRITTEN.replace(", ", ",<br />\n") + "</p>",
    "script in script": f'<script type="application/ld+json">{WRITTEN}',
    "bare number with a zero in front": WRITTEN.replace('"06103"', "06103"),
    "plus": WRITTEN.replace("38.5347", "+38.5347"),
    "bare keys": WRITTEN.replace('"geo"', "geo"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_block_that_a_browser_could_read_is_read_and_is_not_bad(spelling):
    (value,) = values_of(SPELLINGS[spelling])
    expected = CLINIC | ({"name": "Elm Cl'inic"} if spelling == "escaped apostrophe" else {})
    assert value == expected


def test_raw_line_breaks_and_tabs_inside_a_text_are_kept():
    assert values_of('{"a": "one\n\ttwo", "b": "x",}') == values_of('{"a": "one\n\ttwo", "b": "x"}')


def test_several_values_in_one_block_are_read_also_where_only_one_is_damaged():
    assert values_of(f"{WRITTEN} {WRITTEN[:-1]},}} [{WRITTEN},]") == [CLINIC, CLINIC, [CLINIC]]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ('{"name": "the "Elm" clinic"}', []),
        ("{'name': 'O'Hollis'}", []),
        (f'{WRITTEN[:-1]},}} {{"name": "the "Elm" clinic"}}', [CLINIC]),
        (WRITTEN[:-1], []),
        (WRITTEN.replace(",", ""), []),
        ("Elm Clinic", []),
        ("[" * 50_000, []),
        ('{"a":' * 50_000, []),
    ],
)
def test_what_no_rule_mends_is_a_bad_block_that_keeps_what_comes_before(text, before):
    with pytest.raises(BadBlockError) as raised:
        values_of(text)
    assert raised.value.values == before


PLAIN = st.text(st.characters(blacklist_characters="&<>", blacklist_categories=["Cs"]), max_size=12)
VALUES = st.dictionaries(
    PLAIN,
    st.recursive(
        PLAIN | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=4,
)


@given(
    VALUES,
    st.sampled_from(["&quot;", "&#34;", "&QUOT;", '"']),
    st.sampled_from(["", " ", "\u00a0", "/* a, b */", "// }\n"]),
)
def test_how_a_value_is_written_never_changes_it(value, quote, between):
    text = json.dumps(value, ensure_ascii=False, separators=(f",{between}", f"{between}:{between}"))
    assert values_of(text.replace('"', quote) + between) == [value]


@given(VALUES)
def test_a_comma_or_a_brace_too_many_never_changes_a_value(value):
    text = json.dumps(value)
    assert values_of(f"[{text},]") == [[value]]
    assert values_of(text + "}") == values_of(text + ",") == [value]


@given(st.text())
def test_any_text_is_read_or_is_a_bad_block(text):
    try:
        values = values_of(text)
    except BadBlockError as error:
        values = error.values
    assert isinstance(values, list)


def test_the_blocks_of_a_page_are_read_with_their_entities_as_they_are():
    page = Selector(text=f'<script type="application/ld+json">{SPELLINGS["entities"]}</script>', type="html")
    assert [values_of(block) for block in json_ld_blocks(page)] == [[CLINIC]]


FAX = {"@type": "ContactPoint", "telephone": "(303) 555-0154", "contactType": "fax"}
PHONE = {"@type": "ContactPoint", "telephone": "(303) 555-0153", "contactType": "customer service"}


@pytest.mark.parametrize(
    ("node", "phone", "fax"),
    [
        ({"contactPoint": PHONE}, "(303) 555-0153", ""),
        ({"contactPoint": [FAX, PHONE]}, "(303) 555-0153", "(303) 555-0154"),
        ({"contactPoint": FAX}, "", "(303) 555-0154"),
        ({"contactPoint": [[PHONE]]}, "(303) 555-0153", ""),
        ({"contactPoints": [FAX | {"contactType": "Facsimile"}, PHONE]}, "(303) 555-0153", "(303) 555-0154"),
        ({"contactPoint": [FAX | {"contactType": "TTY"}, PHONE]}, "(303) 555-0153", ""),
        ({"contactPoint": PHONE | {"faxNumber": "(303) 555-0155"}}, "(303) 555-0153", "(303) 555-0155"),
        ({"telephone": "(303) 555-0142", "contactPoint": PHONE}, "(303) 555-0142", ""),
        ({"telephone": [[], ["", "(303) 555-0142"]]}, "(303) 555-0142", ""),
        ({"location": {"@type": "Place", "contactPoint": [FAX, PHONE]}}, "(303) 555-0153", "(303) 555-0154"),
        (
            {"location": [{"telephone": "(303) 555-0142", "faxNumber": "(303) 555-0155"}]},
            "(303) 555-0142",
            "(303) 555-0155",
        ),
        ({"contactPoint": "(303) 555-0153"}, "", ""),
        ({"contactPoint": {"telephone": None, "contactType": None}}, "", ""),
    ],
)
def test_a_phone_may_have_an_object_of_its_own_and_a_fax_is_never_the_phone(node, phone, fax):
    location = location_of(node)
    assert (location.phone, location.fax) == (phone, fax)


def test_a_contact_of_a_department_is_the_department_s():
    department = {"@type": "MedicalClinic", "name": "Elm Annex", "contactPoint": [FAX, PHONE]}
    found = readings_of([CLINIC | {"department": department}], "https://elm.example/")
    assert {one.name: one.location.phone for one in found} == {"Elm Clinic": "", "Elm Annex": "(303) 555-0153"}


def test_what_a_graph_only_names_by_its_id_is_looked_up_there():
    address = {"@id": "#address", "@type": "PostalAddress", "streetAddress": "1 Juniper Ave"}
    node = {
        "@id": "#clinic",
        "@type": "MedicalClinic",
        "name": "Elm",
        "address": {"@id": "#address"},
        "contactPoint": {"@id": "#call"},
    }
    graph = {"@graph": [node, address, PHONE | {"@id": "#call"}]}
    (found,) = readings_of([graph], "https://elm.example/")
    assert (found.location.street, found.location.phone) == ("1 Juniper Ave", "(303) 555-0153")
