import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.formats.js_literal import JsLiteralError, js_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "{members:[[{c1:[{fft:2, v:'Fern &amp; Ash'}]}],[57]]}",
            {"members": [[{"c1": [{"fft": 2, "v": "Fern &amp; Ash"}]}], [57]]},
        ),
        (
            r"{a:'Ash\'s \"den\" \x41\u00e9\
x'}",
            {"a": 'Ash\'s "den" Aéx'},
        ),
        (
            "{a: undefined, b: NaN, c: null, d: true, true: false,}",
            {"a": None, "b": None, "c": None, "d": True, "true": False},
        ),
        ("[1, 2.5, -3, .5, 0x1F, 1e3, 2.]", [1, 2.5, -3, 0.5, 31, 1000.0, 2.0]),
        ("[1,,2,]", [1, None, 2]),
        ("/* a */ {'a': 1, // b\n 2: \"x\"}", {"a": 1, "2": "x"}),
        (r'"\ud83d\ude00"', "\U0001f600"),
        ("'a:{b,c}'", "a:{b,c}"),
    ],
)
def test_what_a_script_would_read_is_read(text, value):
    assert js_value(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "{", "{a:1", "{a:function(){}}", "[new Date(1)]", "'never closed", "1 + 1", "{a 1}", "[" * 100_000, "}{"],
)
def test_what_is_no_value_is_refused(text):
    with pytest.raises(JsLiteralError):
        js_value(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_all_json_is_read_as_json_reads_it(value):
    assert js_value(json.dumps(value)) == value
    assert js_value(json.dumps(value, ensure_ascii=False)) == value
