"""Search over 50,000 and 250,000 invented providers: the serving engine compared with tantivy, SQLite and Whoosh alone.

In one run, as ratios: the engines answer each question in turn, so that noise hits all alike, and every answer is
compared. Whoosh alone is asked of the smaller set only; it takes a hundred times as long.
"""

import sys
from random import Random
from statistics import median
from time import perf_counter, process_time

import pytest

from index.records import (
    CredentialKind,
    Profession,
    SourcesSay,
    StateRules,
)
from index.search import ColumnEngine, SearchRequest, WhooshEngine, build
from tests.bench.sqlite_engine import SqliteEngine
from tests.bench.tantivy_engine import TantivyEngine
from tests.builders import credential, location, practice, practitioner, quote
from tests.index.search.invented import TODAY

SIZES = (50_000, 250_000)
QUERIES = 300
WHOOSH_EVERY = 5
SEED = 20261123
PROFESSIONS = tuple(Profession)[:8]
CODES = tuple(f"C{number:02d}" for number in range(24))
CONDITIONS = tuple(
    f"condition-{part}" for part in ("neck", "back", "hip", "knee", "elbow", "wrist", "jaw", "ankle", "foot", "hand")
)
SYLLABLES = tuple(f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol"))


class Country:
    """Towns of very different size, with a few ZIP centers each, where people share a point."""

    def __init__(self, random):
        self.random = random
        self.towns = [(random.uniform(26, 48), random.uniform(-122, -72)) for _ in range(1500)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.towns))]
        self.families = ["".join(random.choices(SYLLABLES, k=random.choice((2, 3, 4)))) for _ in range(9000)]
        self.givens = ["".join(random.choices(SYLLABLES, k=2)) for _ in range(600)]

    def point(self, spread):
        ((latitude, longitude),) = self.random.choices(self.towns, self.weights)
        north, east = self.random.gauss(0, spread), self.random.gauss(0, spread)
        return round(latitude + north, 2), round(longitude + east, 2)

    def person(self, number):
        random = self.random
        given, family = random.choice(self.givens).title(), random.choice(self.families).title()
        latitude, longitude = self.point(0.12)
        answer = random.choices(tuple(SourcesSay), (1, 6, 3, 3, 1, 12, 1))[0]
        text = f"We offer dry needling for {random.choice(CONDITIONS)}."
        here = location(
            latitude=latitude, longitude=longitude, state=state_of(latitude, longitude),
            city=f"Town {int(latitude * 3)}", organization=f"{random.choice(self.families).title()} Clinic",
        )  # fmt: skip
        quotes = () if answer is SourcesSay.NO_WORD else (quote(text, read_on=TODAY),)
        return practitioner(
            practice(here, answer, *quotes), id=f"p{number:06d}", name=f"{given} {family}",
            professions=(random.choice(PROFESSIONS),),
            credentials=tuple(
                credential(code, CredentialKind.OTHER) for code in random.sample(CODES, random.randint(0, 6))
            ),
            conditions=tuple(random.sample(CONDITIONS, random.randint(0, 5))),
        )  # fmt: skip

    def request(self):
        random = self.random
        latitude, longitude = self.point(0.1)
        chosen = random.sample(
            ("profession", "credential", "condition", "state"), random.choices(range(4), (35, 35, 20, 10))[0]
        )
        return SearchRequest(
            latitude=latitude, longitude=longitude,
            radius_miles=random.choices((5, 10, 25, 50, 100), (15, 25, 30, 20, 10))[0] + 0.37,
            professions=(random.choice(PROFESSIONS),) if "profession" in chosen else (),
            credentials=(random.choice(CODES),) if "credential" in chosen else (),
            conditions=(random.choice(CONDITIONS),) if "condition" in chosen else (),
            states=(state_of(latitude, longitude),) if "state" in chosen else (),
            text=self.text() if random.random() < 0.5 else "",
            include_no_word=random.random() < 0.3,
            today=TODAY,
        )  # fmt: skip

    def text(self):
        kinds = ("needling", "clinic offer", f"{self.random.choice(CONDITIONS)[10:]} needling", "given", "beginning")
        kind = self.random.choice(kinds)
        if kind == "given":
            return self.random.choice(self.givens)
        return f"{self.random.choice(self.families)[:3]}*" if kind == "beginning" else kind


def state_of(latitude, longitude):
    return "ABCDE"[int(longitude) % 5] + "XYZ"[int(latitude) % 3]


def timed(times, engine, request):
    begin = perf_counter()
    result = engine.search(request)
    times.append((perf_counter() - begin) * 1000)
    return result


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


@pytest.mark.parametrize("size", SIZES)
def test_the_serving_engine_compared_with_tantivy_and_sqlite(tmp_path, capsys, size):
    country = Country(Random(SEED))
    providers = [country.person(number) for number in range(size)]
    begin = process_time()
    build(tmp_path / "index", providers, StateRules())
    build_seconds = process_time() - begin
    begin = perf_counter()
    columns = ColumnEngine.open(tmp_path / "index", StateRules())
    open_ms = (perf_counter() - begin) * 1000
    yardsticks = {
        "tantivy": TantivyEngine(tmp_path / "tantivy", providers),
        "sqlite": SqliteEngine(tmp_path / "sqlite.db", providers),
    }
    whoosh = WhooshEngine.open(tmp_path / "index", StateRules()) if size == SIZES[0] else None
    del providers
    times = {"columns": [], "tantivy": [], "sqlite": []}
    totals = []
    requests = [country.request() for _ in range(QUERIES)]
    columns.search(requests[0])  # the first search of a day settles the rules
    for number, request in enumerate(requests):
        result = timed(times["columns"], columns, request)
        for name, engine in yardsticks.items():
            check(result, timed(times[name], engine, request), request)
        totals.append(result.total)
        if whoosh and number % WHOOSH_EVERY == 0:
            times.setdefault("columns, Whoosh's share", []).append(times["columns"][-1])
            assert timed(times.setdefault("whoosh", []), whoosh, request) == result
    with capsys.disabled():
        sys.stdout.write(report(size, times, totals, build_seconds, open_ms, tmp_path / "index"))
    assert median(times["columns"]) * 2 <= median(times["sqlite"])


def check(result, answer, request):
    """Hold another engine's answer against ours. Ties of equal miles are sorted alike but where floats differ."""
    total, no_word, facets, page = answer
    assert (result.total, result.no_word_total, result.facets) == (total, no_word, facets), request
    assert len(result.hits) == len(page)


def report(size, times, totals, build_seconds, open_ms, directory):
    disk = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 1e6
    lines = [
        "",
        f"{size} providers, {QUERIES} queries, seed {SEED}; build {build_seconds:.1f} s CPU, {disk:.1f} MB",
        f"open {open_ms:.1f} ms; results median {median(totals):.0f}, p99 {percentile(totals, 0.99)}",
    ]
    for name, taken in times.items():
        against = times["columns, Whoosh's share" if name == "whoosh" else "columns"]
        ratios = median(taken) / median(against), percentile(taken, 0.99) / percentile(against, 0.99)
        lines.append(
            f"{name:24} median {median(taken):8.3f} ms, p99 {percentile(taken, 0.99):8.3f} ms; "
            f"{ratios[0]:.1f} and {ratios[1]:.1f} times the columns"
        )
    share = median(times["columns"]) / min(median(times["tantivy"]), median(times["sqlite"]))
    lines.append(
        f"the columns take {share:.2f} of the faster yardstick's median ({'' if share <= 0.5 else 'NOT '}at most 0.5)"
    )
    return "\n".join([*lines, ""])
