"""Places, names and addresses that were searched for or typed, on every route, are in no log and no file afterwards."""

import json
import logging
import socket
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from index import settings
from index.alerts.case_check import cases
from index.alerts.channels import channels
from index.alerts.watch import Watch
from index.backup.backup import make_backup
from index.corrections.intake import take
from index.durable_files import unseal
from index.metrics.site_counts import read_site_counts
from index.publish.publisher import publish
from tests.index.publish import invented
from tests.line.command import Home
from tests.line.site import serving
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import HERE, REMOVAL
from tests.webapp.invented import providers, publish_providers
from tests.webapp.route_table import ROUTES

PLACE, NAME, POINT = "Zzmarkertown", "Zzmarkername", "38.7171, -106.1313"
MARKERS = ("zzmarker", "38.7171", "106.1313")
PARAMETERS = (
    "place",
    "text",
    "q",
    "who",
    "within",
    "page",
    "for",
    "label",
    "sort",
    "view",
    "id",
    "ids",
    "list",
    "seen",
    "name",
    "case",
    "listed",
)
TYPED = ("Jordan Avery", "1600 Examplemarker Street, Salida", "jaw pain near Buena Vista", "Casey Morrow")
"""A name of somebody who is published, an address and a query, typed into the boxes, at three moments of it."""
TYPED_WORDS = ("jordan", "avery", "example", "salida", "jaw pain", "buena", "casey", "morrow")
HEADERS = {
    "User-Agent": f"{NAME}/1.0",
    "Referer": f"https://{PLACE}.example/?q={NAME}",
    "X-Forwarded-For": "203.0.113.77",
    "Cookie": f"visit={NAME}",
    "Accept-Language": f"es, {NAME}",
}


def addresses():
    """Every route asked for with markers wherever something can be written."""
    for route in ROUTES:
        with_name = route.rule.split("<")[0] + (NAME if "<" in route.rule else "")
        for path in {route.address, with_name}:
            yield path
            yield f"{path}?place={quote(POINT)}&name={NAME}"
            yield f"{path}?" + "&".join(f"{name}={PLACE}" for name in PARAMETERS)
    yield f"/{PLACE}/{NAME}"
    for typed in TYPED:
        for letters in (2, 5, len(typed)):
            yield from (f"/suggest?{box}={quote(typed[:letters])}" for box in ("place", "name"))
    yield from (f"/suggest?place={odd}" for odd in ("%00Salida", "%ff%feSalida", "Salida" * 500, "Salida&place=Casey"))


def files_under(folder):
    return {path: path.stat().st_mtime_ns for path in Path(folder).rglob("*") if path.is_file()}


def send_raw(base, request):
    """Send what no client would, and wait for the answer."""
    with socket.create_connection((urlsplit(base).hostname, urlsplit(base).port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(1000)


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """A site after the visits: the files before, its folder, and every answer."""
    folder = tmp_path_factory.mktemp("visited")
    home = Home(
        folder / "home",
        more={"PINPOINT_SEARCHES_PER_MINUTE": "100000", "PINPOINT_LOG_LEVEL": "DEBUG", "TMPDIR": str(folder)},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", home.now)
        publish_providers(settings.Settings(home=home.path), providers())
    before = files_under(home.path)
    with serving(home, folder / "logs") as site:
        answers = [
            site.get(prefix + address, HEADERS) for prefix in ("", "/es") for address in dict.fromkeys(addresses())
        ]
        answers.append((0, send_raw(site.base, f"GET /find?place={PLACE} HTTP/9.9\r\n\r\n".encode()).decode()))
        answers.append((0, send_raw(site.base, f"{NAME} {PLACE}\r\n\r\n".encode()).decode()))
    return before, folder, answers


def test_the_visits_were_answered_and_the_markers_arrived(visited):
    _, _, answers = visited
    statuses = {status for status, _ in answers}
    assert {200, 404} <= statuses
    assert 500 not in statuses
    assert sum(PLACE in text for _, text in answers) >= 2
    assert any("Dry needling near 38.7" in text for _, text in answers)


def test_a_line_was_written_for_each_visit(visited):
    _, folder, answers = visited
    lines = (folder / "logs" / "out.log").read_text().splitlines()
    assert len(lines) >= len(answers) - 2
    assert any('"/find"' in line for line in lines)


def test_no_log_and_no_file_holds_what_was_searched_for(visited):
    _, folder, _ = visited
    for path in files_under(folder):
        written = path.read_bytes().lower()
        assert [marker for marker in MARKERS if marker.encode() in written] == [], path


def test_no_log_and_no_count_holds_what_was_typed_into_the_boxes(visited):
    _, folder, answers = visited
    assert sum('"goes":"/people/avery"' in text for _, text in answers) == 6
    written = "".join(path.read_text() for path in (*folder.glob("logs/*"), *folder.glob("home/metrics/*"))).lower()
    assert '"/suggest"' in written
    assert [words for words in TYPED_WORDS if words in written] == []


def test_no_log_holds_an_address(visited):
    _, folder, _ = visited
    written = "".join(path.read_text() for path in (folder / "logs").glob("*.log"))
    written = written.replace("Listening at: http://127.0.0.1", "")
    assert "203.0.113.77" not in written
    assert "127.0.0.1" not in written


def test_no_file_under_the_home_is_new_or_changed_but_the_counts_of_requests(visited):
    before, folder, _ = visited
    after = files_under(folder / "home")
    counts = {path for path in after if path.parent == folder / "home" / "metrics"}
    assert {path.name for path in counts} == {"site-0.json", "site-0.lock"}
    assert {path: when for path, when in after.items() if path not in counts} == before
    rules = {route.rule for route in ROUTES} | {"", "/static/<path:filename>"}
    counted = {kind.route for kind, _ in read_site_counts(folder / "home" / "metrics").items()}
    assert {route.removeprefix("/es") for route in counted} <= rules


def test_neither_the_address_of_a_removal_nor_its_hash_is_in_a_case_log_alert_or_backup(store, home, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    invented.settle(store)
    here = settings.current().model_copy(update={"removals_per_network": 1, "alert_file": tmp_path / "alerts.jsonl"})
    publish(store, here)
    client = app_over(here).test_client()
    for number in (3, 4):
        form = REMOVAL | {"id": invented.provider_id(number)}
        client.post("/remove", data=form, headers=HERE, environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    take(store, here)
    Watch(here, {"cases": cases}, channels(here)).look()
    make_backup(here, tmp_path / "backup")
    (count,) = here.inbox.glob("removals-*.counts")
    content = unseal(count.read_bytes())
    hashes = [*json.loads(content["counts"]), content["key"]]
    assert len(hashes) == 3
    assert "removals_many" in (tmp_path / "alerts.jsonl").read_text()
    looked_at = {path for path in files_under(tmp_path) if path != count}
    assert {"store.db", "alerts.jsonl", "overlay.json"} <= {path.name for path in looked_at}
    secrets = [one.encode() for one in (*hashes, "203.0.113")]
    for path in looked_at:
        written = path.read_bytes()
        assert [one for one in secrets if one in written] == [], path
    assert not [one for one in secrets if one.decode() in caplog.text]
