"""A week in which directories break, each in its own way, and recover: what the operator hears, and what visitors see.

`make demo-week` breaks all ten and prints the days; CI breaks three. The clock is simulated, mail, webhook, command and
file are real ones of this machine.
"""

import json
import re
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from demo.directories.breakable import PEOPLE, Break, Breakable
from demo.server import DirectoryServer
from tests.index.alerts.conftest import mail_server, secret_file, web_server  # noqa: F401  (fixtures)
from tests.line.command import Home
from tests.line.signed_in import console_of

MONDAY = datetime.fromisoformat("2026-11-23T06:00:00+00:00")
BROKEN_DAYS = (2, 3)
LAST_DAY = 5
SOURCE = """
id: {key}
name: Directory {key}
publisher: Nobody
url: https://{key}.test/
base_url: {url}
platform: {platform}
kind: demonstration
coverage: Invented people
terms: {{note: Invented by us}}
robots_note: Our own
politeness: {{delay_seconds: 0}}
gates: {{minimum_listings: 1}}
schedule: {{every: P1D, jitter: 0}}
enabled_by_default: true
options: {options}
"""
LIST = "{card: article, name: h2, link: h2 a, phone: .phone, address: .where, next_page: a.next}"
FILES = (Break.TRUNCATED, Break.GONE)
NAMED = {
    Break.ZERO_RESULTS: ("source_failing", "rejected, zero_results."),
    Break.CHALLENGE: ("source_blocked", "blocked, challenge_page, refused."),
    Break.HALF_GONE: ("run_held", "vanished, count_drop."),
    Break.RENAMED: ("source_failing", "rejected, address_refused."),
    Break.ONE_PHONE: ("run_held", "same_value."),
    Break.LAYOUT: ("source_failing", "rejected, zero_results, layout_changed."),
    Break.ROBOTS_503: ("source_failing", "unreachable, robots_unreachable."),
    Break.SLOW: ("source_failing", "rejected, ended_early."),
    Break.TRUNCATED: ("run_held", "vanished, count_drop."),
    Break.GONE: ("source_failing", "rejected, page_gone, zero_results."),
}
"""The kind of trouble and the causes under which `pinpoint today` and the alerts name each break."""
IN_CI = (Break.CHALLENGE, Break.ONE_PHONE, Break.GONE)


@dataclass(frozen=True)
class Street:
    """The directories of the week by key: what is to break in each."""

    directories: dict[str, Breakable]
    breaks: dict[str, Break]

    def turn(self, *, broken):
        for key, directory in self.directories.items():
            directory.broken = self.breaks[key] if broken else Break.NOTHING


@pytest.fixture
def street(tmp_path, soak):
    """(the home, its directories)."""
    breaks = {one.name.lower().replace("_", ""): one for one in (NAMED if soak else IN_CI)}
    folder = tmp_path / "home" / "sources"
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        addresses, directories = [], {}
        for key, wrong in breaks.items():
            directories[key] = Breakable(key, "http://localhost:1")
            server = DirectoryServer(directories[key])
            server.start()
            stack.callback(server.stop)
            addresses.append(server.address)
            is_file = wrong in FILES
            described = SOURCE.format(
                key=key,
                url=f"{server.base_url}/",
                platform="csv_file" if is_file else "html_list",
                options=f"{{fetch: https://{key}.test/list.csv}}" if is_file else LIST,
            )
            (folder / f"{key}.yml").write_text(described)
        limits = {"CRAWL_SECONDS": "20" if soak else "120", "DOCTOR_FREE_MB": "0", "BACKUP_DAYS": "0"}
        home = Home(tmp_path / "home", more={f"PINPOINT_{name}": value for name, value in limits.items()})
        yield home.allowing(*addresses), Street(directories, breaks)


@dataclass(frozen=True)
class Received:
    """What arrived by each channel, as (event, kind, source) of every alert."""

    mailbox: object
    visits: object
    folder: object

    def by_channel(self):
        posted = [json.loads(body) for _, _, _, body in self.visits.asked]
        filed = [json.loads(line) for line in (self.folder / "alerts.jsonl").read_text().splitlines()]
        mailed = "\n".join(mail.content.decode().replace("=\r\n", "") for mail in self.mailbox.mails)
        ran = (self.folder / "ran.txt").read_text()
        return {
            "webhook": _alerts(posted),
            "file": _alerts(filed),
            "command": _alerts_of_text(ran),
            "mail": _alerts_of_text(mailed.replace("\r\n", "\n")),
        }


SENTENCES = {
    "A source refuses us": "source_blocked",
    "A source has not been read well": "source_failing",
    "A run waits for a decision": "run_held",
}
APPENDS = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


def _alerts_of_text(text):
    """The alerts of mails and of what the command got, which have no JSON: a line for each."""
    found = Counter()
    for kind, source in re.findall(r"^Ended: ([a-z ]+) \((\w+)\)", text, flags=re.MULTILINE):
        found["ended", kind.replace(" ", "_"), source] += 1
    for sentence, source in re.findall(r"^(A [a-z ]+)\. Source (\w+);", text, flags=re.MULTILINE):
        found["started", SENTENCES[sentence], source] += 1
    return found


