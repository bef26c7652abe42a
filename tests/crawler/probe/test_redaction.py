import json

from hypothesis import given
from hypothesis import strategies as st

from crawler.probe.redaction import Redaction

NAMES = ("Jordan", "Averthwaite", "Salida", "555", "tansyford", "shoulder")
ROOT = "https://directory.example"


def names_left(text):
    return [name for name in NAMES if name in text]


def test_a_text_keeps_its_shape_and_nothing_of_what_it_says():
    assert Redaction().text("Jordan Averthwaite, PT (303) 555-0112") == "Xxxxxx Xxxxxxxxxxx, XX (000) 000-0000"


def test_two_values_of_one_shape_stay_two():
    redaction = Redaction()
    assert (redaction.text("1041"), redaction.text("1042"), redaction.text("1041")) == ("0000", "0001", "0000")


def test_json_keeps_its_keys_and_loses_its_values():
    body = json.dumps({"store": "Jordan Averthwaite", "lat": 38.53, "tags": ["shoulder"], "open": True, "none": None})
    shape = json.loads(Redaction().page(body.encode(), "application/json"))
    assert shape == {"store": "Xxxxxx Xxxxxxxxxxx", "lat": 11.11, "tags": ["xxxxxxxx"], "open": True, "none": None}


def test_a_long_list_keeps_its_first_rows():
    body = json.dumps([{"id": number} for number in range(500)])
    assert len(json.loads(Redaction().page(body.encode(), "application/json"))) == 20


def test_markup_keeps_tags_and_classes_and_loses_texts_addresses_and_comments():
    page = """<html><head><script src="/wp-content/plugins/wp-store-locator/js/x.js"></script></head><body>
    <!-- Jordan --><div class="card" data-name="Jordan"><h3 title="Averthwaite">Jordan Averthwaite</h3>
    <a href="tel:3035550112">Call</a><a href="https://tansyford.example/shoulder">Site</a></div></body></html>"""
    shape = Redaction([ROOT]).page(page.encode(), "text/html")
    assert names_left(shape) == []
    assert 'class="card"' in shape
    assert "wp-store-locator/js/x.js" in shape
    assert 'href="tel:0000000000"' in shape


def test_values_inside_a_script_are_redacted_and_its_keys_are_not():
    page = '<script>var wpslMap_0 = {"locations":[{"store":"Jordan Averthwaite","id":"555"}]};</script>'
    shape = Redaction().page(page.encode(), "text/html")
    assert 'var wpslMap_0 = {"locations":[{"store":"Xxxxxx Xxxxxxxxxxx","id":"000"}]};' in shape


def test_a_link_to_a_page_of_the_source_leads_to_the_same_redacted_address_everywhere():
    redaction = Redaction([ROOT])
    relative = redaction.page(b'<a href="/jordan/">x</a>', "text/html")
    absolute = redaction.page(b'<a href="https://directory.example/jordan/">x</a>', "text/html")
    assert 'href="/xxxxxx/"' in relative
    assert 'href="https://directory.example/xxxxxx/"' in absolute
    assert redaction.known_address(f"{ROOT}/jordan/") == f"{ROOT}/xxxxxx/"
    assert redaction.known_address(f"{ROOT}/wp-admin/admin-ajax.php") == f"{ROOT}/wp-admin/admin-ajax.php"


@given(st.lists(st.text(alphabet=st.characters(codec="ascii"), min_size=1), unique=True, max_size=30))
def test_a_shape_has_the_same_kind_of_sign_at_each_place(texts):
    redaction = Redaction()
    for text in texts:
        kinds = [(one.isupper(), one.islower(), one.isdigit()) for one in text]
        assert [(one.isupper(), one.islower(), one.isdigit()) for one in redaction.text(text)] == kinds
