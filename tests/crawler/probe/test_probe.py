"""The probe over real HTTP, against an invented directory in the shape of each platform."""

import json
import os
from contextlib import contextmanager

import pytest

from crawler.runs.source_files import load_source
from demo.directories.platforms import DEMONSTRATIONS, FRONT, directory_class
from demo.exchange import Response, page, robots
from demo.servers import DirectoryServer
from demo.world.world import World
from tests import warm_process
from tests.warm_process import WHOLE_CRAWL

ENTRIES = World().of("school")
CARD = '<div class="member"><h3><a href="/m/{key}">{name}</a></h3><p>{phone}</p></div>'


@contextmanager
def served(directory):
    server = DirectoryServer(directory)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def probed(server, home, *more, code=0, url=""):
    """Run the command as an operator does, and return what it wrote as JSON."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINPOINT_")}
    own = {
        "PINPOINT_HOME": str(home),
        "PINPOINT_CRAWL_CONTACT": "mailto:us@pinpoint.test",
        "PINPOINT_ALLOW_ADDRESSES": f"127.0.0.1:{server.port}",
    }
    command = ("sources", "probe", url or server.base_url + FRONT, "--json", *more)
    done = warm_process.run("pinpoint", *command, env=kept | own)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout) if code == 0 else done.stderr


def whole(definition):
    """Crawl a source to its end, which for a directory that is asked around points takes more than a probe may."""
    done = warm_process.run(WHOLE_CRAWL, definition.model_dump_json())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("platform", DEMONSTRATIONS)
def test_each_platform_is_recognized_unnamed_and_its_file_crawls_at_once(platform, home, monkeypatch):
    made = directory_class(platform)
    with served(made(ENTRIES)) as server:
        stand_ins = [f"--stand-in={public}={server.base_url}" for public in made.stands_in_for]
        result = probed(server, home, "--id", "tried", *stand_ins)
        assert (result["platform"], result["recognized"], result["because"] != []) == (platform, True, True)
        assert len(result["sample"]) == 3
        monkeypatch.setenv("PINPOINT_ALLOW_ADDRESSES", f"127.0.0.1:{server.port}")
        monkeypatch.setenv("PINPOINT_CRAWL_CONTACT", "mailto:us@pinpoint.test")
        definition = load_source(home / "sources" / "tried.yml")
        assert not definition.enabled_by_default
        names = {json.loads(one)["name"] for one in whole(definition)["listings"]}
    assert len(names) >= len({entry.name for entry in ENTRIES}) * 0.9


class Unknown:
    """A list that no platform made; robots.txt and status are the test's."""

    def __init__(self, closed="", status=200):
        self.closed, self.status = closed, status

    def respond(self, request):
        if request.path == "/robots.txt":
            return Response(f"User-agent: *\nDisallow: {self.closed}\n", "text/plain") if self.closed else robots()
        cards = "".join(CARD.format(key=entry.key, name=entry.name, phone=entry.phone) for entry in ENTRIES[:12])
        return page("Members", f"<h1>Members</h1>{cards}", status=self.status)


def test_an_unknown_page_gets_a_draft_of_selectors_that_reads_it(home):
    with served(Unknown()) as server:
        result = probed(server, home, "--id", "tried")
    assert (result["platform"], result["recognized"], result["options"]["card"]) == ("html_list", False, "div.member")
    assert [one["name"] for one in result["sample"]] != []
    assert load_source(home / "sources" / "tried.yml").options["name"] == "h3 a"


def test_a_page_that_robots_txt_closes_is_not_read(home):
    with served(Unknown(closed="/")) as server:
        said = probed(server, home, code=1)
        assert dict(server.requests) == {"/robots.txt": 1}
    assert "robots.txt does not allow" in said
    assert not (home / "sources").exists()


def test_an_error_page_is_reported_with_its_status(home):
    with served(Unknown(status=404)) as server:
        assert "was answered with 404" in probed(server, home, code=1)


def test_what_is_saved_names_nobody(home):
    with served(directory_class("wp_store_locator")(ENTRIES)) as server:
        result = probed(server, home, "--id", "tried", "--save")
    files = [*(home / "sources" / "fixtures" / "tried").iterdir(), *(home / "probes").iterdir()]
    assert len(files) >= 3
    families = {entry.family for entry in ENTRIES if len(entry.family) > 4}
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert {(name, family) for name, text in texts.items() for family in families if family in text} == set()
    assert result["written"]["shape to share"].endswith(".json")


def test_a_source_file_is_never_written_over(home):
    with served(Unknown()) as server:
        assert probed(server, home, "--id", "tried")["sources_of_this_host"] == []
        assert "is there already" in probed(server, home, "--id", "tried", code=1)
        assert probed(server, home, "--id", "again", "--dry-run")["sources_of_this_host"] == ["tried"]


def test_a_bad_address_is_refused_before_anything_is_asked(home):
    with served(Unknown()) as server:
        assert "is not a web address" in probed(server, home, code=1, url="needling-school")
        assert dict(server.requests) == {}