def _alerts(notices):
    return Counter((notice["event"], one["kind"], one["subject"]) for notice in notices for one in notice["alerts"])


@pytest.fixture
def received(tmp_path, mail_server, web_server, secret_file):  # noqa: F811
    """(settings of all four channels, what they receive)."""
    mailbox, visits = mail_server(), web_server()
    more = {
        "MAIL_SERVER": f"127.0.0.1:{mailbox.port}",
        "MAIL_FROM": "pinpoint@clinic.test",
        "MAIL_TO": "operator@clinic.test",
        "MAIL_TLS": "none",
        "WEBHOOK_URL": f"http://127.0.0.1:{visits.port}/hook",
        "WEBHOOK_SECRET_FILE": str(secret_file("s" * 40)),
        "HOSTS": f"127.0.0.1:{visits.port}",
        "COMMAND": json.dumps([sys.executable, "-c", APPENDS, str(tmp_path / "ran.txt")]),
        "FILE": str(tmp_path / "alerts.jsonl"),
    }
    return {f"PINPOINT_ALERT_{name}": value for name, value in more.items()}, Received(mailbox, visits, tmp_path)


def at(home, day, minutes):
    return replace(home, now=(MONDAY + timedelta(days=day, minutes=minutes)).isoformat())


def test_each_break_is_named_and_sent_once_and_nothing_wrong_is_shown(street, received, capsys, soak):
    home, directories = street
    channels, arrived = received
    home = replace(home, more=home.more | channels)
    for key in directories.breaks:
        at(home, 0, 0).run("crawl", key, "--accept")
    at(home, 0, 0).publish()
    good = None
    for day in range(1, LAST_DAY + 1):
        directories.turn(broken=day in BROKEN_DAYS)
        morning = at(home, day, 10)
        morning.run("work", "--once", code=None)
        morning.run("watch", code=None)
        waits = morning.json("today", code=None)
        look_into_the_console(morning, waits, directories, broken=day in BROKEN_DAYS)
        at(home, day, 50).run("watch", code=None)
        good = good or morning.content()
        tell(capsys, soak, day, morning, waits, directories)
        assert morning.content() == good  # the last good data, and all of it
        assert len(morning.export()) == PEOPLE * len(directories.breaks)
        named = {(one["subject"], one["kind"], causes(one["text"])) for one in waits["items"] if one["subject"]}
        if day == BROKEN_DAYS[-1]:
            assert named == {(key, *NAMED[wrong]) for key, wrong in directories.breaks.items()}
            assert last_read(morning, directories) == {(MONDAY + timedelta(days=1)).date().isoformat()}
        if day not in BROKEN_DAYS:
            assert named == set()
            assert last_read(morning, directories) == {(MONDAY + timedelta(days=day)).date().isoformat()}
    once = Counter(
        (event, NAMED[wrong][0], key) for key, wrong in directories.breaks.items() for event in ("started", "ended")
    )
    assert arrived.by_channel() == dict.fromkeys(("mail", "webhook", "command", "file"), once)


def look_into_the_console(home, waits, directories, *, broken):
    """Today lists what the command lists; Sources and each source's page name each break while it lasts."""
    listed = [(one["text"], one["minutes"], one["command"]) for one in waits["items"]]
    with console_of(home) as console:
        assert console.today() == listed
        assert console.other_alerts() == []
        sources = console.sources()
        for key, wrong in directories.breaks.items():
            verdict, codes = (verdict_of(wrong), codes_of(wrong)) if broken else ("passed", [])
            assert sources[key] == f"enabled, last run {': '.join(filter(None, (verdict, ', '.join(codes))))}"
            assert console.causes(key) == codes


def verdict_of(wrong):
    kind, named = NAMED[wrong]
    return "held" if kind == "run_held" else named.partition(",")[0]


def codes_of(wrong):
    return [one for one in NAMED[wrong][1].rstrip(".").split(", ") if one != verdict_of(wrong)]


def causes(text):
    """The last part of an alert's sentence: verdict and causes."""
    return text.rpartition("; ")[2]


def last_read(home, directories):
    """The days on which the sources were last read well."""
    listed = {one["id"]: one for one in home.json("sources", "list")}
    return {listed[key]["last_read_well"][:10] for key in directories.breaks}


def tell(capsys, soak, day, home, waits, directories):
    """Print a day of the week, where somebody watches it."""
    if not soak:
        return
    runs = {one["source"]: one for one in reversed(home.json("runs", "--limit", "60"))}
    state = "broken" if day in BROKEN_DAYS else "well"
    lines = [f"\n{home.now[:10]}, {state}: {waits['minutes']} minutes of work"]
    for key, wrong in directories.breaks.items():
        names = [f"{one['kind']}: {causes(one['text'])}" for one in waits["items"] if one["subject"] == key]
        lines.append(f"  {wrong:24} {runs[key]['verdict'] or runs[key]['state']:12} {'; '.join(names)}")
    with capsys.disabled():
        sys.stdout.write("\n".join(lines) + "\n")
