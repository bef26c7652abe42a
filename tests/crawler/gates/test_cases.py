"""Ways in which directories have been seen to go wrong, each with the verdict and the causes that it must get.

The directory is invented; the ways are those of real crawls: see docs/verdicts.md. Every case is staged in a store,
normalized, measured and judged against an earlier run that passed.
"""

from dataclasses import dataclass, field, replace

import pytest

from crawler.runs.decisions import Acceptance
from index import settings
from index.records import ListingKind
from index.store import open_store
from index.store.runs import runs
from tests.crawler.gates import directory
from tests.crawler.gates.directory import at, collected, definition, judged, listing

WHO = Acceptance(who="us", reason="looked at")
ALL = directory.directory()


@dataclass(frozen=True)
class Case:
    """Counts of a run, the gates of its source, and the verdict that must follow."""

    verdict: str
    causes: list[str]
    listings: list = field(default_factory=lambda: ALL)
    stats: dict = field(default_factory=dict)
    gates: dict = field(default_factory=dict)
    of_run: dict = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def some(share, change):
    """Change the first share of the directory."""
    return [change(raw) if number < share * len(ALL) else raw for number, raw in enumerate(ALL)]


def status(code, count):
    return {f"downloader/response_status_count/{code}": count}


def nothing(**stats):
    return {"listings": [], "stats": status(200, 1) | {"page/read": 0, "page/with_listings": 0} | stats}


def renamed(old, new):
    return lambda raw: replace(raw, name=raw.name.replace(old, new))


