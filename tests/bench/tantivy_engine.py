"""The same questions asked of tantivy: words, filters and the box around the disk there, the rest in columns beside it.

tantivy knows no distances, and its facets count whole answers only; so it gives the documents in the box,
and NumPy measures, counts and sorts those. It answers what the benchmark asks: no rules, words and beginnings.
"""

import numpy as np
from tantivy import Document as TantivyDocument
from tantivy import FieldType, Index, Occur, Order, Query, SchemaBuilder

from index.records import LISTED_ANSWERS, SourcesSay
from tests.bench.box import box_of, chord2_edge, unit_vector
from tests.index.search.oracle import fold, texts

SHOWN = [answer.value for answer in LISTED_ANSWERS]
NO_WORD = SourcesSay.NO_WORD.value
ONE_VALUE = ("profession", "state", "answer")
MANY_VALUES = ("credential", "condition")
FACETS = {"profession": "profession", "state": "state", "dry_needling": "answer"}


class Column:
    """The values of one attribute as codes, a row a document and value."""

    def __init__(self, values):
        self.names = sorted({value for own in values for value in own})
        code = {name: number for number, name in enumerate(self.names)}
        self.flags = np.zeros((len(values), len(self.names)), dtype=bool)
        for row, own in enumerate(values):
            self.flags[row, [code[value] for value in own]] = True

    def counts(self, rows):
        found = self.flags[rows].sum(axis=0)
        return {self.names[number]: int(found[number]) for number in np.flatnonzero(found)}


class TantivyEngine:
    def __init__(self, path, providers):
        path.mkdir()
        builder = SchemaBuilder()
        for name in ("number",):
            builder.add_unsigned_field(name, fast=True)
        for name in ("latitude", "longitude"):
            builder.add_float_field(name, fast=True)
        for name in (*ONE_VALUE, *MANY_VALUES):
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="basic")
        self.schema = builder.build()
        self.index = Index(self.schema, str(path))
        self._write(providers)
        self.index.reload()
        self.searcher = self.index.searcher()
        self._columns(providers)

    def _write(self, providers):
        writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for number, provider in enumerate(providers):
            writer.add_document(self._document(number, provider))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, number, provider):
        practice = provider.practices[0]
        document = TantivyDocument()
        document.add_unsigned("number", number)
        document.add_float("latitude", practice.location.latitude)
        document.add_float("longitude", practice.location.longitude)
        document.add_text("profession", provider.professions[0].value)
        document.add_text("state", practice.location.state)
        document.add_text("answer", practice.evidence.answer.value)
        for credential in provider.credentials:
            document.add_text("credential", credential.code)
        for condition in provider.conditions:
            document.add_text("condition", condition)
        document.add_text(
            "body", " ".join(form for value in texts(provider, practice) for word in value for form in sorted(word))
        )
        return document

    def _columns(self, providers):
        practices = [provider.practices[0] for provider in providers]
        self.points = np.array([unit_vector(one.location.latitude, one.location.longitude) for one in practices])
        self.ids = np.array([provider.id for provider in providers])
        self.names = np.array([fold(provider.name) for provider in providers])
        self.no_word = np.array([practice.evidence.answer.value == NO_WORD for practice in practices])
        self.columns = {
            "profession": Column([[provider.professions[0].value] for provider in providers]),
            "state": Column([[practice.location.state] for practice in practices]),
            "answer": Column([[practice.evidence.answer.value] for practice in practices]),
            "credential": Column([[one.code for one in provider.credentials] for provider in providers]),
            "condition": Column([list(provider.conditions) for provider in providers]),
        }

    def search(self, request):
        """(total, no_word_total, facets, ids of the page)."""
        hits = self.searcher.search(
            self._query(request), limit=len(self.ids), count=False, order_by_field="number", order=Order.Asc
        ).hits
        rows = np.fromiter((number for number, _ in hits), dtype=np.int64, count=len(hits))
        here = np.array(unit_vector(request.latitude, request.longitude))
        chord2 = ((self.points[rows] - here) ** 2).sum(axis=1)
        inside = chord2 <= chord2_edge(request.radius_miles)
        rows, chord2 = rows[inside], chord2[inside]
        silent = self.no_word[rows]
        no_word = int(silent.sum())
        if not request.shows_no_word:
            rows, chord2 = rows[~silent], chord2[~silent]
        facets = {name: self.columns[column].counts(rows) for name, column in FACETS.items()}
        facets |= {name: self.columns[name].counts(rows) for name in MANY_VALUES}
        page = np.lexsort((self.ids[rows], self.names[rows], chord2))[: request.limit]
        return len(rows), no_word, facets, self.ids[rows[page]].tolist()

    def _query(self, request):
        south, north, west, east = box_of(request)
        must = [
            Query.range_query(self.schema, "latitude", FieldType.Float, south, north),
            Query.range_query(self.schema, "longitude", FieldType.Float, west, east),
            Query.term_set_query(self.schema, "answer", [*SHOWN, NO_WORD]),
        ]
        chosen = {
            "profession": [value.value for value in request.professions],
            "state": list(request.states),
            "credential": list(request.credentials),
            "condition": list(request.conditions),
        }
        must += [Query.term_set_query(self.schema, name, values) for name, values in chosen.items() if values]
        for term in request.text_query.terms if request.text else ():
            word = term.words[0]
            beginning = Query.regex_query(self.schema, "body", f"{word}.*") if term.prefix else None
            must.append(beginning or Query.term_query(self.schema, "body", word, index_option="basic"))
        return Query.boolean_query([(Occur.Must, query) for query in must])
