"""Whatever goes wrong, a page has the line on 911, and first of all for whoever typed words of an emergency."""

import pytest

from tests.webapp.conftest import app_over
from webapp import published as served
from webapp.finder import views

LINE = {
    "": "After needling: hard to breathe, chest pain, coughing blood or heavy bleeding? Call 911.",
    "/es": "Después de la punción: ¿le cuesta respirar",
}
FIRST = {"": "Call 911 now for this: chest pain.", "/es": "Llame al 911 ahora por esto: dolor de pecho."}
TYPED = {"": "chest pain", "/es": "dolor de pecho"}


ASKED = {
    "400": ("/find", {"within": "far"}),
    "404": ("/find", {"place": "Nowhereatall"}),
    "404 of a page": ("/find", {"place": "Truckee, CA", "page": "40"}),
    "404 of no address": ("/finder", {}),
    "404 of nobody": ("/people/nobody", {}),
    "405": ("/find", {}),
    "410": ("/people/withdrawn", {}),
    "410 of two": ("/people/mixed", {}),
    "429": ("/find", {}),
    "500": ("/find", {}),
    "500 of the data": ("/find", {}),
    "503": ("/find", {}),
}
FAILS = {"500": (views, "results"), "500 of the data": (served, "generation")}


@pytest.fixture
def failing(published, monkeypatch):
    """A function that returns the answer of a search that goes wrong in this way."""

    def ask(code, language, typed):
        path, changes = ASKED[code]
        chosen = {
            "429": published.model_copy(update={"searches_per_minute": 1}),
            "503": published.model_copy(update={"home": published.home / "empty"}),
        }
        app = app_over(chosen.get(code, published))
        client = app.test_client()
        if code == "429":
            client.get(f"{language}/find", query_string={"place": "81201"})
        if code in FAILS:
            monkeypatch.setattr(*FAILS[code], lambda *_: 1 / 0)
            app.testing = False
            app.config["PROPAGATE_EXCEPTIONS"] = False
        query = {"place": "81201", "for": typed} | changes
        return client.open(f"{language}{path}", method="POST" if code == "405" else "GET", query_string=query)

    return ask


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("code", ASKED)
def test_a_page_that_failed_has_the_line_on_911_at_its_foot(failing, code, language):
    response = failing(code, language, "cuello" if language else "neck")
    assert response.status_code == int(code[:3])
    assert response.page.words.count(LINE[language]) == 1
    assert "tel:911" not in response.page.links


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("code", ASKED)
def test_a_page_that_failed_says_911_first_to_whoever_typed_an_emergency(failing, code, language):
    response = failing(code, language, TYPED[language])
    assert response.status_code == int(code[:3])
    assert "tel:911" in response.page.links
    heading = " ".join(next(text for level, text in response.page.headings if level == 1).split())
    assert response.page.words.index(FIRST[language]) < response.page.words.rindex(heading)
    assert response.page.words.count(LINE[language]) == 1
