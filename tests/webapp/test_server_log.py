import logging

import pytest

from webapp.server import Server, VisitorFreeLog


@pytest.fixture
def log(caplog):
    server = Server(lambda: None, "127.0.0.1", 8000)
    made = VisitorFreeLog(server.cfg)
    made.error_log.addHandler(caplog.handler)
    caplog.set_level(logging.DEBUG)
    made.error_log.setLevel(logging.DEBUG)
    yield made
    made.error_log.removeHandler(caplog.handler)


def test_a_request_that_cannot_be_read_is_counted_without_its_sender(log, caplog):
    log.warning("Invalid request from ip=192.0.2.1: Invalid HTTP request line: 'GET /find?place=markertown'")
    assert caplog.messages == ["A request could not be read"]


def test_a_failure_is_logged_without_the_request_and_without_its_words(log, caplog):
    try:
        int("markertown")
    except ValueError:
        log.exception("Error handling request %s", "/find?place=markertown")
    (line,) = caplog.messages
    assert line.startswith("ValueError at ")
    assert line.endswith("test_a_failure_is_logged_without_the_request_and_without_its_words")
    assert "markertown" not in caplog.text


def test_debugging_lines_are_not_written(log, caplog):
    log.debug("Closing connection. %s", "markertown")
    assert caplog.messages == []


def test_what_the_server_says_of_itself_is_written(log, caplog):
    log.info("Listening at: %s", "http://127.0.0.1:8000")
    assert caplog.messages == ["Listening at: http://127.0.0.1:8000"]


def test_a_worker_is_replaced_now_and_then_and_its_heartbeat_needs_no_disk():
    cfg = Server(lambda: None, "127.0.0.1", 8000, workers=2).cfg
    assert cfg.max_requests > cfg.max_requests_jitter > 0
    assert cfg.worker_tmp_dir == "/dev/shm"
    assert cfg.accesslog is None
    assert (cfg.workers, cfg.threads) == (2, 8)
