"""Only changes are compared, and the outcome is that of comparing everything."""

import random
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import select

from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, RawListing, RawLocation
from index.resolve.clusters.clusters import links_over
from index.resolve.incremental import scope as portions
from index.resolve.incremental.snapshot import read
from index.resolve.resolution import resolve
from index.store import open_store
from index.store.identities import resolutions
from index.store.schema import doubt
from tests.bench.invented_directories import Directories
from tests.index.resolve.listing_rows import Rows

REGISTERS = frozenset({"npi"})


def listing_of(row):
    place = RawLocation(
        organization=row["clinic"],
        **{name: row[name] for name in ("street", "city", "state", "zip", "phone")},
    )
    raw = RawListing(
        source=row["source"],
        source_id=row["source_id"],
        kind=ListingKind.PERSON,
        url="https://list.example",
        name=row["name"],
        credentials=row["credentials_text"],
        profession=row["profession_text"],
        locations=(place,),
        website=row["website"],
        npi=row["npi"],
        family_first="," in row["name"],
    )
    return normalize(raw, open_gazetteer())


class Home:
    """A store with the folder of what its resolutions leave."""

    def __init__(self, path):
        self.path = path
        self.store = open_store(f"sqlite:///{path / 'store.db'}")
        self.rows = Rows(self.store)

    def resolve(self, **how):
        return resolve(self.store, folder=self.path / "resolution", registers=REGISTERS, **how)

    def groups(self):
        groups = {}
        for key, provider in self.rows.ids().items():
            groups.setdefault(provider, set()).add(key)
        return {frozenset(group) for group in groups.values()}

    def memberships(self, providers):
        """Return the listings of some providers, and the redirects among those providers."""
        today = {key: one for key, one in self.rows.ids().items() if one in providers}
        return today, {one: to for one, to in self.rows.merged_into().items() if one in providers}

    def doubts(self):
        with self.store.read() as connection:
            return sorted(map(tuple, connection.execute(select(doubt))))

    def copy(self, path):
        """Return another home with the same store and no snapshot."""
        path.mkdir()
        with closing(sqlite3.connect(self.path / "store.db")) as connection:
            connection.execute("VACUUM INTO ?", (str(path / "store.db"),))
        return closing(Home(path))

    def close(self):
        self.store.close()

    def counts(self):
        with self.store.read() as connection:
            last = resolutions.newest(connection)
        version = portions.code_version(REGISTERS)
        return read(self.path / "resolution", last.kept, version).counts


@pytest.fixture
def home(tmp_path):
    with closing(Home(tmp_path / "home")) as opened:
        yield opened


def changed(chance, rows):
    """Return rows with some of them changed as recrawls do, some withdrawn, and some of strangers added."""
    others, gone = list(rows), set()
    strangers = Directories(chance.randrange(1000), 5).rows
    for row in chance.sample(rows, len(rows) // 60):
        what = chance.choice(["moved", "renamed", "npi", "phone", "gone", "copied"])
        other = chance.choice(rows)
        at = others.index(row)
        if what == "moved":
            places = ("street", "city", "state", "zip", "phone", "clinic")
            others[at] = row | {name: other[name] for name in places}
        elif what == "renamed":
            others[at] = row | {"name": other["name"] if "," not in other["name"] + row["name"] else row["name"]}
        elif what == "npi" and row["source"] != "npi":
            others[at] = row | {"npi": chance.choice(["", other["npi"]])}
        elif what == "phone":
            others[at] = row | {"phone": other["phone"]}
        elif what == "gone":
            gone.add((row["source"], row["source_id"]))
        elif what == "copied":
            others.append(row | {"source": "site", "source_id": f"copy{chance.randrange(10**6)}"})
    added = [row | {"source_id": f"new-{row['source_id']}"} for row in strangers if row["source"] != "npi"]
    return [row for row in others + added if (row["source"], row["source_id"]) not in gone], gone


@pytest.mark.parametrize("seed", range(3))
def test_comparing_what_changed_gives_what_comparing_everything_gives(home, tmp_path, monkeypatch, seed):
    chance = random.Random(seed)
    print("seed", seed)  # noqa: T201  (shown where it fails)
    rows = Directories(seed, 450).rows
    home.rows.put(*map(listing_of, rows))
    assert home.resolve().whole
    known = {(row["source"], row["source_id"]): row for row in rows}
    away = []
    for step in range(3):
        returning = away[::2]
        rows, gone = changed(chance, rows + returning)
        away = [known[key] for key in gone if key in known]
        home.rows.put(*(listing_of(row) for row in rows if known.get((row["source"], row["source_id"])) != row))
        for source, source_id in gone:
            home.rows.withdraw(f"{source}/{source_id}")
        known = {(row["source"], row["source_id"]): row for row in rows}
        _decide(home, chance)
        before = set(home.rows.merged_into())
        with home.copy(tmp_path / f"copy{step}") as everything:
            counts = home.counts()
            report = home.resolve()
            assert not report.whole
            assert report.looked_at < report.listings
            with monkeypatch.context() as patched:
                patched.setattr(portions, "links_over", partial(links_over, counts=counts))
                whole = everything.resolve(whole=True)
            assert home.groups() == everything.groups()
            assert home.doubts() == everything.doubts()
            assert home.memberships(before) == everything.memberships(before)
            assert (report.listings, report.providers, report.doubts) == (whole.listings, whole.providers, whole.doubts)
            assert (report.merged, report.split, len(home.rows.ids())) == (
                whole.merged,
                whole.split,
                len(everything.rows.ids()),
            )


def _decide(home, chance):
    waiting = home.doubts()
    for left_source, left_id, right_source, right_id, *_ in chance.sample(waiting, min(2, len(waiting))):
        verdict = chance.choice(["same", "different", "undone"])
        home.rows.decide(f"{left_source}/{left_id}", f"{right_source}/{right_id}", verdict)
