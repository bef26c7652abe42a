"""An error is a page with a sentence that says what to do; the log has its place, and neither has what was typed."""

import json
import logging
from io import StringIO

from console.guard.routes import Route
from console.guard.visitor import COOKIE
from index.process_log import JsonLines
from tests.console.conftest import BASE, console_over


def fail(word):
    raise ValueError(word)


def test_a_failure_shows_no_traceback_and_logs_no_words(store):
    app = console_over(store, Route(rule="/fails/<word>", name="fails", view=fail, least=None))
    written = StringIO()
    handler = JsonLines(written)
    logging.getLogger("console").addHandler(handler)
    logging.getLogger("console").setLevel("INFO")
    try:
        response = app.test_client().get("/fails/marker?q=marker", base_url=BASE)
    finally:
        logging.getLogger("console").removeHandler(handler)
        logging.getLogger("console").setLevel(logging.NOTSET)
    assert response.status_code == 500
    assert "Something went wrong" in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)
    failure, line = [json.loads(line) for line in written.getvalue().splitlines()]
    assert (failure["event"], failure["error"], failure["route"]) == ("failure", "ValueError", "/fails/<word>")
    assert (line["method"], line["route"], line["status"]) == ("GET", "/fails/<word>", 500)
    assert "marker" not in written.getvalue()


def test_a_form_that_is_too_large_is_refused(client):
    data = {"name": "x" * (64 * 1024)}
    client.set_cookie(COOKIE, "x" * 43, domain="127.0.0.1")
    assert client.post("/sign-in", base_url=BASE, data=data, headers={"Origin": BASE}).status_code == 413
