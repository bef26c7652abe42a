"""An error is a page with a sentence that says what to do; the log has its place, and neither has what was typed."""

import json
import logging
from io import StringIO

from index.process_log import JsonLines
from tests.console.conftest import BASE, console_over


def fail(word):
    raise ValueError(word)


def test_a_failure_shows_no_traceback_and_logs_no_words(store):
    app = console_over(store)
    app.add_url_rule("/fails/<word>", "fails", fail)
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


def test_a_form_that_is_too_large_is_refused(store):
    app = console_over(store)
    app.add_url_rule("/read", "read", lambda: __import__("flask").request.form.get("x", ""), methods=["POST"])
    data = {"x": "x" * (64 * 1024)}
    assert app.test_client().post("/read", base_url=BASE, data=data).status_code == 413
