"""The same questions asked of SQLite, with FTS5 for words and R*Tree for places: the yardstick of the search bench.

It answers what the benchmark asks: no rules, one filter of each kind, words and beginnings.
"""

import json
import sqlite3

from index.records import LISTED_ANSWERS
from tests.bench.box import box_of, chord2_edge, unit_vector
from tests.index.search.oracle import fold, texts

_TABLES = """
create table doc(id integer primary key, provider text, answer text, state text, profession text, name text,
                 x real, y real, z real);
create table credential(doc integer, value text);
create table condition(doc integer, value text);
create virtual table place using rtree(id, south, north, west, east);
create virtual table words using fts5(body, content='', detail=full);
"""


class SqliteEngine:
    def __init__(self, path, providers):
        self.db = sqlite3.connect(path)
        self.db.executescript(_TABLES)
        for number, provider in enumerate(providers, 1):
            self._add(number, provider)
        self.db.executescript(
            "create index c1 on credential(doc); create index c2 on condition(doc);"
            "insert into words(words) values('optimize');"
        )
        self.db.commit()
        self.db.executescript("pragma cache_size=-200000; pragma mmap_size=1000000000; pragma temp_store=memory")

    def _add(self, number, provider):
        practice = provider.practices[0]
        location, (profession,) = practice.location, provider.professions
        x, y, z = unit_vector(location.latitude, location.longitude)
        answer = practice.evidence.answer.value
        row = (number, provider.id, answer, location.state, profession.value, fold(provider.name), x, y, z)
        self.db.execute("insert into doc values(?,?,?,?,?,?,?,?,?)", row)
        for credential in provider.credentials:
            self.db.execute("insert into credential values(?,?)", (number, credential.code))
        for condition in provider.conditions:
            self.db.execute("insert into condition values(?,?)", (number, condition))
        latitude, longitude = location.latitude, location.longitude
        self.db.execute("insert into place values(?,?,?,?,?)", (number, latitude, latitude, longitude, longitude))
        body = " ".join(form for value in texts(provider, practice) for word in value for form in sorted(word))
        self.db.execute("insert into words(rowid, body) values(?,?)", (number, body))

    def search(self, request):
        """(total, no_word_total, facets, ids of the page)."""
        where, values = _conditions(request)
        self.db.execute("drop table if exists temp.found")
        self.db.execute(f"create temp table found as select doc.*, {_chord2(request)} c2 from {where}", values)
        shown = "" if request.shows_no_word else "where answer != 'no_word'"
        ask = self.db.execute
        total, no_word = ask(
            f"select count(*), (select count(*) from found where answer = 'no_word') from found {shown}"
        ).fetchone()
        facets = {
            name: dict(ask(f"select {column}, count(*) from found {shown} group by 1"))
            for name, column in (("profession", "profession"), ("state", "state"), ("dry_needling", "answer"))
        }
        for name in ("credential", "condition"):
            joined = f"found join {name} on {name}.doc = found.id {shown}"
            facets[name] = dict(ask(f"select value, count(*) from {joined} group by 1"))
        page = ask(f"select provider from found {shown} order by c2, name, provider limit {request.limit}")
        return total, no_word, facets, [provider for (provider,) in page]


def _chord2(request):
    x, y, z = unit_vector(request.latitude, request.longitude)
    return f"((x-({x!r}))*(x-({x!r}))+(y-({y!r}))*(y-({y!r}))+(z-({z!r}))*(z-({z!r})))"


def _conditions(request):
    where, values = [f"{_chord2(request)} <= {chord2_edge(request.radius_miles)!r}"], []
    # "cross join" keeps the planner from reading all documents first
    if request.text:
        terms = [f'"{term.words[0]}"{" *" if term.prefix else ""}' for term in request.text_query.terms]
        tables = "(select rowid from words where words match ?) as met cross join doc on doc.id = met.rowid"
        values.append(" AND ".join(terms))
    else:
        tables = "place cross join doc on doc.id = place.id"
        where.insert(0, "north >= ? and south <= ? and east >= ? and west <= ?")
        values += box_of(request)
    for column, chosen in (("state", request.states), ("profession", request.professions)):
        if chosen:
            where.append(f"{column} in (select value from json_each(?))")
            values.append(json.dumps(chosen))
    for name, chosen in (("credential", request.credentials), ("condition", request.conditions)):
        if chosen:
            where.append(
                f"exists (select 1 from {name} where doc = doc.id and value in (select value from json_each(?)))"
            )
            values.append(json.dumps(chosen))
    answers = [answer.value for answer in LISTED_ANSWERS] + ["no_word"]
    where.append(f"answer in ({', '.join(map(repr, sorted(answers)))})")
    return f"{tables} where {' and '.join(where)}", values