SAME_PHONE = "(720) 555-0150"
CASES = {
    "the same again": Case("passed", []),
    "a few new ones": Case("passed", [], [*ALL, *map(listing, range(100, 120))]),
    "a few left": Case("passed", [], ALL[:95]),
    # Count
    "a third is gone": Case("held", ["vanished", "count_drop"], ALL[:66]),
    "below the least": Case("held", ["vanished", "too_few", "count_drop"], ALL[:40]),
    "other ids for all": Case("held", ["vanished"], [replace(raw, source_id=f"x{raw.source_id}") for raw in ALL]),
    "an eighth is swapped": Case("held", ["vanished"], [*ALL[13:], *map(listing, range(100, 113))]),
    "twice as many": Case(
        "passed", [], [listing(number) for number in range(200)], warnings=["count_rise", "too_many"],
        gates={"maximum_listings": 150, "same_phone_share": 0.5},
    ),
    # Nothing
    "no website was due": Case("cancelled", ["nothing_due"], [], {"clinic_sites/nothing_due": 1}),
    "an empty list": Case("rejected", ["zero_results"], **nothing()),
    "pages without a card": Case("rejected", ["zero_results", "layout_changed"], [], {"page/with_listings": 0}),
    "the list is gone": Case("rejected", ["page_gone", "zero_results"], **nothing(**status(404, 1))),
    "some pages are gone, one is empty": Case("rejected", ["zero_results", "layout_changed"], [], status(404, 3)),
    "a page that names nobody": Case("rejected", ["zero_results"], [], {"page/known_names": 90, "page/names_seen": 1}),
    "a page that names some": Case(
        "rejected", ["zero_results", "layout_changed"], [], {"page/known_names": 90, "page/names_seen": 2}
    ),
    "the only person is named": Case(
        "rejected", ["zero_results", "layout_changed"], [], {"page/known_names": 1, "page/names_seen": 1}
    ),
    "nobody is known": Case("rejected", ["zero_results", "layout_changed"], [], {"page/known_names": 0}),
    "robots.txt forbids": Case("blocked", ["robots_disallow"], **nothing(**{"robotstxt/forbidden": 1})),
    "robots.txt hangs": Case("unreachable", ["robots_unreachable"], **nothing(**{"manners/robots_unreachable": 1})),
    "refused at the door": Case("blocked", ["refused"], **nothing(**status(403, 3))),
    "login at the door": Case("blocked", ["login"], **nothing(**{"manners/challenge/login": 1})),
    "a wall of captchas": Case("blocked", ["challenge_page"], **nothing(**{"manners/challenge/captcha": 4})),
    "slow down at the door": Case("throttled", ["throttled"], **nothing(**status(429, 3))),
    "no answer at all": Case("unreachable", ["no_answer"], **nothing(**{"downloader/exception_count": 3})),
    "a replay of pages that were not kept": Case(
        "rejected", ["zero_results"], **nothing(**{"downloader/exception_count": 1, "replay/not_archived": 1})
    ),
    "no contact written": Case("rejected", ["contact_missing"], **nothing(**{"manners/contact_missing": 1})),
    "an address of this machine": Case("rejected", ["address_refused"], **nothing(**{"manners/address_refused": 2})),
    "on and on": Case("rejected", ["redirect_loop"], **nothing(**{"manners/redirect_loop": 1})),
    # Cut off on the way
    "a challenge half-way": Case(
        "blocked", ["challenge_page"], ALL[:50], {"manners/challenge/cloudflare": 1}, of_run={"ending": "blocked"}
    ),
    "a challenge that no one minded": Case("blocked", ["challenge_page"], stats={"manners/challenge/cloudflare": 1}),
    "slow down half-way": Case(
        "throttled", ["throttled"], ALL[:50], {"manners/retry_after_seconds": 3600}, of_run={"ending": "throttled"}
    ),
    "silence half-way": Case("unreachable", ["no_answer"], ALL[:50], of_run={"ending": "unreachable"}),
    "out of time": Case("rejected", ["ended_early"], of_run={"ending": "closespider_timeout"}),
    "out of memory": Case("rejected", ["ended_early"], of_run={"ending": "memusage_exceeded"}),
    "stopped by a signal": Case("rejected", ["ended_early"], of_run={"ending": "shutdown"}),
    "a callback raises everywhere": Case("held", ["response_errors"], stats={"spider_exceptions/count": 30}),
    "errors on some pages": Case("held", ["response_errors"], stats={"retry/max_reached": 9}, warnings=["gaps"]),
    "one page fails": Case("passed", [], stats={"retry/max_reached": 1}, warnings=["gaps"]),
    "some pages refuse": Case("passed", [], stats=status(403, 2), warnings=["refused", "gaps"]),
    # Another layout
    "cards lose their name": Case(
        "held", ["unreadable", "layout_changed"], ALL[:90], {"problem/row/name": 10}
    ),
    "a known problem": Case("passed", [], stats={"problem/row/shape": 4}),
    "many rows are broken": Case("held", ["unreadable"], stats={"problem/row/shape": 30}),
    "most pages are bare": Case("held", ["layout_changed"], stats={"page/with_listings": 30}),
    # Fields
    "phones are gone": Case("held", ["fill_drop"], some(1, lambda raw: at(raw, phone=""))),
    "a third of the websites": Case("held", ["fill_drop"], some(0.34, lambda raw: replace(raw, website=""))),
    "streets below their floor": Case(
        "held", ["fill_floor"], some(0.09, lambda raw: at(raw, street="")), gates={"fill_rate": {"street": 0.95}}
    ),
    "half of the addresses": Case(
        "held", ["fill_drop"] * 3, some(0.5, lambda raw: at(raw, street="", city="", zip=""))
    ),
    # One value on many
    "one phone for all": Case("held", ["same_value"], some(1, lambda raw: at(raw, phone=SAME_PHONE))),
    "one phone on a fifth": Case("held", ["same_value"], some(0.2, lambda raw: at(raw, phone=SAME_PHONE))),
    "the site's own address": Case(
        "held", ["same_value"], some(0.5, lambda raw: replace(raw, website="https://school.test/"))
    ),
    "the office's street": Case("held", ["same_value"], some(0.4, lambda raw: at(raw, street="1 Example St"))),
    "a big clinic": Case("passed", [], some(0.1, lambda raw: at(raw, phone=SAME_PHONE, street="1 Example St"))),
    # Letters
    "replacement characters": Case("held", ["garbled_names"], some(1, renamed("e", "\ufffd"))),
    "the wrong encoding": Case("held", ["garbled_names"], some(0.1, renamed("e", "Ã©"))),
    "one garbled of many": Case(
        "passed", [], some(0.01, renamed("e", "Ã©")), gates={"garbled_share": 0.02}, warnings=["garbled_names"]
    ),
    "honest accents": Case("passed", [], some(1, renamed("Testa", "Testà-Muñoz"))),
    # Places
    "latitude and longitude swapped": Case(
        "held", ["outside_state", "fill_drop"], some(1, lambda raw: at(raw, latitude="-106.0", longitude="38.53"))
    ),
    "all on one point elsewhere": Case(
        "held", ["outside_state", "fill_drop"], some(0.3, lambda raw: at(raw, latitude="40.7", longitude="-74.0"))
    ),
    "the state alone, and a point in another": Case(
        "held", ["outside_state", *["fill_drop"] * 4],
        some(0.2, lambda raw: at(raw, street="", city="", zip="", latitude="40.7", longitude="-74.0")),
    ),
    # Ids
    "one id on several": Case("held", ["conflicting_ids"], stats={"listing/conflicting": 20}),
    "met again in the next tile": Case("passed", [], stats={"listing/repeated": 300}),
    # Parts
    "a sample": Case(
        "passed", [], ALL[:10], of_run={"partial": True, "ending": "closespider_itemcount"}, warnings=["partial"]
    ),
    "a sample with one phone": Case(
        "held", ["same_value"], some(1, lambda raw: at(raw, phone=SAME_PHONE))[:20], of_run={"partial": True},
        warnings=["partial"],
    ),
    # Another reader
    "new code": Case("held", ["reading_changed"], of_run={"version": "v2"}),
    "people become clinics": Case(
        "held", ["reading_changed", *["fill_drop"] * 3], [replace(raw, kind=ListingKind.CLINIC) for raw in ALL],
        of_run={"version": "v2"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    """A store with an earlier run that was accepted, copied for each case."""
    from crawler.runs.settle import settle

    path = tmp_path_factory.mktemp("earlier") / "store.db"
    store = open_store(f"sqlite:///{path}")
    directory.register(store)
    here = settings.Settings(home=path.parent)
    first = collected(store, ALL, stats={"problem/row/shape": 3})
    settle(store, here, first, acceptance=WHO, progress=lambda *_: None)
    store.close()
    return path


@pytest.fixture
def store(earlier, tmp_path):
    import shutil

    for file in earlier.parent.glob("store.db*"):
        shutil.copy(file, tmp_path / file.name)
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", CASES)
def test_each_way_of_going_wrong_has_its_verdict_and_its_causes(store, name):
    case = CASES[name]
    run_id = collected(store, case.listings, stats=case.stats, **case.of_run)
    judgment = judged(store, run_id, definition(**case.gates))
    assert (judgment.verdict, [str(cause.code) for cause in judgment.causes]) == (case.verdict, case.causes)
    if case.verdict in {"passed", "held"}:
        warned = [str(cause.code) for cause in judgment.warnings]
        assert (case.verdict == "held" and not case.warnings) or warned == case.warnings
    assert "{" not in judgment.cause


def test_a_first_run_is_held_for_a_look(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    directory.register(store)
    for partial in (False, True):
        run_id = collected(store, ALL, partial=partial)
        assert [str(code) for code in judged(store, run_id).codes] == ["first_run"]
        with store.write() as connection:
            runs.end(connection, run_id, verdict=runs.Verdict.REJECTED)
    store.close()
