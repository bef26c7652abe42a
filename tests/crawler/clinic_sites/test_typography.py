"""The subject of a page's words does not depend on how they are set."""

from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector

from crawler.clinic_sites.attribution import attributed_words, known_people
from crawler.clinic_sites.sections import passages_of
from index.normalize.statements.statement import read_statement
from index.normalize.text_folding import searchable
from index.records import RawStatement, Subject

PAGE = """<h2>Our services</h2><p>We're glad to offer dry needling for runners' pain.</p><ul><li>Dry needling</li></ul>
<div><h3>Shawn O'Neill, DPT</h3><p>He's happy to use dry-needling.</p></div>
<div><h3>Ana-Maria Vale, PT</h3><p>She doesn't offer dry needling.</p></div>
<p>Shawn O'Neill, DPT and Ana-Maria Vale, PT offer "dry needling" here.</p>
<h2>What our patients say</h2><p>We're sure that they offer dry needling.</p>
<h2>We don't offer</h2><ul><li>Dry needling</li></ul>"""
VARIANTS = {"'": "\u2019\u02bc", '"': "\u201c\u201d", "-": "\u2010\u2011", " ": "\u00a0\u2009"}
INVISIBLE = "\u00ad\u200b\u2060\ufeff"


def read_from(page):
    passages = passages_of(Selector(text=f"<html><body>{page}</body></html>", type="html"))
    people = known_people(passages)
    found = []
    for passage in passages:
        for said in attributed_words(passage, people, ["Fern Physical Therapy"]):
            read = read_statement(RawStatement(text=said.text, about=Subject.CLINIC))
            kind = read.kind if read else None
            found.append((said.person.key if said.person else "", kind, searchable(said.text)))
    return found


def test_the_page_by_itself():
    assert [(who, kind) for who, kind, _ in read_from(PAGE)] == [
        ("", "offers"), ("", "offers"), ("shawn o'neill", "offers"), ("ana-maria vale", "says_no"),
        ("shawn o'neill", "offers"), ("ana-maria vale", "offers"),
    ]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_it_hangs_neither_on_typography_nor_on_what_nobody_sees(data):
    pieces = []
    for piece in PAGE.replace(">", ">\x00").replace("<", "\x00<").split("\x00"):
        text = piece
        if not piece.startswith("<") and piece.strip():
            for plain, others in VARIANTS.items():
                if plain in text and data.draw(st.booleans()):
                    text = text.replace(plain, data.draw(st.sampled_from(others)))
            at = data.draw(st.integers(0, len(text)))
            text = text[:at] + data.draw(st.sampled_from(INVISIBLE)) + text[at:]
        pieces.append(text)
    assert read_from("".join(pieces)) == read_from(PAGE)
